// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
package import MissionCore

extension SQLiteLedger {
    /// Stamps the calls without a price again, a transaction for each batch, or throws ``LedgerError``.
    package func reprice(
        to revision: String, isDryRun: Bool, stamp: @escaping @Sendable ([UsageEvent]) -> [UsageEvent]
    ) async throws -> Repricing {
        var progress = UnpricedCalls.Progress(repricing: Repricing(at: clock.now, revision: revision))
        while !progress.isDone {
            try Task.checkCancellation()
            let before = progress
            if isDryRun {
                progress = try await read { db in
                    var memory = WriterMemory()
                    return try UnpricedCalls(db).advance(before, isDryRun: true, &memory, stamp: stamp)
                }
            } else {
                progress = try await write { db, memory in
                    try UnpricedCalls(db).advance(before, isDryRun: false, &memory, stamp: stamp)
                }
            }
        }
        return progress.repricing
    }

    /// When calls without a price got one, newest first.
    package func repricings(limit: Int) async throws -> [Repricing] {
        try await read { db in
            let sql = """
                SELECT at_ms, old_revisions, revision, calls, before_nanodollars, after_nanodollars
                FROM repricings ORDER BY id DESC LIMIT ?
                """
            return try Row.fetchAll(db, sql: sql, arguments: [max(0, limit)]).map { row in
                let revisions: String = row[1]
                return Repricing(
                    at: Timestamp(milliseconds: row[0]),
                    oldRevisions: revisions.split(separator: " ", omittingEmptySubsequences: false).map(String.init),
                    revision: row[2], calls: row[3], before: Money(nanodollars: row[4]),
                    after: Money(nanodollars: row[5]), examined: row[3])
            }
        }
    }
}
