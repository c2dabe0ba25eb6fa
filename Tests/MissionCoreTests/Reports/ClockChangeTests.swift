// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

/// Every report adds up, whatever a zone's clocks do in between.
@Suite struct `Clock changes` {
    /// A zone, and days on which its clocks change; a zone that changes nothing still has odd hours.
    struct Place: CustomTestStringConvertible, Sendable {
        var zone: String
        var days: [String]
        var testDescription: String { zone }
    }

    static let places = [
        Place(zone: "UTC", days: ["2026-03-08"]),
        Place(zone: "America/New_York", days: ["2026-03-08", "2026-11-01"]),
        Place(zone: "Asia/Kolkata", days: ["2026-03-08"]),
        // By half an hour.
        Place(zone: "Australia/Lord_Howe", days: ["2026-04-05", "2026-10-04"]),
        // The last change, and the day that never was: 2011-12-30.
        Place(zone: "Pacific/Apia", days: ["2021-04-04", "2011-12-30"]),
    ]

    /// Reports of which a part of the calls is asked, with the filter that asks a ledger for the same.
    private static let parts: [String: [Dimension: Set<String>]] = [
        "cron": [.cron: ["nightly"]], "cron-jobs": [.cron: ["nightly"]], "heartbeats": [.sessionKind: ["heartbeat"]],
    ]
    /// Families count each call once in their total, and rows hold what they started, too; forecasts, alternatives,
    /// suggestions and bills have no rows of calls.
    private static let others: Set = [
        "subagents", "forecast", "what-if", "suggestions", "health", "subscriptions", "reconciliation",
    ]

    private func ledger(_ place: Place) async throws -> MemoryLedger {
        let (chat, cron) = (Fixtures.session("chat"), Fixtures.session("cron"))
        let beat = Fixtures.session("beat", agent: "ops")
        var events: [UsageEvent] = []
        for day in place.days {
            let noon = try #require(Timestamp(iso8601: "\(day)T12:00:00Z"))
            // Two days before to two days after, every 37 minutes: each local hour has calls, none the same ones.
            for step in Int64(0)..<156 {
                let number = events.count + 1
                var event = Fixtures.event(
                    number, at: noon.advanced(byMilliseconds: (step - 78) * 37 * 60_000),
                    session: [chat, cron, beat][number % 3],
                    model: number % 2 == 0 ? "claude-haiku-4-5" : "claude-opus-4-6",
                    tokens: TokenCounts(
                        input: Int64(number), output: 10, cacheRead: Int64(number % 5) * 100, cacheWrite5m: 7,
                        reasoning: 3),
                    cost: Cost())
                event.durationMilliseconds = Int64(number)
                if number % 7 == 0 { event.attribution.taskType = "design" }
                events.append(event)
            }
        }
        return try await Ledgers.ledger(
            events,
            facts: [
                SessionFacts(session: cron, key: "agent:main:cron:nightly", kind: .cron, cronJob: "nightly"),
                SessionFacts(session: beat, kind: .heartbeat),
            ])
    }

    @Test(arguments: places)
    func `the rows of every report add up to the ledger's totals`(place: Place) async throws {
        let (ledger, zone) = (try await ledger(place), try #require(Zone(named: place.zone)))
        let now = try #require(Timestamp(iso8601: "2026-12-01T00:00:00Z"))
        for report in ReportCatalog.all(PriceProvider(try TestPrices.book())) where !Self.others.contains(report.id) {
            var request = ReportRequest(zone: zone, limit: report.id == "top-sessions" ? 1000 : nil)
            // By itself it is about the present month.
            if report.id == "summary" { request.since = CivilDay("2000-01-01") }
            let document = try await report.load(ledger, request, now: now)
            let query = UsageQuery(filters: Self.parts[report.id] ?? [:], zone: zone)
            let total = try await ledger.total(query)
            #expect(total.calls > 0)
            let table = try #require(
                document.tables.first { $0.columns.contains { $0.key == "calls" } }, "\(report.id)")
            let columns: [(String, Int64)] = [
                ("calls", total.calls), ("input_tokens", total.tokens.input), ("output_tokens", total.tokens.output),
                ("cache_read_tokens", total.tokens.cacheRead), ("thinking_tokens", total.tokens.reasoning),
                ("total_tokens", total.tokens.total), ("tokens", total.tokens.total), ("cost", total.cost.nanodollars),
                ("known_cost", total.cost.nanodollars),
            ]
            for (key, expected) in columns where table.index(of: key) != nil {
                #expect(table.sum(of: key) == expected, "\(report.id) \(key)")
            }
        }
    }

    @Test(arguments: places)
    func `the days of a range add up, asked one by one`(place: Place) async throws {
        let (ledger, zone) = (try await ledger(place), try #require(Zone(named: place.zone)))
        let total = try await ledger.total(UsageQuery())
        for report in [UsageReport.usage, .hourly, .daily, .models, .sessions] {
            var sums = UsageSums()
            for day in place.days.compactMap(CivilDay.init) {
                for offset in Int64(-5)...5 {
                    let one = day.advanced(by: offset)
                    let request = ReportRequest(since: one, until: one, zone: zone)
                    sums += try await report.answer(request, from: ledger).totals
                }
            }
            #expect(sums == total, "\(report.id)")
        }
    }
}

extension ReportTable {
    /// The sum of a column over all rows, and over what a row's cell stands for.
    fileprivate func sum(of key: String) -> Int64? {
        guard let place = index(of: key) else { return nil }
        return rows.reduce(0) { $0 + $1.cells[place].number }
    }
}

extension ReportCell {
    fileprivate var number: Int64 {
        switch self {
        case .count(let number), .tokens(let number): number
        case .cost(let money, _): money.nanodollars
        case .money(let amount): amount.money?.nanodollars ?? 0
        default: 0
        }
    }
}
