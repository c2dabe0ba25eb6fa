// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension UsageReader {
    /// Hands every call that matches to `body`, newest first, without holding more than a page of them.
    package func forEachEvent(matching query: UsageQuery, _ body: (RecordedEvent) throws -> Void) async throws {
        let limit = 5000
        var after: EventCursor?
        while true {
            let page = try await events(matching: query, after: after, limit: limit)
            for record in page { try body(record) }
            guard page.count == limit, let last = page.last?.event else { return }
            after = EventCursor(at: last.at, id: last.id)
        }
    }
}
