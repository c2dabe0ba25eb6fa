// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Brings the tables to what this version knows, one numbered statement after the other.
struct SchemaChanges: Sendable {
    let servers: ClickHouseServers
    let schema: ClickHouseSchema

    private var path: String { servers.client.address.text }

    /// Checks that a reader finds what it knows.
    ///
    /// - Throws: ``MissionCore/LedgerError``.
    func check() async throws {
        let number = try await made()
        if number > ClickHouseSchema.newest { throw LedgerError.newerSchema(path: path) }
        if number < ClickHouseSchema.newest { throw LedgerError.olderSchema(path: path) }
    }

    /// Makes what is missing. Two nodes that do so at once run the same statements, which is the same as once.
    ///
    /// - Throws: ``MissionCore/LedgerError``.
    func upgrade(now: Timestamp) async throws {
        guard let server = servers.all.first else { return }
        do {
            let cluster = schema.cluster.map { " ON CLUSTER \($0)" } ?? ""
            let known = try await servers.rows(
                "SELECT name FROM system.databases WHERE name = \(value: schema.database)", at: server,
                database: "system")
            var rows = known
            if rows.next() == nil {
                try await servers.run(
                    "CREATE DATABASE IF NOT EXISTS \(sql: schema.database)\(sql: cluster)", at: server,
                    database: "default")
                try await servers.run("\(sql: schema.changes)", at: server)
            }
            let number = try await made()
            if number > ClickHouseSchema.newest { throw LedgerError.newerSchema(path: path) }
            for (number, sql) in schema.statements(after: number) {
                try await servers.run("\(sql: sql)", at: server)
                var row = TabSeparated()
                row.add(number)
                row.add(now.milliseconds)
                row.endRow()
                try await servers.insert(row.bytes, into: "schema_changes", columns: "number, at", at: server)
            }
        } catch let error as ClickHouseFailure { throw error.ledgerError(path) }
    }

    private func made() async throws -> Int64 {
        var rows = try await servers.ask("SELECT max(number) FROM schema_changes")
        return rows.next()?.first?.number ?? 0
    }
}
