// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `A conversation call by call` {
    private func points() async throws -> [CallPoint] {
        let records = try await Ledgers.mixed().events(
            matching: UsageQuery(filters: [.agent: ["main"]]), after: nil, limit: 99)
        return CallPoint.points(records)
    }

    private func point(_ number: Int, nanodollars: Int64? = 1_000_000, status: CallStatus = .ok) -> CallPoint {
        let cost = nanodollars.map { Cost(reported: Money(nanodollars: $0), basis: .reported) } ?? Cost()
        let event = Fixtures.event(
            number, at: Fixtures.noon.advanced(byMilliseconds: Int64(number) * 1000), cost: cost, status: status)
        return CallPoint(RecordedEvent(event: event, session: SessionFacts(session: event.session)))
    }

    private func lines(_ svg: String, _ text: String) -> Int {
        svg.split(separator: "\n").count { $0.contains(text) }
    }

    @Test func `drawings look as before`() async throws {
        let calls = CallBars(try await points())
        let zone = try Ledgers.berlin()
        expectGolden(CallStrip(calls, zone: zone, id: "calls").svg, "charts/calls.svg")
        expectGolden(CumulativeChart(calls, zone: zone).svg, "charts/cumulative.svg")
        expectGolden(CallStrip(CallBars([]), zone: zone, id: "none").svg, "charts/calls-none.svg")
        expectGolden(CumulativeChart(CallBars([]), zone: zone).svg, "charts/cumulative-none.svg")
    }

    @Test func `calls come first to last, and rows that are no calls do not`() throws {
        let events = [
            Fixtures.event(3, at: Fixtures.noon.advanced(byMilliseconds: 5000)), Fixtures.event(1),
            Fixtures.event(2, at: Fixtures.noon.advanced(byMilliseconds: 1000), isSynthetic: true),
        ]
        let records = events.map { RecordedEvent(event: $0, session: SessionFacts(session: $0.session)) }
        #expect(CallPoint.points(records).map(\.at.milliseconds) == [1_771_934_400_000, 1_771_934_405_000])
    }

    @Test(arguments: [(10, 10, false), (6, 6, true), (9, 9, true), (11, 10, false), (0, 0, true), (-3, 0, true)])
    func `a conversation is read as far as a page can wait`(most: Int, found: Int, isCut: Bool) async throws {
        let events = (0..<10).map {
            Fixtures.event($0, at: Fixtures.noon.advanced(byMilliseconds: Int64($0) * 1000))
        }
        let other = Fixtures.event(99, session: Fixtures.session("s2"))
        let ledger = try await Ledgers.ledger(events + [other])
        let query = UsageQuery(filters: [.session: ["s1"]])
        let calls = try await CallPoint.load(from: ledger, query, most: most)
        #expect((calls.points.count, calls.isCut) == (found, isCut))
        let last = Fixtures.noon.advanced(byMilliseconds: 9000)
        #expect(calls.points.isEmpty || calls.points.last?.at == last)
    }

    @Test(arguments: [(0, 0, 1), (1, 1, 1), (400, 400, 1), (401, 201, 2), (800, 400, 2), (1000, 334, 3)])
    func `more calls than bars share bars`(calls: Int, bars: Int, each: Int) {
        let chart = CallBars((0..<calls).map { point($0) })
        #expect(chart.bars.count == bars)
        #expect(chart.callsPerBar == each)
        #expect(chart.bars.reduce(0) { $0 + $1.sums.calls } == Int64(calls))
        #expect(chart.totals.cost == Money(nanodollars: Int64(calls) * 1_000_000))
    }

    @Test func `a bar of several calls says how many it stands for`() {
        let chart = CallBars((0..<5).map { point($0, status: $0 == 3 ? .rateLimited : .ok) }, most: 2)
        let svg = CallStrip(chart, zone: .utc, id: "x").svg
        #expect(svg.contains("24 Feb 2026, 12:00:00 to 12:00:02&#10;3 calls&#10;anthropic/claude-opus-4-6&#10;$0.003"))
        #expect(svg.contains("2 calls&#10;anthropic/claude-opus-4-6&#10;$0.002&#10;200 tokens in, 20 out&#10;1 rate"))
        #expect(svg.contains("3 calls a bar"))
        #expect(lines(svg, "class=\"mc-failed\"") == 1)
    }

    @Test func `a call of unknown cost is marked and makes what follows at least`() {
        let chart = CallBars([point(1), point(2, nanodollars: nil), point(3)])
        let svg = CallStrip(chart, zone: .utc, id: "x").svg
        #expect(lines(svg, "class=\"mc-unpriced\"") == 1)
        #expect(svg.contains("fill=\"url(#x-hatch)\"") && svg.contains("id=\"x-hatch\""))
        #expect(svg.contains("&#10;cost unknown&#10;"))
        let line = CumulativeChart(chart, zone: .utc).svg
        #expect(line.contains("after 1 call&#10;$0.001\""))
        #expect(line.contains("after 2 calls&#10;at least $0.001; 1 call without a known cost"))
    }

    @Test func `drawings are well-formed, and names cannot break out of them`() {
        var evil = point(1)
        evil.model = "</title><script>alert(\"1\")</script>\n&'" + String(repeating: "x", count: 9000)
        for svg in [
            CallStrip(CallBars([evil]), zone: .utc, id: "x").svg, CumulativeChart(CallBars([evil]), zone: .utc).svg,
        ] {
            #expect((try? XMLCheck.elements(svg))?.first == "svg")
            #expect(!svg.contains("<script") && !svg.contains("style=") && svg.utf8.count < 6000)
        }
    }

    @Test func `no amount makes a drawing trap`() {
        let chart = CallBars([Int64.max, .min, .max, 0].enumerated().map { point($0.offset, nanodollars: $0.element) })
        #expect(CallStrip(chart, zone: .utc, id: "x").svg.contains("mc-bar"))
        #expect(CumulativeChart(chart, zone: .utc).svg.contains("mc-line"))
    }
}
