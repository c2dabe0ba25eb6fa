// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// One call of a conversation as charts show it.
package struct CallPoint: Hashable, Sendable {
    /// When it was written down.
    package var at: Timestamp
    /// Its model, as `provider/model`.
    package var model: String
    /// How it ended.
    package var status: CallStatus
    /// Its figures under a mode of cost.
    package var sums: UsageSums

    package init(at: Timestamp, model: String, status: CallStatus = .ok, sums: UsageSums) {
        self.at = at
        self.model = model
        self.status = status
        self.sums = sums
    }

    package init(_ record: RecordedEvent, costMode: CostMode = .auto) {
        let event = record.event
        self.init(
            at: event.at, model: event.attribution.modelName, status: event.status,
            sums: UsageSums(event).counted(by: costMode))
    }

    /// The calls among some rows, first to last.
    package static func points(_ records: [RecordedEvent], costMode: CostMode = .auto) -> [CallPoint] {
        records.filter { !$0.event.isSynthetic }
            .sorted { ($0.event.at, $0.event.id) < ($1.event.at, $1.event.id) }
            .map { CallPoint($0, costMode: costMode) }
    }

    /// Asks a ledger for the calls that match, first to last.
    ///
    /// - Parameter most: At most so many, the newest; a page must not wait for more.
    /// - Returns: The calls, and whether there are earlier ones.
    /// - Throws: ``LedgerError``.
    package static func load(
        from reader: any UsageReader, _ query: UsageQuery, most: Int = 20_000
    ) async throws -> (points: [CallPoint], isCut: Bool) {
        var records: [RecordedEvent] = []
        while records.count <= most {
            let after = records.last.map { EventCursor(at: $0.event.at, id: $0.event.id) }
            // One more than is shown tells whether there is more.
            let limit = min(5000, most - records.count + 1)
            let page = try await reader.events(matching: query, after: after, limit: limit)
            records += page
            if page.count < limit { break }
        }
        let isCut = records.count > most
        return (points(Array(records.prefix(max(0, most))), costMode: query.costMode), isCut)
    }
}
