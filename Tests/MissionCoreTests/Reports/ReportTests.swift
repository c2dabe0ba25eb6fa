// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Reports` {
    private func answer(_ report: UsageReport, _ change: (inout ReportRequest) -> Void = { _ in }) async throws
        -> ReportResult
    {
        var request = ReportRequest(zone: try Ledgers.berlin())
        change(&request)
        return try await report.answer(request, from: try await Ledgers.mixed())
    }

    @Test(arguments: ReportCatalog.usage, OutputFormat.allCases)
    func `every report is answered in every format as before`(report: UsageReport, format: OutputFormat) async throws {
        let answer = try await answer(report)
        let suffix = format == .table ? "txt" : format.rawValue
        try Golden.check(answer.document.rendered(as: format), "reports/\(report.id).\(suffix)")
    }

    @Test func `names are unique and find their report`() {
        #expect(Set(ReportCatalog.all().map(\.id)).count == ReportCatalog.all().count)
        for report in ReportCatalog.all() { #expect(ReportCatalog.report(id: report.id)?.title == report.title) }
        #expect(ReportCatalog.report(id: "nonsense") == nil)
    }

    @Test func `days are the asker's`() async throws {
        let berlin = try await answer(.daily)
        #expect(berlin.rows.map { $0.keys[0] } == ["2026-10-05", "2026-11-19", "2026-11-20", "2026-11-21"])
        let call = try #require(berlin.rows.last)
        // 23:30 in London is the next day in Berlin.
        #expect(call.sums.calls == 6)
        let utc = try await answer(.daily) { $0.zone = .utc }
        #expect(utc.rows.last?.sums.calls == 5)
    }

    @Test func `both days of a range belong to it`() async throws {
        let answer = try await answer(.daily) {
            $0.since = CivilDay("2026-11-19")
            $0.until = CivilDay("2026-11-20")
        }
        #expect(answer.rows.map { $0.keys[0] } == ["2026-11-19", "2026-11-20"])
        #expect(answer.range.description == "2026-11-19 to 2026-11-20 (Europe/Berlin)")
        let open = try await self.answer(.daily) { $0.since = CivilDay("2026-11-20") }
        #expect(open.rows.count == 2)
        #expect(open.range.until == nil)
    }

    @Test func `dearest comes first, unknown cost last`() async throws {
        let answer = try await answer(.models)
        #expect(
            answer.rows.map { $0.keys[0] } == [
                "anthropic/claude-haiku-4-5", "openai/gpt-5.2", "openai-codex/gpt-5.2", "nobody/new-1",
            ])
        #expect(answer.rows.last?.sums.knownCost == nil)
    }

    @Test func `a limit shortens the rows and not the totals`() async throws {
        let all = try await answer(.models)
        let some = try await answer(.models) { $0.limit = 1 }
        #expect(some.rows == Array(all.rows.prefix(1)))
        #expect(some.totals == all.totals)
        #expect(some.warnings.contains("1 of 4 rows are shown."))
        #expect(try await answer(.models) { $0.limit = -1 }.rows.isEmpty)
    }

    @Test func `totals are the sum of the rows, however they are grouped`() async throws {
        let total = try await answer(.usage).totals
        for dimension in Dimension.allCases {
            let answer = try await answer(.usage) { $0.groupBy = [dimension] }
            #expect(answer.totals == total, "\(dimension)")
        }
        #expect(total.calls == 10)
        // 1 + 3.5 (with 5 million cached) … hand-computed: 4.0 + 2.0 + 1.4 + 1.5 + 0.85.
        #expect(total.cost == Money(nanodollars: 9_750_000_000))
    }

    @Test func `each mode of cost has its own totals and its own gaps`() async throws {
        let reported = try await answer(.usage) { $0.costMode = .reported }
        #expect(reported.totals.cost == Money(nanodollars: 1_400_014_000))
        #expect(reported.warnings.first == "8 calls have no recorded cost and are not in the cost.")
        let estimated = try await answer(.usage) { $0.costMode = .estimated }
        #expect(estimated.totals.cost == Money(nanodollars: 9_880_000_000))
    }

    @Test func `filters narrow`() async throws {
        let answer = try await answer(.usage) { $0.filters = [.agent: ["ops"], .provider: ["openai"]] }
        #expect(answer.totals.calls == 2)
    }

    @Test func `a request that makes no sense is refused with a reason`() async throws {
        await #expect(throws: ReportError.twoGrains(.day, .month)) {
            try await answer(.daily) { $0.groupBy = [.day, .month] }
        }
        await #expect(throws: ReportError.repeated(.agent)) {
            try await answer(.daily) { $0.groupBy = [.agent, .agent] }
        }
        await #expect(throws: ReportError.timeFilter(.day)) { try await answer(.daily) { $0.filters = [.day: ["x"]] } }
        let (since, until) = (CivilDay(number: 2), CivilDay(number: 1))
        await #expect(throws: ReportError.emptyRange(since: since, until: until)) {
            try await answer(.daily) {
                $0.since = since
                $0.until = until
            }
        }
    }

    @Test func `nothing found is a sentence and not a table of zeros`() async throws {
        let answer = try await answer(.daily) {
            $0.since = CivilDay("2025-01-01")
            $0.until = CivilDay("2025-01-31")
        }
        #expect(
            answer.document.rendered(as: .table) == """
                No calls match: 2025-01-01 to 2025-01-31 (Europe/Berlin).
                The ledger holds calls from 2026-10-05 to 2026-11-21.

                """)
        #expect(answer.document.json["rows"] == [])
        #expect(answer.document.rendered(as: .csv).split(separator: "\r\n").count == 1)
    }

    @Test func `rows are turned round where that is asked for, and unknown cost stays last`() async throws {
        let days = try await answer(.daily) { $0.direction = .descending }
        #expect(days.rows.map { $0.keys[0] } == ["2026-11-21", "2026-11-20", "2026-11-19", "2026-10-05"])
        let (dear, cheap) = (try await answer(.models), try await answer(.models) { $0.direction = .ascending })
        let known = dear.rows.filter { $0.sums.knownCost != nil }
        #expect(cheap.rows.prefix(known.count).map(\.keys) == known.reversed().map(\.keys))
        #expect(cheap.rows.last?.sums.knownCost == nil)
        #expect(cheap.rows.count == dear.rows.count)
    }

    @Test func `each row is told by model, and its parts are the row`() async throws {
        let answer = try await answer(.daily) { $0.isBrokenDown = true }
        #expect(answer.parts.count == answer.rows.count)
        for (row, parts) in zip(answer.rows, answer.parts) {
            #expect(parts.reduce(into: UsageSums()) { $0 += $1.sums } == row.sums, "\(row.keys)")
        }
        #expect(answer.parts[2].map { $0.keys[0] } == ["openai/gpt-5.2"])
        expectGolden(answer.document.rendered(as: .table), "reports/daily-breakdown.txt")
        expectGolden(answer.document.rendered(as: .csv), "reports/daily-breakdown.csv")
        expectGolden(answer.document.rendered(as: .json), "reports/daily-breakdown.json")
        let style = TableStyle(width: 80, color: false, unicode: true)
        expectGolden(answer.document.rendered(as: .table, style: style), "reports/daily-breakdown-80.txt")
        let models = try await self.answer(.models) { $0.isBrokenDown = true }
        #expect(models.parts.isEmpty)
    }
}
