// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
public import MissionCore

extension SQLiteLedger {
    /// Conversations that have calls matching the question, dearest first under its mode of cost.
    public func sessions(matching query: UsageQuery, limit: Int) async throws -> [SessionSummary] {
        try await read { db in
            guard let window = try QuestionWindow(query.window, extent: QuestionWindow.extent(db)) else { return [] }
            // The grain of time plays no part here and would only multiply rows.
            var query = query
            query.groupBy = []
            let found = try Self.gather(QueryCompiler(query: query, window: window).sessions, db)
            let facts = try Self.facts(db, of: Self.candidates(found, query.costMode, limit: limit))
            let summaries = found.compactMap { id, gathered in
                facts[id].map { gathered.summary($0, query.costMode) }
            }
            return Array(summaries.sorted(by: SessionSummary.isDearer).prefix(max(0, limit)))
        }
    }

    private static func gather(_ compiled: QueryCompiler.Compiled, _ db: Database) throws -> [Int64: GatheredSession] {
        var found: [Int64: GatheredSession] = [:]
        let rows = try Row.fetchCursor(db, sql: compiled.sql, arguments: compiled.arguments)
        while let row = try rows.next() {
            found[row[0], default: GatheredSession()].add(
                model: row[1] ?? "", first: row[2], last: row[3], sums: UsageSums { row[4 + $0] ?? 0 })
        }
        return found
    }

    /// Those that may be among the dearest: everything at least as dear as the last one that fits.
    private static func candidates(_ found: [Int64: GatheredSession], _ mode: CostMode, limit: Int) -> [Int64] {
        guard limit > 0, found.count > limit else { return limit > 0 ? Array(found.keys) : [] }
        let costs = found.mapValues { $0.sums.counted(by: mode).cost }
        let least = costs.values.sorted(by: >)[limit - 1]
        return costs.filter { $0.value >= least }.map(\.key)
    }

    private static func facts(_ db: Database, of ids: [Int64]) throws -> [Int64: SessionFacts] {
        var facts: [Int64: SessionFacts] = [:]
        let statement = try db.cachedStatement(
            sql: "SELECT \(SessionFacts.selection) FROM sessions WHERE sessions.id = ?")
        for id in ids {
            if let row = try Row.fetchOne(statement, arguments: [id]) { facts[id] = SessionFacts(row, at: 0) }
        }
        return facts
    }
}

/// A conversation's sums while they are put together from its models'.
private struct GatheredSession {
    var sums = UsageSums()
    private var first = Int64.max
    private var last = Int64.min
    private var models: [(name: String, calls: Int64)] = []

    mutating func add(model: String, first: Int64, last: Int64, sums: UsageSums) {
        self.sums += sums
        self.first = min(self.first, first)
        self.last = max(self.last, last)
        models.append((model, sums.calls))
    }

    func summary(_ facts: SessionFacts, _ mode: CostMode) -> SessionSummary {
        SessionSummary(
            session: facts, sums: sums.counted(by: mode), firstCall: QuarterHour(number: first),
            lastCall: QuarterHour(number: last),
            models: models.sorted { ($1.calls, $0.name) < ($0.calls, $1.name) }.map(\.name))
    }
}

extension SessionSummary {
    /// Dearest first, then largest; the identity decides between equals, so that the order is always the same.
    fileprivate static func isDearer(_ left: SessionSummary, _ right: SessionSummary) -> Bool {
        func size(_ summary: SessionSummary) -> (Int64, Int64, Int64) {
            (summary.sums.cost.nanodollars, summary.sums.tokens.total, summary.sums.calls)
        }
        func name(_ summary: SessionSummary) -> (String, String, String) {
            (summary.session.session.harness, summary.session.session.agent, summary.session.session.id)
        }
        return size(left) == size(right) ? name(left) < name(right) : size(left) > size(right)
    }
}
