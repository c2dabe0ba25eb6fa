// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Charts` {
    private func overview() async throws -> Overview {
        try await Overview.load(from: try await Ledgers.mixed(), zone: try Ledgers.berlin(), now: Ledgers.now, days: 14)
    }

    private func drawings() async throws -> [(name: String, svg: String)] {
        let overview = try await overview()
        return [
            ("spark", Sparkline(overview.daily.map(\.sums.cost), title: "Last 14 days").svg)
        ]
    }

    @Test(arguments: 0..<1)
    func `a drawing looks as before`(index: Int) async throws {
        let drawing = try await drawings()[index]
        try Golden.check(drawing.svg, "charts/\(drawing.name).svg")
    }

    @Test func `drawings are well-formed and without inline style`() async throws {
        for (name, svg) in try await drawings() {
            let document = try? XMLCheck.elements(svg)
            #expect(document?.first == "svg", "\(name)")
            #expect(!svg.contains("style="), "\(name)")
            #expect(!svg.contains("<script"), "\(name)")
            #expect(svg.contains("role=\"img\"") && svg.contains("<title>"), "\(name)")
        }
    }

    @Test func `a title cannot break out of a drawing`() {
        let evil = "</text><script>alert(\"1\")</script>&'"
        let svg = Sparkline([Money(nanodollars: 5_000_000_000)], title: evil).svg
        #expect(!svg.contains("<script"))
        #expect(svg.contains("&lt;script&gt;alert(&quot;1&quot;)"))
    }

    @Test(
        arguments: [
            (1, ["$0", "$0.000000001"]), (5_000_000_000, ["$0", "$1", "$2", "$3", "$4", "$5"]),
            (5_000_000_001, ["$0", "$2", "$4", "$6"]), (730_000_000, ["$0", "$0.20", "$0.40", "$0.60", "$0.80"]),
            (12_345_000_000_000, ["$0", "$5,000", "$10,000", "$15,000"]),
            (2_500_000, ["$0", "$0.0005", "$0.001", "$0.0015", "$0.002", "$0.0025"]),
            (0, ["$0", "$0.000000001"]),
        ] as [(Int64, [String])])
    func `an axis has round amounts`(top: Int64, labels: [String]) {
        let ticks = Ticks(upTo: Money(nanodollars: top))
        #expect(ticks.amounts.map(Ticks.label) == labels)
        #expect(ticks.top >= Money(nanodollars: top))
    }

    @Test func `no amount makes an axis trap`() {
        for top in [Int64.max, .min, -1] { #expect(Ticks(upTo: Money(nanodollars: top)).amounts.count >= 2) }
    }

    @Test func `blocks show that something is not nothing`() {
        #expect(Sparkline.blocks([0, 1, 500, 1000].map(Money.init(nanodollars:))) == "▁▂▄█")
        #expect(Sparkline.blocks([]).isEmpty)
        #expect(Sparkline.blocks([.zero, .zero]) == "▁▁")
    }
}
