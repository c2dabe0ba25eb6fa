// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Ids of what is already interned, so that the hot path asks the database once per series and not once per call.
///
/// It holds only what committed: whoever rolls back throws it away.
struct WriterMemory: Sendable {
    var sessions: [SessionID: Int64] = [:]
    private var known: Set<Known> = []
    private var byID: [Int64: Known] = [:]
    var revisions: [String: Int64] = [:]
    var revisionNames: [Int64: String] = [:]
    /// Consecutive calls mostly belong to the same series; comparing is cheaper than hashing.
    private var last: Known?
    /// The same for revisions.
    private var lastRevision: (name: String, id: Int64)?
    /// Conversations that got a new series, perhaps from a finer source than before; worked off with each batch.
    var newlyTold: Set<Int64> = []
    /// Conversations that have coarse calls, covered ones included; nil until it is asked for.
    var coarseSessions: Set<Int64>?

    /// The last row of `events` from before answers had keys; nil until it is asked for.
    private var lastOldRow: Int64?
    /// Who answers whose turns; nil until it is asked for.
    var backends: BackendMemory?

    /// Beyond so many series it starts afresh: what a first reading of years needs is bounded, and nothing is lost. Files are
    /// read one after the other, so that few of the series known are met again.
    private static let limit = 20_000

    /// The last row of `events` from before answers had keys.
    mutating func lastWithoutAnswer(_ db: Database) throws -> Int64 {
        if let lastOldRow { return lastOldRow }
        let sql = "SELECT value FROM meta WHERE key = 'events_without_answer'"
        let row = try Int64.fetchOne(db, sql: sql) ?? 0
        lastOldRow = row
        return row
    }

    /// A series and its id. An object, because a copy of a series costs a reference count for each of its texts.
    private final class Known: Sendable, Hashable {
        let series: Series
        let id: Int64

        init(series: Series, id: Int64) {
            (self.series, self.id) = (series, id)
        }

        static func == (left: Known, right: Known) -> Bool { left.series == right.series }

        func hash(into hasher: inout Hasher) { hasher.combine(series) }
    }

    mutating func remember(_ new: Series, id: Int64) {
        if known.count >= Self.limit {
            let told = newlyTold
            self = WriterMemory()
            newlyTold = told
        }
        let one = Known(series: new, id: id)
        known.insert(one)
        byID[id] = one
        last = one
    }

    /// The series of an id, where it is remembered.
    func series(_ id: Int64) -> Series? { byID[id]?.series }

    /// The id of a series, where it is remembered.
    mutating func id(of series: Series) -> Int64? {
        guard let index = known.firstIndex(of: Known(series: series, id: 0)) else { return nil }
        last = known[index]
        return last?.id
    }

    /// The id of a call's series where that is the last one that was asked for, or one of some others.
    func id(of event: UsageEvent, among others: some Sequence<Int64>) -> Int64? {
        if let last, last.series.covers(event) { return last.id }
        for id in others {
            if let other = byID[id], other.series.covers(event) { return id }
        }
        return nil
    }

    /// The id of a revision, where it is remembered.
    mutating func id(ofRevision name: String) -> Int64? {
        if let lastRevision, lastRevision.name == name { return lastRevision.id }
        guard let id = revisions[name] else { return nil }
        lastRevision = (name, id)
        return id
    }
}
