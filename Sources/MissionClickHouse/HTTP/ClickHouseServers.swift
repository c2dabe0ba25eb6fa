// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The servers of a ledger, and which of them is asked for what.
///
/// Whoever writes stays with one server of each shard while it answers, so that it reads what it wrote; ``Turn`` says which.
struct ClickHouseServers: Sendable {
    typealias Server = ClickHouseAddress.Server

    let client: ClickHouseClient
    /// Whether the servers bind values to a statement's parameters.
    let binds: Bool
    /// Servers by shard, in the address's order; one shard where there is no cluster.
    let shards: [[Server]]

    /// The servers in the order of the address.
    var all: [Server] { client.address.servers }

    /// Asks the servers what they are.
    ///
    /// - Throws: ``MissionCore/LedgerError``.
    init(_ client: ClickHouseClient) async throws {
        self.client = client
        var shards: [String: [Server]] = [:]
        var (order, isNew): ([String], Bool?) = ([], nil)
        var failure: ClickHouseFailure?
        for server in client.address.servers {
            do {
                let version = try await Self.text("SELECT version()", client, server)
                isNew = (isNew ?? true) && Self.binds(version)
                let shard = client.address.cluster == nil ? "" : try await Self.text(Self.macro, client, server)
                if shards[shard] == nil { order.append(shard) }
                shards[shard, default: []].append(server)
            } catch let error as ClickHouseFailure {
                guard error.isPassing else { throw error.ledgerError(client.address.text) }
                failure = error
            }
        }
        guard let isNew else {
            throw (failure ?? .unreachable(reason: "no server")).ledgerError(client.address.text)
        }
        binds = isNew
        if client.address.cluster == nil {
            self.shards = [shards[""] ?? []]
            return
        }
        // The same order for everybody: rows are found again by it.
        let expected = try await Self.shardCount(client, order.first.flatMap { shards[$0]?.first })
        guard order.count == expected else {
            throw LedgerError.inaccessible(
                path: client.address.text,
                reason:
                    "\(order.count) of the cluster's \(expected) shards answer at the servers that the address names")
        }
        self.shards = order.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }.map { shards[$0] ?? [] }
    }

    private static let macro = "SELECT substitution FROM system.macros WHERE macro = 'shard'"

    private static func text(_ sql: String, _ client: ClickHouseClient, _ server: Server) async throws -> String {
        var rows = TabSeparatedRows(try await client.send(sql + " FORMAT TabSeparated", to: server, settings: []))
        return rows.next()?.first?.text ?? ""
    }

    private static func shardCount(_ client: ClickHouseClient, _ server: Server?) async throws -> Int {
        guard let server, let cluster = client.address.cluster else { return 1 }
        let sql = "SELECT count(DISTINCT shard_num) FROM system.clusters WHERE cluster = \(Statement.literal(cluster))"
        do { return Int(try await text(sql, client, server)) ?? 0 } catch let error as ClickHouseFailure {
            throw error.ledgerError(client.address.text)
        }
    }

    /// Parameters have been bound since 19.14; the oldest version that is used beside is 18.16.
    private static func binds(_ version: String) -> Bool {
        let parts = version.split(separator: ".").compactMap { Int($0) }
        guard let major = parts.first else { return false }
        return major > 19
    }
}
