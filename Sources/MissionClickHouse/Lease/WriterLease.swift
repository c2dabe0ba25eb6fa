// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Who may write to a ledger, among all nodes of a cluster.
///
/// Terms follow each other; the first claim of a term has it. While its holder lives it counts upwards in `beats`; a node
/// that has seen no beat for ``patience`` claims the next term. Clocks of nodes are never compared. Even if two nodes take
/// themselves for the holder, only one can commit: see ``CommitLog``.
struct WriterLease: Sendable {
    /// A node that has not seen the holder for so many milliseconds takes over.
    static let patience: Int64 = 10_000
    /// The holder says so often that it lives, in milliseconds.
    static let pulse: Int64 = 2_500

    /// What stands about the newest term.
    struct Standing: Hashable, Sendable {
        var term: Int64
        var node: String
        var name: String
        /// The number of the holder's last beat.
        var beat: Int64
        /// Whether the holder gave it up.
        var isOver: Bool
    }

    let servers: ClickHouseServers
    let home: ClickHouseServers.Server
    /// What tells this node from all others, anew each time that it starts.
    let node: String

    /// The newest term; nil where nobody ever wrote.
    func standing() async throws -> Standing? {
        // Claims are not merged, so that the block's number in a part's name says which came first.
        var rows = try await servers.patiently {
            try await servers.rows(
                """
                SELECT term, node, name FROM terms WHERE term = (SELECT max(term) FROM terms)
                ORDER BY toInt64OrZero(arrayElement(splitByChar('_', toString(_part)), 2)) LIMIT 1
                """, at: home, settings: servers.sequential)
        }
        guard let row = rows.next(), row.count == 3, let term = row[0].number, term > 0 else { return nil }
        var beats = try await servers.rows(
            "SELECT max(number), max(is_over) FROM beats WHERE term = \(number: term)", at: home)
        let beat = beats.next()
        return Standing(
            term: term, node: row[1].text, name: row[2].text, beat: beat?.first?.number ?? 0,
            isOver: beat?.last?.number == 1)
    }

    /// Claims a term; says whether this node has it.
    func claim(_ term: Int64, at now: Timestamp) async throws -> Bool {
        var row = TabSeparated()
        row.add(term)
        row.add(node)
        row.add(Self.host)
        row.add(now.milliseconds)
        row.endRow()
        try await servers.patiently {
            try await servers.insert(
                row.bytes, into: "terms", columns: "term, node, name, at", at: home, settings: servers.quorum)
        }
        let standing = try await standing()
        return standing?.term == term && standing?.node == node
    }

    /// Says that the holder lives, or that it gives the term up.
    func beat(_ term: Int64, _ number: Int64, isOver: Bool = false) async throws {
        var row = TabSeparated()
        row.add(term)
        row.add(number)
        row.add(isOver)
        row.endRow()
        try await servers.insert(
            row.bytes, into: "beats", columns: "term, number, is_over", at: home, settings: servers.repeatable)
    }

    /// This computer's name, for messages.
    static let host = "\(ProcessInfo.processInfo.hostName) (process \(ProcessInfo.processInfo.processIdentifier))"
}

extension ClickHouseServers {
    /// For what has to be on two servers before it counts. One server alone has no other.
    var quorum: [(String, String)] {
        guard client.address.cluster != nil else { return [] }
        return repeatable + [("insert_quorum", "2"), ("insert_quorum_timeout", "15000")]
            + (binds ? [("insert_quorum_parallel", "0")] : [])
    }

    /// For reading everything that is on two servers.
    var sequential: [(String, String)] {
        client.address.cluster == nil ? [] : [("select_sequential_consistency", "1")]
    }

    /// For rows that may be written again after a server that had them was lost: the same block is no repetition then.
    var repeatable: [(String, String)] { client.address.cluster == nil ? [] : [("insert_deduplicate", "0")] }
}
