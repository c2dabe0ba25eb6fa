// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
package import MissionCore

/// What calls come to by all that a list price asks of them, added up where they lie.
struct Tallies {
    private let window: QuestionWindow
    private let query: UsageQuery
    private let bounds: [Int64]
    /// Quarter hours that are added up at once: SQLite sorts what it groups, in memory.
    private static let piece: Int64 = 7 * 96

    private static let day: Int64 = 86_400_000

    init(_ query: UsageQuery, _ window: QuestionWindow, bounds: [Int64]) {
        self.query = query
        self.window = window
        self.bounds = bounds
    }

    func read(_ db: Database) throws -> [CallTally] {
        let statement = try db.makeStatement(sql: sql)
        var sums: [CallTally.Traits: CallTally.Sums] = [:]
        for begin in stride(from: window.from, to: window.to, by: Int64.Stride(Self.piece)) {
            let arguments = arguments(from: begin, to: min(begin + Self.piece, window.to))
            let rows = try Row.fetchCursor(statement, arguments: arguments)
            while let row = try rows.next() {
                let tally = Self.tally(row)
                guard var sum = sums[tally.traits] else {
                    sums[tally.traits] = tally.sums
                    continue
                }
                sum += tally.sums
                sums[tally.traits] = sum
            }
        }
        return sums.map { CallTally($0.key, $0.value) }
    }

    /// For a part of the window's quarter hours.
    private func arguments(from begin: Int64, to end: Int64) -> StatementArguments {
        let span = [QuarterHour(number: begin), QuarterHour(number: end)].map(\.start.milliseconds)
        return StatementArguments(bounds + span) + Filters(query).arguments
    }

    /// Sums per series, day, band and marks first, so that texts are read once for each of these; then the texts.
    var sql: String {
        let filters = Filters(query)
        let joins =
            filters.isEmpty
            ? ""
            : "CROSS JOIN series ON series.id = events.series_id CROSS JOIN sessions ON sessions.id = series.owner_ref"
        return """
            SELECT series.provider, series.model, series.recorded_provider, series.recorded_model,
                series.service_tier, series.region, series.status, series.is_synthetic, sums.*
            FROM (
                SELECT events.series_id, \(Self.dayNumber) AS day, \(band) AS band, \(Self.marks) AS marks,
                    \(Self.sums)
                FROM events INDEXED BY events_by_time \(joins)
                WHERE events.at_ms >= ? AND events.at_ms < ? AND events.is_covered = 0
                    \(filters.isEmpty ? "" : "AND \(filters.sql)")
                GROUP BY 1, 2, 3, 4
            ) AS sums CROSS JOIN series ON series.id = sums.series_id
            \(query.includeSynthetic ? "" : "WHERE series.is_synthetic = 0")
            """
    }

    private static let prompt =
        "(events.input_tokens + events.cache_read_tokens + events.cache_write_5m_tokens + events.cache_write_1h_tokens)"

    /// Division of integers rounds towards zero; moments before 1970 belong to the day before.
    private static let dayNumber = "(events.at_ms - (events.at_ms % \(day) + \(day)) % \(day)) / \(day)"

    private var band: String {
        bounds.isEmpty ? "0" : bounds.map { _ in "(\(Self.prompt) > ?)" }.joined(separator: " + ")
    }

    /// Bits: an estimate, a subscription's, thinking, a cache, no tokens at all.
    private static let marks = """
        (events.estimated_nanodollars IS NOT NULL) + 2 * (events.basis = \(CostBasis.subscription.code))
            + 4 * (events.reasoning_tokens > 0)
            + 8 * (events.cache_read_tokens > 0 OR events.cache_write_5m_tokens + events.cache_write_1h_tokens > 0)
            + 16 * (\(prompt) + events.output_tokens = 0)
        """

    private static let sums = """
        COUNT(*), SUM(events.input_tokens), SUM(events.output_tokens), SUM(events.cache_read_tokens),
        SUM(events.cache_write_5m_tokens), SUM(events.cache_write_1h_tokens), SUM(events.reasoning_tokens),
        SUM(events.web_searches), MAX(events.reasoning_tokens), SUM(events.estimated_nanodollars)
        """

    private static func tally(_ row: Row) -> CallTally {
        func text(_ index: Int) -> String { row[index] ?? "" }
        func optional(_ index: Int) -> String? { text(index).isEmpty ? nil : text(index) }
        func number(_ index: Int) -> Int64 { row[index] ?? 0 }
        let marks = number(11)
        return CallTally(
            CallTally.Traits(
                provider: text(0), model: text(1), recordedProvider: text(2), recordedModel: text(3),
                serviceTier: optional(4), region: optional(5), day: CivilDay(number: number(9)),
                band: Int(clamping: number(10)),
                hasUnknownUsage: marks & 16 != 0 && CallStatus(rawValue: text(6)) == .ok && number(7) == 0,
                hasEstimate: marks & 1 != 0,
                isSubscription: marks & 2 != 0, thinks: marks & 4 != 0, usesCache: marks & 8 != 0),
            CallTally.Sums(
                calls: number(12),
                tokens: TokenCounts(
                    input: number(13), output: number(14), cacheRead: number(15), cacheWrite5m: number(16),
                    cacheWrite1h: number(17), reasoning: number(18)),
                webSearches: number(19), largestThinking: max(0, number(20)),
                estimated: Money(nanodollars: number(21))))
    }
}

extension SQLiteLedger {
    /// What calls come to by all that a list price asks of them.
    ///
    /// - Throws: ``LedgerError``.
    package func tallies(matching query: UsageQuery, bounds: [Int64]) async throws -> [CallTally] {
        try await read { db in
            guard let asked = try QuestionWindow(query.window, extent: QuestionWindow.extent(db)),
                let window = try EventPage.narrowed(asked, query, db)
            else { return [] }
            return try Tallies(query, window, bounds: bounds).read(db)
        }
    }
}
