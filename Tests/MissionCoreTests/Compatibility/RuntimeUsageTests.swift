// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionTesting
internal import OpenClawFormat
internal import Testing

@Suite struct `Runtime usage` {
    @Test func `the response has its shape`() throws {
        let usage = try Gateways.usage(
            cost: """
                {"sessions":[
                  {"sessionId":"s1","label":"Ann","model":"claude-haiku-4-5-20251001","cost":0.016836,"calls":2,
                   "usage":{"input_tokens":12,"output_tokens":345,"cache_read_input_tokens":20000,"cache_creation_input_tokens":1500},
                   "updated_at":"2026-11-21T11:55:00Z"},
                  {"id":"s2","provider":"somebody","model":"new-1","tokens":{"input":100,"output":10}}]}
                """,
            status:
                #"{"tokenLimit":1000,"costLimit":0.1,"windowStart":"2026-11-21T09:00:00Z","windowEnd":"2026-11-21T14:00:00Z"}"#
        )
        try Golden.check(usage.json.text(.indented), "gateway/runtime-usage.json")
        let encoded = try #require(JSONValue(parsing: try JSONEncoder().encode(usage)))
        #expect(encoded["current"]?["total_tokens"] == 467)
        #expect(encoded["current"]?["cost_pct"] == 16)
    }

    @Test func `a gateway that cannot be reached is said to be unreachable`() throws {
        let reading = GatewayReading(isReachable: false, error: "connection refused", fetchedAt: Gateways.now)
        let usage = RuntimeUsage(gatewayID: "g", reading: reading, prices: try TestPrices.book(), now: Gateways.now)
        #expect(usage.json["gateway_status"]?["reachable"] == false)
        #expect(usage.json["gateway_status"]?["error"] == "connection refused")
        #expect(usage.dataSources.isEmpty)
    }

    @Test func `sessions without figures and missed events are told, never shown as zero`() throws {
        let listed: JSONValue = [
            "sessions": [["key": "a", "usage": nil], ["key": "b"], 7, ["key": "c", "usage": [:]]]
        ]
        var reading = GatewayReading(
            isReachable: true, figures: GatewayFigures(sessionsUsage: listed), fetchedAt: Gateways.now)
        (reading.missedEvents, reading.advice) = (4, "read its transcripts")
        #expect(reading.unknownSessions == 3)
        let usage = RuntimeUsage(gatewayID: "g", reading: reading, prices: try TestPrices.book(), now: Gateways.now)
        let status = usage.json["gateway_status"]
        #expect(status?["unknown_sessions"] == 3)
        #expect(status?["missed_events"] == 4)
        #expect(status?["advice"] == "read its transcripts")
        #expect(GatewayReading.notConfigured(at: Gateways.now).unknownSessions == 0)
    }

    @Test func `a real gateway's recorded answers are understood`() throws {
        let frames = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../Goldens/gateway/april.json")
        let answers = try #require(JSONValue(parsing: try Data(contentsOf: frames)))
        let now = Timestamp(milliseconds: 1_795_239_081_074)
        let reading = GatewayReading(
            isReachable: true,
            figures: GatewayFigures(
                cost: answers["usage.cost"], status: answers["usage.status"], sessionsUsage: answers["sessions.usage"]),
            protocolVersion: 3, version: "2026.4.12-beta.1", fetchedAt: now)
        let usage = RuntimeUsage(gatewayID: "g", reading: reading, prices: try TestPrices.book(), now: now)
        let entry = try #require(usage.perModel.first { $0.key == "anthropic/claude-sonnet-4-6" })
        // Two sessions hold the same call, which the gateway counts twice; only a ledger can know better.
        #expect(entry.tokens == TokenCounts(input: 24, output: 690, cacheRead: 40_000, cacheWrite5m: 3000))
        #expect(entry.cost == Money(nanodollars: 33_672_000))
        #expect(usage.dataSources.map(\.source) == ["gateway:sessions.usage"])
    }

    @Test func `without a gateway the ledger tells what it knows`() async throws {
        let usage = try await RuntimeUsage.load(
            gatewayID: "local", reading: nil, prices: try TestPrices.book(), from: try await Ledgers.mixed(),
            now: Ledgers.now)
        try Golden.check(usage.json.text(.indented), "gateway/ledger.json")
    }

    @Test func `a gateway that lists sessions goes before the ledger, one that does not gives way to it`() async throws
    {
        func sources(_ reading: GatewayReading) async throws -> [String] {
            try await RuntimeUsage.load(
                gatewayID: "g", reading: reading, prices: try TestPrices.book(), from: try await Ledgers.mixed(),
                now: Ledgers.now
            ).dataSources.map(\.source)
        }
        let listed = try Gateways.json(#"{"sessions":[{"model":"m"}]}"#)
        #expect(
            try await sources(
                GatewayReading(isReachable: true, figures: GatewayFigures(cost: listed), fetchedAt: Ledgers.now)) == [
                    "gateway:usage.cost"
                ])
        let unlisted = try Gateways.json(#"{"daily":[],"totals":{}}"#)
        #expect(
            try await sources(
                GatewayReading(isReachable: true, figures: GatewayFigures(cost: unlisted), fetchedAt: Ledgers.now)) == [
                    "ledger:transcript"
                ])
        let down = GatewayReading(isReachable: false, error: "down", fetchedAt: Ledgers.now)
        #expect(try await sources(down) == ["ledger:transcript"])
    }
}
