// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
package import MissionCore

extension SQLiteLedger {
    /// Hands over everything that the ledger holds, piece by piece, as of one moment, also while another process writes.
    ///
    /// - Parameters:
    ///   - most: A piece has at most so many values.
    ///   - body: Called on a thread that may wait. What it throws ends the copying and is thrown.
    /// - Returns: what was handed over.
    /// - Throws: ``MissionCore/LedgerError``.
    package func forEachPiece(
        most: Int = 5000, _ body: @escaping @Sendable (LedgerPiece) throws -> Void
    ) async throws -> LedgerSummary {
        try await read { db in
            let pieces = LedgerPieces(db: db, most: most)
            try pieces.forEachFact(body)
            try pieces.forEachCall(body)
            return try Self.summary(db)
        }
    }
}

/// The pieces of a ledger, within a transaction that somebody else began.
struct LedgerPieces {
    let db: Database
    let most: Int

    func forEachCall(_ body: (LedgerPiece) throws -> Void) throws {
        let sql = """
            SELECT \(EventPage.selection), events.is_covered
            FROM events CROSS JOIN series ON series.id = events.series_id \(Series.joins)
            CROSS JOIN price_revisions ON price_revisions.id = events.price_revision_id ORDER BY events.id
            """
        let rows = try Row.fetchCursor(db, sql: sql)
        var calls: [CopiedCall] = []
        while let row = try rows.next() {
            let (event, owner) = EventPage.told(row)
            calls.append(CopiedCall(event: event, isCovered: row["is_covered"], owner: owner))
            if calls.count == most {
                try body(.calls(calls))
                calls = []
            }
        }
        if !calls.isEmpty { try body(.calls(calls)) }
    }

    func forEachFact(_ body: (LedgerPiece) throws -> Void) throws {
        try hand(sessions(), body) { .sessions($0) }
        try hand(links(), body) { .links($0) }
        try hand(answers(), body) { .answers($0) }
        try hand(requests(), body) { .requests($0) }
        try hand(cronJobs(), body) { .cronJobs($0) }
        try hand(cronRuns(), body) { .cronRuns($0) }
        try hand(quotas(), body) { .quotas($0) }
        try hand(rejections(), body) { .rejections($0) }
        try hand(checkpoints(), body) { .checkpoints($0) }
        try hand(sources(), body) { .sources($0) }
        try hand(RepricingRows(db).newest(.max).reversed(), body) { .repricings($0) }
        try hand(formerStamps(), body) { .formerStamps($0) }
        try hand(receipts(), body) { .receipts($0) }
        let alerts = try AlertRows(db: db).everything()
        try body(.alerts(alerts.records, first: alerts.first, last: alerts.last))
        try hand(OutboxRows(db: db).list(nil, limit: .max).reversed(), body) { .deliveries($0) }
    }

    private func hand<Value>(
        _ values: [Value], _ body: (LedgerPiece) throws -> Void, _ piece: ([Value]) -> LedgerPiece
    ) throws {
        for start in stride(from: 0, to: values.count, by: most) {
            try body(piece(Array(values[start..<min(start + most, values.count)])))
        }
    }
}
