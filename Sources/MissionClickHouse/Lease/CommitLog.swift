// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The log of commits, and the tables that are filled from it.
///
/// A commit is one row, on two servers before it counts. Its holder of the term then looks whether a later term was
/// claimed; if none was, whoever claims one will see the commit. Who comes to a term first writes an empty commit under
/// the next number: of equal numbers that of the later term holds, so that nothing that an earlier holder may still send
/// can come behind it.
struct CommitLog: Sendable {
    let servers: ClickHouseServers
    let home: ClickHouseServers.Server
    let shards: [ClickHouseServers.Server]

    /// A commit.
    struct Entry: Sendable {
        var number: Int64
        var term: Int64
        var rows: CommitRows
    }

    /// The last commit's number; 0 where there is none.
    func last() async throws -> Int64 {
        var rows = try await consistently("SELECT max(number) FROM commits")
        return rows.next()?.first?.number ?? 0
    }

    /// Up to which number everything is in the tables, as far as this server knows.
    func applied() async throws -> Int64 {
        var rows = try await servers.rows(
            "SELECT max(at) FROM documents WHERE kind = 'state' AND key = \(value: AppliedMark.id.key)", at: home)
        return max(0, rows.next()?.first?.number ?? 0)
    }

    /// Commits with numbers behind one, in order.
    func numbers(after number: Int64) async throws -> [Int64] {
        var rows = try await consistently(
            "SELECT DISTINCT number FROM commits WHERE number > \(number: number) ORDER BY number")
        var numbers: [Int64] = []
        while let row = rows.next() { numbers += row.first.flatMap(\.number).map { [$0] } ?? [] }
        return numbers
    }

    /// One commit: that of the latest term.
    func entry(_ number: Int64) async throws -> Entry? {
        var rows = try await consistently(
            """
            SELECT number, term, events, documents FROM commits WHERE number = \(number: number)
            ORDER BY term DESC LIMIT 1
            """)
        guard let row = rows.next(), row.count == 4, let number = row[0].number, let term = row[1].number else {
            return nil
        }
        return Entry(
            number: number, term: term,
            rows: CommitRows(events: Array(row[2].text.utf8), documents: Array(row[3].text.utf8)))
    }

    /// Writes a commit; it counts once ``isHeld(_:)`` says that its term is the last one.
    func write(_ entry: Entry) async throws {
        var row = TabSeparated()
        row.add(entry.number)
        row.add(entry.term)
        row.add(entry.rows.isEmpty)
        row.add(String(decoding: entry.rows.events, as: UTF8.self))
        row.add(String(decoding: entry.rows.documents, as: UTF8.self))
        row.endRow()
        try await servers.patiently {
            try await servers.insert(
                row.bytes, into: "commits", columns: "number, term, is_empty, events, documents", at: home,
                settings: servers.quorum)
        }
    }

    /// Whether no later term was claimed.
    func isHeld(_ term: Int64) async throws -> Bool {
        var rows = try await consistently("SELECT max(term) FROM terms")
        return rows.next()?.first?.number == term
    }

    /// Everything that is on two servers.
    private func consistently(_ statement: Statement) async throws -> TabSeparatedRows {
        try await servers.patiently { try await servers.rows(statement, at: home, settings: servers.sequential) }
    }

    /// Fills the tables from a commit; once or several times is the same.
    func apply(_ rows: CommitRows) async throws {
        for (shard, events) in zip(shards, rows.events(shards: shards.count)) {
            try await servers.insert(
                events, into: "events", columns: EventColumn.list, at: shard, settings: servers.repeatable)
        }
        try await servers.insert(
            rows.documents, into: "documents", columns: Document.columns, at: home, settings: servers.repeatable)
    }

    /// Removes commits that are in the tables of all servers, but for the last ones.
    ///
    /// Rows go by a mutation rather than with their partitions: a part that was written with a quorum must stay, or reading
    /// consistently is refused.
    ///
    /// - Returns: how many are removed, in the time after.
    func prune(keeping: Int64) async throws -> Int64 {
        let end = min(try await last(), try await applied()) - keeping
        var rows = try await consistently("SELECT min(number) FROM commits")
        guard let first = rows.next()?.first?.number, first > 0, end - first >= keeping else { return 0 }
        try await servers.run("ALTER TABLE commits DELETE WHERE number < \(number: end)", at: home)
        return end - first
    }

    /// How many parts the servers that are written to still have to get from others.
    func missing() async throws -> Int64 {
        guard servers.client.address.cluster != nil else { return 0 }
        var most: Int64 = 0
        let database = servers.client.address.database
        for server in [home] + shards {
            var queue = try await servers.rows(
                """
                SELECT count() FROM system.replication_queue WHERE database = \(value: database) AND type = 'GET_PART'
                AND table IN ('events', 'documents')
                """, at: server)
            var log = try await servers.rows(
                """
                SELECT sum(if(log_max_index >= log_pointer, log_max_index - log_pointer + 1, 0)), max(is_readonly)
                FROM system.replicas WHERE database = \(value: database) AND table IN ('events', 'documents')
                """, at: server)
            let behind = log.next()
            guard behind?.last?.number == 0 else {
                throw ClickHouseFailure.refused(
                    code: ClickHouseFailure.Code.readOnlyReplica,
                    reason: "\(server.host):\(server.port) has just started")
            }
            most = max(most, (queue.next()?.first?.number ?? 0) + (behind?.first?.number ?? 0))
        }
        return most
    }
}
