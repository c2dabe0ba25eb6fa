// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The tables, as numbered statements of which each is run once, in order. Released ones are not changed.
struct ClickHouseSchema {
    /// The database's name; it has letters, digits and `_`.
    let database: String
    /// The cluster; nil for one server.
    let cluster: String?

    /// The last statement's number.
    static let newest: Int64 = 8

    /// Where the number of what was run is kept.
    var changes: String {
        create("schema_changes", "number Int64, at Int64", everywhere("schema_changes", "ReplacingMergeTree"), "number")
    }

    /// Every statement behind a number.
    func statements(after number: Int64) -> [(number: Int64, sql: String)] {
        let numbered = zip(Int64(1)..., all).map { (number: $0, sql: $1) }
        return numbered.filter { $0.number > number }
    }

    private var all: [String] {
        [
            // Who may write. Claims of one term lie in one partition and are never merged, so that the number of a claim's
            // block says which was first.
            create(
                "terms", "term Int64, node String, name String, at Int64", everywhere("terms", "MergeTree"), "term",
                partition: "term", settings: ", max_bytes_to_merge_at_max_space_in_pool = 1"),
            create(
                "beats", "term Int64, number Int64, is_over UInt8",
                everywhere("beats", "ReplacingMergeTree", "number"), "term"),
            // What was committed: the truth, from which the tables below are filled. Of two commits of one number that of
            // the later term holds.
            create(
                "commits", "number Int64, term Int64, is_empty UInt8, events String, documents String",
                everywhere("commits", "ReplacingMergeTree", "term"), "number", partition: "intDiv(number, 1000)"),
            // Everything that is no call: facts, positions, alerts, answers to pushes.
            create(
                "documents",
                "kind String, key String, ref String, ref2 String, ref3 String, ref4 String, at Int64, text String, version Int64, "
                    + "is_deleted UInt8",
                everywhere("documents", "ReplacingMergeTree", "version"), "(kind, key)"),
            create(
                "events", EventColumn.definitions, sharded("events", "ReplacingMergeTree", "version"),
                "(conversation, id_high, id_low)", partition: "intDiv(at, 2592000000)"),
            distributed("events_everywhere", "events"),
            // Sums of whole days, made of calls; the version of a day says which of its rows hold.
            create(
                "day_sums", DaySumColumns.definitions, sharded("day_sums", "MergeTree"), "(day, version, agent_name)",
                partition: "intDiv(day, 30)"),
            distributed("day_sums_everywhere", "day_sums"),
        ]
    }

    /// The table that has the calls of all shards.
    var events: String { cluster == nil ? "events" : "events_everywhere" }
    /// The table that has the sums of days of all shards.
    var daySums: String { cluster == nil ? "day_sums" : "day_sums_everywhere" }

    private var onCluster: String { cluster.map { " ON CLUSTER \($0)" } ?? "" }

    private func create(
        _ table: String, _ columns: String, _ engine: String, _ order: String, partition: String? = nil,
        settings: String = ""
    ) -> String {
        let partition = partition.map { " PARTITION BY \($0)" } ?? ""
        return "CREATE TABLE IF NOT EXISTS \(database).\(table)\(onCluster) (\(columns)) ENGINE = \(engine)\(partition)"
            + " ORDER BY \(order) SETTINGS index_granularity = 8192\(settings)"
    }

    /// The same rows on every server.
    private func everywhere(_ table: String, _ engine: String, _ version: String? = nil) -> String {
        guard cluster != nil else { return "\(engine)(\(version ?? ""))" }
        let path = "'/clickhouse/mission/\(database)/all/\(table)', '{shard}-{replica}'"
        return "Replicated\(engine)(\(path)\(version.map { ", \($0)" } ?? ""))"
    }

    /// Each row on the servers of one shard.
    private func sharded(_ table: String, _ engine: String, _ version: String? = nil) -> String {
        guard cluster != nil else { return "\(engine)(\(version ?? ""))" }
        let path = "'/clickhouse/mission/\(database)/{shard}/\(table)', '{replica}'"
        return "Replicated\(engine)(\(path)\(version.map { ", \($0)" } ?? ""))"
    }

    private func distributed(_ name: String, _ table: String) -> String {
        // One server alone asks the table itself: a view has no FINAL.
        guard let cluster else { return "SELECT 1" }
        return "CREATE TABLE IF NOT EXISTS \(database).\(name)\(onCluster) AS \(database).\(table)"
            + " ENGINE = Distributed(\(cluster), \(database), \(table))"
    }
}
