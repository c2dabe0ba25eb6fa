// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import OpenClawFormat
internal import Testing

@Suite struct `What a gateway's session cost` {
    private let tokens = #""usage":{"input":1000000,"output":100000,"cache_read":1000000,"cache_write":100000}"#

    @Test func `a cost that is told counts`() throws {
        let entry = try Gateways.session(#""model":"claude-haiku-4-5","cost":9.87654321,\#(tokens)"#).perModel[0]
        #expect((entry.cost, entry.isUnpriced) == (Money(nanodollars: 9_876_543_210), false))
    }

    @Test(arguments: [#""cost":0,"#, #""cost":"0.0","#, "", #""cost":null,"#, #""cost":"free","#])
    func `a cost of zero or none is estimated`(cost: String) throws {
        let entry = try Gateways.session(#""model":"claude-haiku-4-5",\#(cost)\#(tokens)"#).perModel[0]
        // 1.00 + 0.50 + 0.10 + 0.125
        #expect((entry.cost, entry.isUnpriced) == (Money(nanodollars: 1_725_000_000), false))
    }

    @Test func `an unknown paid model is unpriced`() throws {
        let entry = try Gateways.session(#""model":"new-1",\#(tokens)"#).perModel[0]
        #expect((entry.cost, entry.isUnpriced) == (.zero, true))
        let told = try Gateways.session(#""model":"new-1","cost":2,\#(tokens)"#).perModel[0]
        #expect((told.cost, told.isUnpriced) == (Money(nanodollars: 2_000_000_000), true))
    }

    @Test(arguments: ["ollama", "local", "Local"])
    func `what runs on the own machine is free and not unpriced`(provider: String) throws {
        let entry = try Gateways.session(#""provider":"\#(provider)","model":"llama",\#(tokens)"#).perModel[0]
        #expect((entry.cost, entry.isUnpriced) == (.zero, false))
    }

    @Test func `many calls together are not one long request`() throws {
        let entry = try Gateways.session(#""model":"claude-opus-4-6","usage":{"input":1000000}"#).perModel[0]
        // One prompt of a million would cost $8, by the tier for long ones.
        #expect(entry.cost == Money(nanodollars: 4_000_000_000))
    }

    @Test(arguments: [
        #""subscription":true"#, #""billing":"subscription""#, #""billingMode":"Subscription""#,
        #""cost_basis":"subscription""#,
    ])
    func `a zero that a subscription explains stays zero`(flag: String) throws {
        let entry = try Gateways.session(#""model":"claude-haiku-4-5","cost":0,\#(flag),\#(tokens)"#).perModel[0]
        #expect((entry.cost, entry.isUnpriced) == (.zero, false))
    }

    @Test func `a provider's plan explains a zero, and its route does`() throws {
        let status = #"{"providers":[{"provider":"anthropic","plan":"Max","windows":[]}]}"#
        let planned = try Gateways.session(#""model":"claude-haiku-4-5","cost":0,\#(tokens)"#, status: status)
        #expect(planned.perModel[0].cost == .zero)
        let unplanned = try Gateways.session(#""model":"claude-haiku-4-5",\#(tokens)"#, status: status)
        #expect(unplanned.perModel[0].cost == Money(nanodollars: 1_725_000_000))
        let route = try Gateways.session(#""provider":"openai-codex","model":"gpt-5.2",\#(tokens)"#)
        #expect((route.perModel[0].cost, route.perModel[0].isUnpriced) == (.zero, false))
    }

    @Test func `an own price file goes before the book`() throws {
        let own = RateCard(input: Rate(nanodollarsPerMillion: 15_000_000_000), output: Rate(nanodollarsPerMillion: 0))
        let reading = GatewayReading(
            isReachable: true,
            figures: GatewayFigures(
                cost: try Gateways.json(#"{"sessions":[{"model":"claude-opus-4-6-20260205","usage":{"input":1000}}]}"#)),
            fetchedAt: Gateways.now)
        let usage = RuntimeUsage(
            gatewayID: "g", reading: reading,
            prices: try TestPrices.book().overriding(["anthropic/claude-opus-4-6": own], revision: "own"),
            now: Gateways.now)
        #expect(usage.current.totalCost == Money(nanodollars: 15_000_000))
    }

    @Test func `at most ten sessions are shown, most expensive first, equals as told`() throws {
        let rows = (0..<12).map { #"{"id":"s\#($0)","model":"claude-haiku-4-5","cost":\#($0 % 3 + 1)}"# }
        let top = try Gateways.usage(cost: #"{"sessions":[\#(rows.joined(separator: ","))]}"#).topSessions
        #expect(top.map(\.sessionID) == ["s2", "s5", "s8", "s11", "s1", "s4", "s7", "s10", "s0", "s3"])
        #expect(top[0].model == "anthropic/claude-haiku-4-5")
    }

    @Test func `a session's estimate counts in its place among the most expensive`() throws {
        let usage = try Gateways.usage(
            cost:
                #"{"sessions":[{"id":"told","cost":0.9},{"id":"priced","model":"claude-haiku-4-5","tokens":{"input":1000000}}]}"#
        )
        #expect(usage.topSessions.map(\.sessionID) == ["priced", "told"])
    }
}
