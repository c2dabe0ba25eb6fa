// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
package import MissionCore

extension SQLiteLedger {
    /// Conversations that have calls matching the question, most expensive first under its mode of cost.
    package func sessions(matching query: UsageQuery, limit: Int) async throws -> [SessionSummary] {
        try await read { db in
            guard let extent = try QuestionWindow.extent(db),
                let window = QuestionWindow(query.window, extent: extent)
            else { return [] }
            // The grain of time plays no part here and would only multiply rows.
            var query = query
            query.groupBy = []
            let lookup = try SessionLookup(query, in: window, db)
            let summaries = try Self.found(query, window, extent, limit: limit, db).map { id, gathered in
                try gathered.summary(lookup.find(id), query.costMode)
            }
            return Array(summaries.mostExpensiveFirst.prefix(max(0, limit)))
        }
    }

    /// Those that may be among the most expensive.
    private static func found(
        _ query: UsageQuery, _ window: QuestionWindow, _ extent: ClosedRange<QuarterHour>, limit: Int, _ db: Database
    ) throws -> [(Int64, GatheredSession)] {
        if let summed = try SummedSessions(query, window, extent: extent, db) {
            return summed.candidates(query.costMode, limit: limit).map { found in
                (found.session, GatheredSession(sums: found.sums, models: found.models))
            }
        }
        let found = try gather(QueryCompiler(query: query, window: window).sessions, db)
        return candidates(found, query.costMode, limit: limit).map { ($0.key, $0.value) }
    }

    /// The keys of conversations that name one of these keys as the one that started them.
    package func sessionKeys(startedBy parents: Set<String>) async throws -> Set<String> {
        try await read { db in
            let wanted = databaseQuestionMarks(count: parents.count)
            return try String.fetchSet(
                db, sql: "SELECT display_key FROM sessions WHERE parent_key IN (\(wanted))",
                arguments: StatementArguments(parents))
        }
    }

    private static func gather(_ compiled: QueryCompiler.Compiled, _ db: Database) throws -> [Int64: GatheredSession] {
        var found: [Int64: GatheredSession] = [:]
        let rows = try Row.fetchCursor(db, sql: compiled.sql, arguments: compiled.arguments)
        while let row = try rows.next() {
            found[row[0], default: GatheredSession()].add(
                model: row[1] ?? "", sums: UsageSums { row[2 + $0] ?? 0 })
        }
        return found
    }

    /// Those that may be among the most expensive: everything at least as large as the last one that fits.
    private static func candidates(
        _ found: [Int64: GatheredSession], _ mode: CostMode, limit: Int
    ) -> [Int64: GatheredSession] {
        guard limit > 0, found.count > limit else { return limit > 0 ? found : [:] }
        let least = found.values.map { $0.sums.counted(by: mode).costRank }.sorted(by: >)[limit - 1]
        return found.filter { $0.value.sums.counted(by: mode).costRank >= least }
    }
}

/// A conversation's sums while they are put together from its models'.
private struct GatheredSession {
    var sums = UsageSums()
    var models: [(name: String, calls: Int64)] = []

    mutating func add(model: String, sums: UsageSums) {
        self.sums += sums
        models.append((model, sums.calls))
    }

    func summary(
        _ found: (facts: SessionFacts, firstCall: Timestamp, lastCall: Timestamp), _ mode: CostMode
    ) -> SessionSummary {
        SessionSummary(
            session: found.facts, sums: sums.counted(by: mode), firstCall: found.firstCall, lastCall: found.lastCall,
            models: models.sorted { ($1.calls, $0.name) < ($0.calls, $1.name) }.map(\.name))
    }
}
