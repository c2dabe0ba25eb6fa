// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The columns of `day_sums`: whatever questions group and filter by, under the names that it has in `events`, and the sums.
enum DaySumColumns {
    /// What calls of one row have in common.
    static let keys = [
        "harness", "agent", "session_id", "has_owner", "owner_harness", "owner_agent", "owner_id", "session_key",
        "agent_name", "program", "agent_key", "session_kind", "cron", "channel", "project", "provider", "model",
        "recorded_provider", "recorded_model", "gateway", "account", "machine", "task_type", "caller", "source",
        "status",
    ]

    static let definitions: String = {
        let texts = keys.map { "\($0) \($0 == "has_owner" ? "UInt8" : "String")" }
        let sums = SumColumn.all.map { "\($0.name) Int64" }
        // `day`: whole days since 1970, UTC. `first_at`, `last_at`: milliseconds.
        return (["day Int64", "version Int64", "is_synthetic UInt8", "first_at Int64", "last_at Int64"] + texts + sums)
            .joined(separator: ", ")
    }()

    /// Fills the table for days from calls, each counted once.
    ///
    /// - Parameters:
    ///   - days: The days, none of which has rows of this version.
    ///   - version: A number that nobody has used.
    static func filling(_ days: [Int64], version: Int64) -> String {
        let sums = SumColumn.all.map { "sum(toInt64(\($0.ofCall)))" }
        let columns = ["day", "version", "is_synthetic", "first_at", "last_at"] + keys + SumColumn.all.map(\.name)
        let values =
            ["intDiv(at, 86400000) AS its_day", "toInt64(\(version))", "is_synthetic", "min(at)", "max(at)"] + keys
            + sums
        let first = days.min() ?? 0
        let end = (days.max() ?? -1) + 1
        return """
            INSERT INTO day_sums (\(columns.joined(separator: ", ")))
            SELECT \(values.joined(separator: ", ")) FROM events FINAL
            WHERE at >= \(first * 86_400_000) AND at < \(end * 86_400_000) AND is_deleted = 0 AND is_covered = 0
            AND intDiv(at, 86400000) IN (\(days.map { String($0) }.joined(separator: ",")))
            GROUP BY its_day, is_synthetic, \(keys.joined(separator: ", "))
            """
    }
}
