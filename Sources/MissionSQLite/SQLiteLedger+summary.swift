// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
package import MissionCore

extension SQLiteLedger {
    /// What the ledger holds.
    ///
    /// - Throws: ``MissionCore/LedgerError``.
    package func summary() async throws -> LedgerSummary {
        try await read { try Self.summary($0) }
    }

    /// The same within a transaction that somebody else began.
    static func summary(_ db: Database) throws -> LedgerSummary {
        let totals = try rows(for: UsageQuery(), db).reduce(into: UsageSums()) { $0 += $1.sums }
        func call(_ order: String) throws -> Timestamp? {
            let sql = "SELECT at_ms FROM events WHERE is_covered = 0 ORDER BY at_ms \(order) LIMIT 1"
            return try Int64.fetchOne(db, sql: sql).map(Timestamp.init(milliseconds:))
        }
        func count(_ table: String) throws -> Int64 {
            try Int64.fetchOne(db, sql: "SELECT COUNT(*) FROM \(table)") ?? 0
        }
        let counters = try LedgerCounters(db)
        return LedgerSummary(
            id: counters.id ?? 0, schema: counters.schema ?? "", generation: counters.generation,
            events: counters.events, sessions: try count("sessions"), sources: try count("sources"),
            rejections: try count("rejections"), firstCall: try call("ASC"), lastCall: try call("DESC"), totals: totals)
    }
}

/// What ledgers of every version say of themselves in the same way.
struct LedgerCounters {
    var id: Int64?
    var schema: String?
    var generation: Int64
    var events: Int64

    init(_ db: Database) throws {
        func value(_ key: String) throws -> Int64? {
            try Int64.fetchOne(db, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key])
        }
        id = try value("identity")
        generation = try value("generation") ?? 0
        events = try value("events") ?? 0
        // In the order in which this program makes them; names that it does not know come last.
        let made = Set(try String.fetchAll(db, sql: "SELECT identifier FROM grdb_migrations"))
        let known = LedgerSchema.migrator.migrations
        schema = made.subtracting(known).max() ?? known.last(where: made.contains)
    }
}
