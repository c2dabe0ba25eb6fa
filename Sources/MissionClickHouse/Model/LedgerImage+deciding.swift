// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerImage {
    /// For whom each call was made, where that is another conversation.
    var owners: [EventID: CallOwner] { calls.compactMapValues(\.owner) }

    /// Decides anew for whom other programs' calls were made.
    mutating func ownAgain() {
        var sessions: [BackendName: Set<SessionID>] = [:]
        for link in links.union(evidence.values.map(\.link)) {
            sessions[link.backend, default: []].insert(link.session)
        }
        let turns = Dictionary(grouping: calls.values.compactMap { BackendTurn($0.event) }, by: \.session)
        let rules = sessions.map { name, sessions in
            let candidates = sessions.map { BackendOwners.Candidate(session: $0, start: facts($0).startedAt) }
            return (name, BackendOwners(candidates, turns: sessions.flatMap { turns[$0] ?? [] }, harness: name.harness))
        }
        let ruleOf = Dictionary(rules) { first, _ in first }
        for (id, call) in calls {
            let owner = ruleOf[BackendName(call.event.session)]?.owner(at: call.event.at)
            if owner != call.owner { calls[id]?.owner = owner }
        }
    }

    /// Decides about the calls of conversations that are complete whether they count, and what that means for a batch's result.
    ///
    /// - Parameters:
    ///   - before: Calls that did not count.
    ///   - new: Calls that were not there before the batch.
    mutating func coverAgain(before: Set<EventID>, new: Set<EventID>, _ result: inout AppendResult) {
        let coverage = Coverage(
            calls.values.map(\.event), told: sessions.mapValues(\.told), owners: owners.mapValues(\.session))
        let points = matchedPoints
        for (id, call) in calls {
            let isCovered = call.event.grain == .point ? points.contains(id) : coverage.teller(over: call.event) != nil
            if isCovered != call.isCovered { calls[id]?.isCovered = isCovered }
        }
        let covered = Set(calls.values.filter(\.isCovered).map(\.event.id))
        let fresh = covered.intersection(new).count
        result.inserted -= fresh
        result.unchanged += fresh
        result.covered += covered.subtracting(before).subtracting(new).count
        result.uncovered = before.subtracting(covered).count
    }

    /// Points that calls of their conversation tell.
    private var matchedPoints: Set<EventID> {
        guard calls.values.contains(where: { $0.event.grain == .point }) else { return [] }
        let rows = Dictionary(grouping: calls.values.map(\.event), by: \.session).values
        return Set(rows.flatMap { PointMatching.covered($0.compactMap(PointMatching.Row.init)).keys })
    }
}
