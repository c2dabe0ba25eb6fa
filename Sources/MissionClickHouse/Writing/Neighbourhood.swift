// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Reads what a commit can touch, from the servers that the writer stays with.
struct Neighbourhood: Sendable {
    let servers: ClickHouseServers
    /// The server that has the documents.
    let home: ClickHouseServers.Server
    /// One server of each shard.
    let shards: [ClickHouseServers.Server]

    /// Lists in statements are cut to so many elements.
    private static let most = 2000

    /// Documents of a kind by key.
    func documents(_ kind: Document.Kind, keys: some Collection<String>) async throws -> [Document] {
        var found: [Document] = []
        for keys in Array(Set(keys)).sorted().cut(Self.most) {
            found += try await documents("kind = \(value: kind.rawValue) AND key IN \(values: keys)")
        }
        return found
    }

    /// Documents by identity, of any kinds.
    func documents(_ ids: some Collection<Document.ID>) async throws -> [Document] {
        var found: [Document] = []
        for ids in Array(Set(ids)).sorted(by: { ($0.kind.rawValue, $0.key) < ($1.kind.rawValue, $1.key) }).cut(
            Self.most)
        {
            let conditions: [Statement] = Dictionary(grouping: ids, by: \.kind).map { kind, ids in
                "(kind = \(value: kind.rawValue) AND key IN \(values: ids.map(\.key)))"
            }
            found += try await documents("(\(conditions.joined(" OR ")))")
        }
        return found
    }

    /// Documents of some kinds that have one of these names among their first two.
    func documents(_ kinds: [Document.Kind], about names: Set<BackendName>) async throws -> [Document] {
        var found: [Document] = []
        let kindNames = kinds.map(\.rawValue)
        for refs in names.map(\.key).sorted().cut(Self.most) {
            // Keys first: only these rows are then read as a whole.
            found += try await documents(
                """
                (kind, key) IN (SELECT kind, key FROM documents WHERE kind IN \(values: kindNames)
                AND (ref IN \(values: refs) OR ref2 IN \(values: refs)))
                """)
        }
        return found
    }

    /// All documents of a kind that meet a condition.
    func documents(_ kind: Document.Kind, where condition: Statement = "1") async throws -> [Document] {
        try await documents("kind = \(value: kind.rawValue) AND \(condition)")
    }

    private func documents(_ condition: Statement) async throws -> [Document] {
        let sql: Statement = "SELECT \(sql: Document.read) FROM documents FINAL WHERE is_deleted = 0 AND \(condition)"
        var rows = try await servers.rows(sql, at: home)
        var found: [Document] = []
        while let row = rows.next() { found.append(try Document(row)) }
        return found
    }

    /// Calls by identity, wherever they lie.
    func calls(_ ids: Set<EventID>) async throws -> [StoredCall] {
        var found: [StoredCall] = []
        for ids in ids.sorted().cut(Self.most * 2) {
            let pairs = ids.map { "(\($0.high),\($0.low))" }.joined(separator: ",")
            found += try await scattered("(id_high, id_low) IN (\(sql: pairs))")
        }
        return found
    }

    /// All calls of conversations.
    func calls(of names: Set<BackendName>) async throws -> [StoredCall] {
        var found: [StoredCall] = []
        let byShard = Dictionary(grouping: names) { Int($0.placeNumber % UInt64(shards.count)) }
        for (shard, names) in byShard.sorted(by: { $0.key < $1.key }) {
            for part in names.sorted(by: { $0.placeNumber < $1.placeNumber }).cut(Self.most) {
                let calls = try await calls(
                    "conversation IN \(numbers: part.map(\.placeNumber))", at: [shards[shard]])
                // Two conversations may have one number.
                found += calls.filter { names.contains(BackendName($0.event.session)) }
            }
        }
        return found
    }

    /// Turns that other programs answered, in a span of time.
    func turns(in span: ClosedRange<Timestamp>) async throws -> [StoredCall] {
        try await scattered(
            """
            grain = 'turn' AND is_synthetic = 0 AND at >= \(number: span.lowerBound.milliseconds)
            AND at <= \(number: span.upperBound.milliseconds)
            """)
    }

    /// A program's calls as transcripts tell them, in spans of time.
    func calls(of harness: String, in spans: [ClosedRange<Timestamp>]) async throws -> [StoredCall] {
        var found: [StoredCall] = []
        for spans in spans.cut(200) {
            let conditions: [Statement] = spans.map {
                "(at >= \(number: $0.lowerBound.milliseconds) AND at <= \(number: $0.upperBound.milliseconds))"
            }
            found += try await scattered(
                """
                harness = \(value: harness) AND grain = 'call' AND source = 'transcript' AND is_synthetic = 0
                AND (\(conditions.joined(" OR ")))
                """)
        }
        return found
    }

    /// Calls that meet a condition, of conversations that it does not name.
    ///
    /// Which conversations some version of these calls lies in is found from the condition's columns alone. Whole rows are read of
    /// these only, by their place: putting versions together reads every column of whatever it looks at.
    private func scattered(_ condition: Statement) async throws -> [StoredCall] {
        var found: [StoredCall] = []
        for shard in shards {
            var rows = try await servers.rows(
                "SELECT DISTINCT conversation FROM events WHERE \(condition)", at: shard)
            var conversations: [UInt64] = []
            while let row = rows.next() { conversations += row.first.flatMap { UInt64($0.text) }.map { [$0] } ?? [] }
            for part in conversations.sorted().cut(Self.most) {
                found += try await calls("conversation IN \(numbers: part) AND \(condition)", at: [shard])
            }
        }
        return found
    }

    /// Calls that meet a condition.
    func calls(
        _ condition: Statement, at shards: [ClickHouseServers.Server], behind: Statement = ""
    ) async throws -> [StoredCall] {
        let sql: Statement =
            "SELECT \(sql: EventColumn.list) FROM events FINAL WHERE is_deleted = 0 AND \(condition) \(behind)"
        var found: [StoredCall] = []
        for shard in shards {
            var rows = try await servers.rows(sql, at: shard)
            while let row = rows.next() { found.append(try StoredCall(row)) }
        }
        return found
    }
}

extension Array {
    /// Pieces of at most so many elements.
    func cut(_ most: Int) -> [[Element]] {
        stride(from: 0, to: count, by: most).map { Array(self[$0..<Swift.min($0 + most, count)]) }
    }
}
