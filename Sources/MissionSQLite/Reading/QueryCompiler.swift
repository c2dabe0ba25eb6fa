// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Turns a question into SQL. Values only ever travel as parameters.
struct QueryCompiler {
    /// A statement and its parameters.
    struct Compiled {
        var sql: String
        var arguments: StatementArguments
    }

    let query: UsageQuery
    let window: QuestionWindow

    /// Keys in the order of `groupBy`, then the sums. Keys of time come as numbers of local hours or days.
    var rows: Compiled {
        let keys = query.groupBy.map { $0.column(bucketGrain: bucketGrain) }
        let grouping = keys.isEmpty ? "NULL" : keys.indices.map { "\($0 + 1)" }.joined(separator: ", ")
        return Compiled(
            sql: """
                SELECT \((keys + [RollupColumn.list { "SUM(\($0))" }]).joined(separator: ", "))
                FROM \(partialSums)
                GROUP BY \(grouping)
                """,
            arguments: arguments)
    }

    /// Row id, model and sums of each conversation and model.
    var sessions: Compiled {
        Compiled(
            sql: """
                SELECT sessions.id, series.provider || '/' || series.model,
                \(RollupColumn.list { "SUM(\($0))" })
                FROM \(partialSums)
                GROUP BY 1, 2
                """,
            arguments: arguments)
    }

    /// Sums per series (and local hour or day) first, so that texts are joined and compared once per series rather than
    /// once per rollup; then their texts. `CROSS JOIN` is SQLite's way to fix the order of a join.
    private var partialSums: String {
        """
        (SELECT series_id, \(bucket) AS bucket,
        \(RollupColumn.list { "SUM(rollups.\($0)) AS \($0)" })
        FROM \(inner)
        GROUP BY series_id\(query.granularity == nil ? "" : ", bucket")) AS sums
        CROSS JOIN series ON series.id = sums.series_id
        CROSS JOIN sessions ON sessions.id = series.owner_ref
        \(query.includeSynthetic ? "" : "WHERE series.is_synthetic = 0")
        """
    }

    private var inner: String {
        let filters = Filters(query)
        let range = "rollups.quarter >= ? AND rollups.quarter < ?"
        if filters.isEmpty { return "rollups WHERE \(range)" }
        if filters.namesSessions {
            // A few conversations: from them to their rollups, whatever the window.
            return """
                series CROSS JOIN sessions ON sessions.id = series.owner_ref
                CROSS JOIN rollups INDEXED BY rollups_by_series ON rollups.series_id = series.id
                WHERE \(range) AND \(filters.sql)
                """
        }
        return """
            rollups CROSS JOIN series ON series.id = rollups.series_id
            CROSS JOIN sessions ON sessions.id = series.owner_ref
            WHERE \(range) AND \(filters.sql)
            """
    }

    private var arguments: StatementArguments {
        StatementArguments([window.from, window.to]) + Filters(query).arguments
    }

    /// The finest grain asked for; a question should name but one.
    var bucketGrain: Granularity {
        query.groupBy.contains(.hour) ? .hour : .day
    }

    /// The number of a rollup's local hour or day.
    private var bucket: String {
        if query.granularity == nil { return "0" }
        return "(rollups.quarter * 900 + \(offset)) / \(bucketGrain == .hour ? 3600 : 86_400)"
    }

    /// Seconds east of UTC of a rollup, by quarter hour. A zone that changes within a quarter hour changes behind it.
    private var offset: String {
        let stretches = query.zone.offsets(in: window.span)
        guard let last = stretches.last, stretches.count > 1 else { return "(\(stretches.first?.seconds ?? 0))" }
        let cases = zip(stretches, stretches.dropFirst()).map { stretch, next in
            "WHEN rollups.quarter < \((next.from.milliseconds + 899_999).floorDivided(by: 900_000)) "
                + "THEN \(stretch.seconds)"
        }
        return "CASE \(cases.joined(separator: " ")) ELSE \(last.seconds) END"
    }
}
