// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// What a home's own configuration says about prices.
@Suite struct OpenClawConfigTests {
    private let home: TemporaryHome
    private let desk: Desk

    init() throws {
        home = try TemporaryHome()
        desk = try Desk()
    }

    private func config(_ text: String) throws -> OpenClawConfig {
        try home.write("./openclaw.json", text)
        return OpenClawConfig(home: OpenClawHome(path: home.path))
    }

    private func model(_ id: String, _ cost: String) -> String {
        "{models:{providers:{mine:{apiKey:'sk-secret',baseUrl:'http://x',models:[{id:'\(id)',cost:\(cost)}]}}}}"
    }

    private func call(_ provider: String, _ model: String) -> String {
        let usage = #"{"input":1000000,"output":1000000,"cacheRead":1000000,"cacheWrite":0,"totalTokens":3000000}"#
        return Line.header() + Line.call("a1", provider: provider, model: model, usage: usage)
    }

    @Test func `a custom model costs what the configuration says`() async throws {
        _ = try config(model("Big-1", "{input: 1.5, output: 6, cacheRead: 0.25, cacheWrite: 2}"))
        try home.write("s1.jsonl", call("mine", "big-1"))
        try await desk.read(home.source)
        let sums = try await desk.totals()
        #expect(sums.estimatedCost.decimalString == "7.750000000")
        #expect(sums.unpricedCalls == 0)
        let revision = try await desk.ledger.events(matching: UsageQuery(), after: nil, limit: 1).first?.event.cost
            .priceRevision
        #expect(revision?.contains("+") == true)
    }

    @Test func `an agent's catalogue says it too, and goes first`() async throws {
        _ = try config(model("m", "{input:1,output:1}"))
        try home.write(
            "agents/main/agent/models.json",
            #"{"providers":{"mine":{"apiKey":"sk-secret","models":[{"id":"m","cost":{"input":9,"output":0}}]}}}"#)
        try home.write("s1.jsonl", call("mine", "m"))
        try await desk.read(home.source)
        // Without a price of its own, what is read from the cache costs as input does.
        #expect(try await desk.totals().estimatedCost.decimalString == "18.000000000")
    }

    @Test func `zeros mean that nobody knows`() async throws {
        _ = try config(model("m", "{input:0,output:0,cacheRead:0,cacheWrite:0}"))
        try home.write("s1.jsonl", call("mine", "m"))
        try await desk.read(home.source)
        #expect(try await desk.totals().unpricedCalls == 1)
    }

    @Test(arguments: ["{input:-1,output:2}", "{input:'3',output:2}", "{output:2}", "{input:1e12,output:1}", "[]", "7"])
    func `a price that is none is left out`(cost: String) throws {
        #expect(try config(model("m", cost)).prices.isEmpty)
    }

    @Test func `the price book goes before the configuration`() async throws {
        _ = try config("{models:{providers:{anthropic:{models:[{id:'claude-sonnet-4-5',cost:{input:99,output:99}}]}}}}")
        try home.write("s1.jsonl", call("anthropic", "claude-sonnet-4-5"))
        try await desk.read(home.source)
        #expect(try await desk.totals().estimatedCost < Money(nanodollars: 30 * Money.nanodollarsPerDollar))
    }

    @Test func `included files are read, those beside win, and lists add up`() throws {
        try home.write("parts/one.json5", "{providers:{a:{models:[{id:'x',cost:{input:1,output:1}}]}}}")
        try home.write("parts/two.json5", "{$include:'./three.json5'}")
        try home.write("parts/three.json5", "{providers:{a:{models:[{id:'y',cost:{input:2,output:2}}]}}}")
        let prices = try config(
            "{models:{$include:['./parts/one.json5','parts/two.json5'],"
                + "providers:{b:{models:[{id:'z',cost:{input:3,output:3}}]}}}}"
        ).prices
        #expect(prices.count == 3)
    }

    @Test func `nothing outside the home is included, and no circle is endless`() throws {
        let other = try TemporaryHome()
        try other.write("./out.json", "{providers:{a:{models:[{id:'x',cost:{input:1,output:1}}]}}}")
        try FileManager.default.createSymbolicLink(
            atPath: "\(home.path)/link.json", withDestinationPath: "\(other.path)/out.json")
        let outside = [
            "\(other.path)/out.json", "../\(other.path.split(separator: "/").last ?? "")/out.json", "link.json",
        ]
        for path in outside + ["openclaw.json", "missing.json", "./agents", ""] {
            #expect(try config("{models:{$include:'\(path)'}}").prices.isEmpty, "\(path)")
        }
        try home.write("./a.json", "{$include:['b.json','b.json']}")
        try home.write("./b.json", "{$include:['a.json','b.json','a.json']}")
        #expect(try config("{$include:'a.json'}").prices.isEmpty)
    }

    @Test func `a configuration that cannot be read says nothing and stops nothing`() async throws {
        _ = try config("{ broken")
        try home.write("s1.jsonl", Line.header() + Line.call("a1"))
        try await desk.read(home.source)
        #expect(try await desk.totals().calls == 1)
    }

    @Test func `no secret is kept`() throws {
        let config = try config(
            "{gateway:{auth:{token:'sk-secret'}},channels:{telegram:{botToken:'sk-secret'}},"
                + "models:{providers:{mine:{apiKey:'sk-secret',headers:{x:'sk-secret'},"
                + "models:[{id:'m',cost:{input:1,output:1}}]}}}}")
        #expect(config.prices.count == 1)
        var text = ""
        dump(config, to: &text)
        #expect(!text.contains("sk-secret"))
    }
}
