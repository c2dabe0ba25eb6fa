// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension ClickHouseServers {
    /// What every statement is sent with: complete answers only, and long lists of identities allowed.
    private static let settings: [(String, String)] = [
        ("wait_end_of_query", "1"), ("max_query_size", "268435456"), ("max_ast_elements", "50000000"),
        ("max_expanded_ast_elements", "50000000"), ("optimize_move_to_prewhere", "0"),
        ("load_balancing", "in_order"), ("max_replica_delay_for_distributed_queries", "30"),
        ("fallback_to_stale_replicas_for_distributed_queries", "0"),
    ]

    /// Asks one server.
    ///
    /// - Throws: ``ClickHouseFailure``.
    func rows(
        _ statement: Statement, at server: Server, database: String? = nil, settings: [(String, String)] = []
    ) async throws -> TabSeparatedRows {
        TabSeparatedRows(
            try await run("\(statement) FORMAT TabSeparated", at: server, database: database, settings: settings))
    }

    /// Runs a statement at one server.
    ///
    /// - Throws: ``ClickHouseFailure``.
    @discardableResult func run(
        _ statement: Statement, at server: Server, database: String? = nil, settings: [(String, String)] = []
    ) async throws -> [UInt8] {
        var all = Self.settings + settings + [("database", database ?? client.address.database)]
        guard binds else { return try await client.send(statement.escaped, to: server, settings: all) }
        let (sql, values) = statement.bound
        all += values.map { ("param_\($0.name)", $0.value) }
        return try await client.send(sql, to: server, settings: all)
    }

    /// Inserts rows at one server.
    ///
    /// - Throws: ``ClickHouseFailure``.
    func insert(
        _ rows: [UInt8], into table: String, columns: String, at server: Server, settings: [(String, String)] = []
    ) async throws {
        if rows.isEmpty { return }
        let all = Self.settings + settings + [("database", client.address.database)]
        _ = try await client.send(
            "INSERT INTO \(table) (\(columns)) FORMAT TabSeparated", body: rows, to: server, settings: all)
    }

    /// Asks again, for ten seconds, while the servers are about to agree.
    ///
    /// - Throws: ``ClickHouseFailure``.
    func patiently<Value>(_ body: () async throws -> Value) async throws -> Value {
        for _ in 0..<40 {
            do { return try await body() } catch let error as ClickHouseFailure where error.isOfQuorum {
                try await Task.sleep(for: .milliseconds(250))
            }
        }
        return try await body()
    }

    /// Asks the first server that answers.
    ///
    /// - Throws: ``MissionCore/LedgerError``.
    func ask(_ statement: Statement, settings: [(String, String)] = []) async throws -> TabSeparatedRows {
        var failure: ClickHouseFailure?
        for server in all {
            do { return try await rows(statement, at: server, settings: settings) } catch let error as ClickHouseFailure
            {
                guard error.isPassing else { throw error.ledgerError(client.address.text) }
                failure = error
            }
        }
        throw (failure ?? .unreachable(reason: "no server")).ledgerError(client.address.text)
    }
}
