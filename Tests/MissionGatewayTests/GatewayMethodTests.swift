// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionGatewayTesting
import MissionTesting
import OpenClawFormat
import Testing

@testable import MissionGateway

/// Each method with the parameters that gateways of both ages know.
@Suite(.ownThreads) struct `A gateway's methods` {
    private let bench = GatewayBench()

    private func connected(
        _ change: (inout StandInBehaviour) -> Void = { _ in },
        _ body: @escaping @Sendable (GatewayConnection, StandInGateway) async throws -> Void
    ) async throws {
        try await StandInGateway.serve(StandInBehaviour(change)) { gateway in
            try await bench.client(gateway).connected { try await body($0, gateway) }
        }
    }

    @Test(arguments: [Int64(3), 4])
    func `all are understood by gateways of both ages`(age: Int64) async throws {
        try await connected({ $0.protocolVersion = age }) { connection, _ async throws in
            #expect(try await connection.usageStatus()["providers"] != nil)
            #expect(try await connection.usageCost(days: 30)["totals"] != nil)
            #expect(try await connection.sessionsUsage()["sessions"] != nil)
            #expect(try await connection.usageTimeseries(key: "agent:main:main").points.isEmpty)
            #expect(try await connection.sessionsList().isEmpty)
            #expect(try await connection.cronList().isEmpty)
            #expect(try await connection.cronRuns().isEmpty)
            #expect(try await connection.agentsList() == ["main"])
            #expect(try await connection.modelPrices().isEmpty)
            #expect(try await connection.health())
            #expect(try await connection.status()["runtimeVersion"] == "2026.4.12")
            #expect(try await connection.subscribe())
        }
    }

    @Test func `an old gateway is asked with the newest parameters once`() async throws {
        try await connected { connection, gateway async throws in
            for _ in 0..<3 { _ = try await connection.sessionsUsage() }
            let asked = gateway.memory.requests.filter { $0.method == "sessions.usage" }.map(\.params)
            #expect(asked.map { $0["agentScope"] != nil } == [true, false, false, false])
            #expect(asked.allSatisfy { $0["limit"] == 5000 })
        }
        try await connected({ $0.protocolVersion = 4 }) { connection, gateway async throws in
            _ = try await connection.sessionsUsage()
            #expect(gateway.memory.requests.count { $0.method == "sessions.usage" } == 1)
        }
    }

    @Test func `runs are asked for page by page, and no further than needed`() async throws {
        let entries = (0..<450).map { number -> JSONValue in
            [
                "ts": .integer(1_795_231_218_285 - Int64(number)), "jobId": "j1", "action": "finished", "status": "ok",
                "usage": ["input_tokens": 10, "output_tokens": 2], "sessionId": .string("s\(number)"),
            ]
        }
        try await connected({ $0.replies["cron.runs"] = ["entries": .array(entries)] }) {
            connection, gateway async throws in
            let runs = try await connection.cronRuns()
            #expect(runs.count == 450)
            #expect(gateway.memory.requests.compactMap { $0.params["offset"] } == [200, 400])
            let newest = try #require(runs.first?.event)
            #expect(try await connection.cronRuns { $0.event?.id == newest.id }.count == 200)
        }
    }

    @Test func `prices of models are taken from versions that tell them`() async throws {
        let models: JSONValue = [
            ["id": "echo-1", "name": "Echo", "provider": "scripted", "cost": ["input": 2, "output": 4]],
            ["id": "echo-2", "name": "Echo", "provider": "scripted", "contextWindow": 9],
            ["id": "echo-3", "provider": "scripted", "cost": ["input": -1, "output": 4]],
        ]
        try await connected({ $0.replies["models.list"] = ["models": models] }) { connection, _ async throws in
            #expect(try await connection.modelPrices().count == 1)
        }
    }

    @Test func `pages that do not get on end the asking`() async throws {
        try await connected({ $0.replies["cron.list"] = ["nextOffset": 0] }) { connection, _ async throws in
            #expect(try await connection.cronList().isEmpty)
        }
    }

    @Test func `a session's points are read, and what is none is left out`() async throws {
        let points: JSONValue = [
            [
                "timestamp": 1_795_234_814_285, "input": 12, "output": 345, "cacheRead": 20_000, "cacheWrite": 1500,
                "totalTokens": 21_857, "cost": 0,
            ],
            ["timestamp": 1_795_234_814_285, "input": -1, "output": 345, "cacheRead": 0, "cacheWrite": 0], 7,
        ]
        try await connected({ $0.replies["sessions.usage.timeseries"] = ["points": points] }) {
            connection, _ async throws in
            let read = try await connection.usageTimeseries(key: "agent:main:main")
            let tokens = TokenCounts(input: 12, output: 345, cacheRead: 20_000, cacheWrite5m: 1500)
            #expect(read.points.map(\.tokens) == [tokens])
        }
    }

    @Test func `a heavy question has more time than others`() async throws {
        try await StandInGateway.serve(StandInBehaviour { $0.fault = .silent }) { gateway in
            let client = try bench.client(gateway) {
                ($0.limits.request, $0.limits.heavyRequest) = (.seconds(60), .milliseconds(200))
            }
            try await client.connected { connection in
                await #expect(throws: GatewayError.self) { try await connection.usageCost(days: 30) }
                gateway.behaviour.fault = nil
                _ = try await connection.usageStatus()
            }
        }
    }
}
