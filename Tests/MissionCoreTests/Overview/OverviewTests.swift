// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Overviews` {
    private func overview(days: Int? = 30) async throws -> Overview {
        try await Overview.load(
            from: try await Ledgers.mixed(), zone: try Ledgers.berlin(), now: Ledgers.now, days: days)
    }

    @Test func `days and months are sums of their calls`() async throws {
        let overview = try await overview()
        #expect(overview.today.cost == Money(nanodollars: 850_000_000))
        #expect(overview.yesterday.cost == Money(nanodollars: 2_900_000_000))
        #expect(overview.thisMonth.cost == Money(nanodollars: 5_750_000_000))
        #expect(overview.lastMonth.cost == Money(nanodollars: 4_000_000_000))
        #expect(overview.totals.cost == Money(nanodollars: 5_750_000_000))
        #expect(overview.burnRate.sums.calls == 5)
    }

    @Test(arguments: [1, 7, 30, 90])
    func `the series of days has no gaps and adds up`(days: Int) async throws {
        let overview = try await overview(days: days)
        #expect(overview.daily.count == days)
        #expect(zip(overview.daily, overview.daily.dropFirst()).allSatisfy { $0.day.advanced(by: 1) == $1.day })
        #expect(overview.daily.last?.day.description == "2026-11-21")
        let sum = overview.daily.reduce(into: UsageSums()) { $0 += $1.sums }
        #expect(sum == overview.totals)
        #expect(overview.byModel.reduce(into: UsageSums()) { $0 += $1.sums } == sum)
        #expect(overview.byAgent.reduce(into: UsageSums()) { $0 += $1.sums } == sum)
    }

    @Test func `all days begin with the ledger's first`() async throws {
        let overview = try await overview(days: nil)
        #expect(overview.daily.first?.day.description == "2026-10-05")
        #expect(overview.totals.cost == Money(nanodollars: 9_750_000_000))
    }

    @Test func `the last 24 hours of the clock have no gaps`() async throws {
        let hourly = try await overview().hourly
        #expect(hourly.count == 24)
        #expect(hourly.first?.hour.description == "2026-11-20T15:00")
        #expect(hourly.last?.hour.description == "2026-11-21T14:00")
        #expect(hourly.last?.sums.calls == 4)
        #expect(hourly.reduce(0) { $0 + $1.sums.calls } == 6)
    }

    @Test(arguments: ["2026-03-29T10:10:00Z", "2026-10-25T10:10:00Z"])
    func `a day on which clocks turn has 24 hours of the clock`(text: String) async throws {
        let now = try #require(Timestamp(iso8601: text))
        let events = (0..<23).map { hour in
            Fixtures.event(hour, at: now.advanced(byMilliseconds: -Int64(hour) * 3_600_000))
        }
        let overview = try await Overview.load(
            from: try await Ledgers.ledger(events), zone: try Ledgers.berlin(), now: now, days: 7)
        #expect(overview.hourly.count == 24)
        #expect(overview.hourly.reduce(0) { $0 + $1.sums.calls } == 23)
    }

    @Test func `an empty ledger is an empty overview`() async throws {
        let overview = try await Overview.load(from: MemoryLedger(), zone: .utc, now: Ledgers.now, days: nil)
        #expect(overview.daily.count == 1)
        #expect(overview.forecast == nil)
        #expect(StatusScreen(overview).text(TableStyle()).contains("mctl ingest"))
        #expect(CostsAnswer(overview).json["projected"]?.text() == "0")
    }

    @Test func `the status screen looks as before`() async throws {
        try Golden.check(StatusScreen(try await overview()).text(TableStyle()), "status/screen.txt")
    }

    @Test func `the status screen tells programs the same`() async throws {
        try Golden.check(StatusScreen(try await overview()).document.json.text(.indented), "status/screen.json")
    }

    @Test func `the status screen shows what providers last said about quotas, with its age`() async throws {
        let ledger = MemoryLedger()
        func record(_ minutes: Int64, _ used: Int64, gateway: String = "work", resetsIn: Int64 = 90) -> QuotaRecord {
            let reading = QuotaReading(
                at: Ledgers.now.advanced(byMilliseconds: minutes * 60_000), usedHundredths: used,
                resetsAt: Ledgers.now.advanced(byMilliseconds: resetsIn * 60_000))
            return QuotaRecord(gateway: gateway, provider: "anthropic", label: "5h", reading: reading)
        }
        let quotas = [
            record(-75, 3000), record(-15, 4250), record(-300, 1000, gateway: "gone", resetsIn: -60),
            record(-20_000, 1, gateway: "ancient"),
        ]
        _ = try await ledger.append(SourceBatch(source: SourceID(kind: "gateway", place: "work"), quotas: quotas))
        let overview = try await overview()
        let screen = StatusScreen(overview, quotas: try await GatewayQuotas.load(from: ledger, now: Ledgers.now))
        try Golden.check(screen.text(TableStyle()), "status/quotas.txt")
        #expect(screen.document.json["quotas"]?.text().contains(#""gateway":"work""#) == true)
    }

    @Test func `the status screen is plain text where the terminal wants that`() async throws {
        let screen = StatusScreen(try await overview())
        #expect(screen.text(TableStyle(unicode: false)).utf8.allSatisfy { $0 < 128 })
    }

    @Test func `the month's end is that of the report of forecasts`() async throws {
        let report = try await ForecastReport().load(
            try await Ledgers.mixed(), ReportRequest(zone: try Ledgers.berlin()), now: Ledgers.now)
        let expected = try #require(try await overview().forecast?.expected)
        #expect(report.json["forecast"]?["expected"]?["nanodollars"]?.whole == expected.nanodollars)
    }
}
