// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

extension MemoryLedger {
    /// Every row of the conversations with a key or an id.
    package func explain(session name: String, limit: Int) async throws -> SessionExplanation {
        let rows = events.values.filter { row in
            let names = [row.session.id, owners[row.id]?.session.id, record(row).session.displayKey]
            return names.contains(name) || known(row.session).answers(to: name)
        }
        let coverage = Coverage(Array(rows), told: told, owners: owners.mapValues(\.session))
        return SessionExplanation(
            rows.map { row in
                let (isCovered, record) = (covered.contains(row.id), record(row))
                return ExplainedCall(
                    event: record.event, session: record.session, isCovered: isCovered,
                    coveredBy: isCovered ? coverage.teller(over: row) : nil)
            }, limit: limit,
            gateways: Set(
                toldThrough.filter { $0.key.id == name || known($0.key).displayKey == name }.flatMap(\.value)))
    }

    /// Decides about every call anew, and what that means for a batch's result.
    ///
    /// - Parameter new: Calls that were not there before the batch.
    func coverAgain(new: Set<EventID>, _ result: inout AppendResult) {
        let before = covered
        let rows = Dictionary(grouping: events.values, by: \.session).values
        points = Set(rows.flatMap { PointMatching.covered($0.compactMap(PointMatching.Row.init)).keys })
        covered = Set(events.values.filter(isCovered).map(\.id))
        let fresh = covered.intersection(new).count
        result.inserted -= fresh
        result.unchanged += fresh
        result.covered += covered.subtracting(before).subtracting(new).count
        result.uncovered = before.subtracting(covered).count
    }

    /// A whole conversation is covered by whatever told of it, also of a call that turned out to be another one's.
    private func isCovered(_ event: UsageEvent) -> Bool {
        switch event.grain {
        case .call: false
        case .point: points.contains(event.id)
        case .conversation:
            told[event.session]?.contains(where: event.coveringSources.contains) ?? false
                || events.values.contains(where: event.isTotal(of:)) || isCoveredByBackend(event)
        case .run: events.values.contains(where: event.isCovered(by:)) || isCoveredByBackend(event)
        case .loggedCall: events.values.contains(where: event.isCovered(by:))
        case .turn: isCoveredByBackend(event)
        }
    }
}
