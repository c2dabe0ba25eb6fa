// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Current usage` {
    private let now = Ledgers.now

    private func call(_ number: Int, minutesAgo: Int64, tokens: Int64 = 1000) -> UsageEvent {
        Fixtures.event(
            number, at: now.advanced(byMilliseconds: -minutesAgo * 60_000), tokens: TokenCounts(input: tokens))
    }

    private func current(_ calls: [UsageEvent], _ limits: WindowLimits, quotas: [QuotaWindow] = []) -> CurrentUsage {
        var builder = BlockBuilder()
        for call in calls { builder.add(call) }
        return CurrentUsage(
            now: now, block: builder.blocks.last { $0.isActive(at: now) }, recent: RecentUse(calls, now: now),
            limits: limits, quotas: quotas.map { ("work", $0) })
    }

    /// 1,000 tokens in each span of five minutes.
    private var even: [UsageEvent] {
        (0..<12).map { call($0, minutesAgo: Int64(58 - $0 * 5)) }
    }

    @Test func `an even use has an interval of no width`() throws {
        let usage = current(even, WindowLimits(tokens: 24_000))
        let meter = try #require(usage.meters.first)
        #expect(meter.usedHundredths == 5000)
        #expect(meter.time == TimeToLimit(expected: 3_600_000))
    }

    @Test func `an uneven use has a wide one, which may have no end`() throws {
        let usage = current((0..<12).map { call($0, minutesAgo: 2) }, WindowLimits(tokens: 24_000))
        let time = try #require(usage.meters.first?.time)
        #expect(time.expected == 3_600_000)
        #expect(time.earliest < 1_600_000)
        #expect(time.latest == nil)
        #expect(time.text == "1 h 0 min (25 min or much later)")
    }

    @Test func `of several limits the one that is reached first binds`() throws {
        let limits = WindowLimits(tokens: 24_000, cost: Money(decimalDollars: "1000"), calls: 18)
        let usage = current(even, limits)
        #expect(usage.binding?.title == "calls")
        #expect(usage.meters.map(\.title) == ["calls", "tokens", "money"])
    }

    @Test func `a quota that is used up first binds before the window's limits`() {
        let quota = QuotaWindow(
            provider: "anthropic", label: "5h", usedHundredths: 9000,
            resetsAt: now.advanced(byMilliseconds: 7_200_000), timeToLimitMilliseconds: 600_000, readAt: now)
        #expect(current(even, WindowLimits(tokens: 24_000), quotas: [quota]).binding?.title == "anthropic 5h")
    }

    @Test func `what begins anew before it is used up does not bind`() {
        let quota = QuotaWindow(
            provider: "anthropic", label: "5h", usedHundredths: 1000,
            resetsAt: now.advanced(byMilliseconds: 600_000), timeToLimitMilliseconds: 7_200_000, readAt: now)
        #expect(current(even, WindowLimits(), quotas: [quota]).binding == nil)
    }

    @Test func `a limit that is reached says so, and one that nothing uses has no time`() {
        #expect(current(even, WindowLimits(calls: 12)).meters.first?.time?.text == "reached")
        #expect(current([call(1, minutesAgo: 90)], WindowLimits(calls: 12)).meters.first?.time == nil)
    }

    private func screen() async throws -> StatusScreen {
        let overview = try await Overview.load(from: try await Ledgers.mixed(), zone: try Ledgers.berlin(), now: now)
        return StatusScreen(overview, current: current(even, WindowLimits(tokens: 24_000, calls: 18)))
    }

    @Test func `the screen names what binds`() async throws {
        try Golden.check(try await screen().text(TableStyle()), "status/limits.txt")
    }

    @Test func `programs are told the same`() async throws {
        try Golden.check(try await screen().document.json.text(.indented), "status/limits.json")
    }
}

@Suite struct `Status lines` {
    private let now = Ledgers.now

    private func line(_ json: String?, session: UsageSums? = nil) -> StatusLine {
        let calls = (0..<12).map { number in
            Fixtures.event(
                number, at: Ledgers.now.advanced(byMilliseconds: -Int64(number) * 300_000),
                tokens: TokenCounts(input: 1000))
        }
        var builder = BlockBuilder()
        for call in calls.reversed() { builder.add(call) }
        let prompt = json.flatMap { StatusPrompt(Data($0.utf8), now: Ledgers.now) }
        let current = CurrentUsage(
            now: now, block: builder.blocks.last, recent: RecentUse(calls, now: now),
            quotas: (prompt?.quotas ?? []).map { ("claude-code", $0) })
        return StatusLine(today: UsageSums(), current: current, prompt: prompt, session: session)
    }

    private let told = """
        {"session_id":"s1","model":{"id":"claude-opus-4-5","display_name":"Opus 4.5"},"cost":{"total_cost_usd":0.42},
         "rate_limits":{"five_hour":{"used_percentage":23.5,"resets_at":4102444800},"seven_day":{"used_percentage":41}}}
        """

    @Test func `what Claude Code tells is shown until the ledger knows the session`() {
        let text = line(told).text(TableStyle())
        #expect(text.hasPrefix("Opus 4.5 · session $0.42 · today "))
        #expect(text.contains("Claude week 41 %"))
        var known = UsageSums()
        known.calls = 3
        known.cost = Money(nanodollars: 2_000_000_000)
        #expect(line(told, session: known).text(TableStyle()).contains("session $2.00"))
    }

    @Test(arguments: ["", "{", "[]", "null", "17", #"{"rate_limits":7,"cost":[],"model":"x"}"#, "\u{0}"])
    func `whatever standard input says, there is a line`(input: String) {
        let text = line(input).text(TableStyle())
        #expect(text.contains("today "))
        #expect(!text.contains("\n"))
    }

    @Test func `without a terminal that shows more it is plain text`() {
        #expect(line(told).text(TableStyle(unicode: false)).utf8.allSatisfy { $0 < 128 })
    }
}
