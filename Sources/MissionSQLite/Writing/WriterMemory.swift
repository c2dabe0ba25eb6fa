// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Ids of what is already interned, so that the hot path asks the database once per series and not once per call.
///
/// It holds only what committed: whoever rolls back throws it away.
struct WriterMemory: Sendable {
    var sessions: [SessionID: Int64] = [:]
    var seriesIDs: [Series: Int64] = [:]
    var series: [Int64: Series] = [:]
    var revisions: [String: Int64] = [:]
    var revisionNames: [Int64: String] = [:]
    /// Consecutive calls mostly belong to the same series; comparing is cheaper than hashing.
    var last: Known?
    /// Conversations that got a new series, perhaps from a finer source than before; worked off with each batch.
    var newlyTold: Set<Int64> = []
    /// Conversations that have coarse calls, covered ones included; nil until it is asked for.
    var coarseSessions: Set<Int64>?

    /// The last row of `events` from before answers had keys; nil until it is asked for.
    private var lastOldRow: Int64?
    /// Who answers whose turns; nil until it is asked for.
    var backends: BackendMemory?

    /// Beyond so many series it starts afresh: what a first reading of years needs is bounded, and nothing is lost.
    private static let limit = 100_000

    /// The last row of `events` from before answers had keys.
    mutating func lastWithoutAnswer(_ db: Database) throws -> Int64 {
        if let lastOldRow { return lastOldRow }
        let sql = "SELECT value FROM meta WHERE key = 'events_without_answer'"
        let row = try Int64.fetchOne(db, sql: sql) ?? 0
        lastOldRow = row
        return row
    }

    /// A series and its id. An object, because a copy of a series costs a reference count for each of its texts.
    final class Known: Sendable {
        let series: Series
        let id: Int64

        init(series: Series, id: Int64) {
            (self.series, self.id) = (series, id)
        }
    }

    mutating func remember(_ new: Series, id: Int64) {
        if series.count >= Self.limit {
            let told = newlyTold
            self = WriterMemory()
            newlyTold = told
        }
        seriesIDs[new] = id
        series[id] = new
        last = Known(series: new, id: id)
    }
}
