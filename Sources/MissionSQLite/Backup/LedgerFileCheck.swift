// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// What can be said of a ledger that an earlier version wrote, without changing it: whether its file is sound, and how far it
/// had got. Its sums can be compared once a writer has brought its tables up to date.
package struct LedgerFileCheck: Hashable, Sendable {
    /// The ledger's number; nil where it had none yet.
    package var id: Int64?
    /// How often it had changed.
    package var generation: Int64
    /// Calls that count, synthetic rows included.
    package var events: Int64
    /// What SQLite says about the file's structure; empty when it is sound.
    package var damage: [String]

    /// Looks at a ledger.
    ///
    /// - Throws: ``MissionCore/LedgerError``.
    package init(path: String) throws {
        guard LedgerFiles.exists(path) else { throw LedgerError.missing(path: path) }
        self = try LedgerError.translating(path) {
            var configuration = Configuration()
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            return try queue.read { db in
                guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == LedgerSchema.applicationID else {
                    throw LedgerError.notALedger(path: path)
                }
                let counters = try LedgerCounters(db)
                let report = try String.fetchAll(db, sql: "PRAGMA integrity_check(20)")
                return LedgerFileCheck(
                    id: counters.id, generation: counters.generation, events: counters.events,
                    damage: report == ["ok"] ? [] : report)
            }
        }
    }

    private init(id: Int64?, generation: Int64, events: Int64, damage: [String]) {
        self.id = id
        self.generation = generation
        self.events = events
        self.damage = damage
    }
}
