// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionGatewayTesting
import MissionTesting
import Testing

@testable import MissionGateway

/// Frames, events, signs of life, and what goes wrong in the middle.
@Suite(.ownThreads) struct `Talking with a gateway` {
    private let bench = GatewayBench()

    private func serve(
        _ change: (inout StandInBehaviour) -> Void = { _ in }, _ body: (StandInGateway) async throws -> Void
    ) async throws {
        try await StandInGateway.serve(StandInBehaviour(change), body)
    }

    @Test func `answers in pieces are joined and pings among them answered`() async throws {
        try await serve({ ($0.pieces, $0.pings) = (7, true) }) { gateway in
            let reply = try await bench.client(gateway).connected { connection in
                // By the second answer the gateway has read the pongs of the first.
                _ = try await connection.request("usage.status")
                return try await connection.request("usage.status")
            }
            #expect(reply == Self.sorted(StandInReplies.april["usage.status"]))
            #expect(gateway.memory.pongs >= 7)
        }
    }

    @Test func `many questions at once get each its own answer`() async throws {
        try await serve { gateway in
            try await bench.client(gateway).connected { connection in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 0..<200 {
                        let method = number.isMultiple(of: 2) ? "usage.status" : "models.list"
                        group.addTask {
                            let answer = try await connection.request(method)
                            #expect((answer["providers"] != nil) == number.isMultiple(of: 2))
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test func `an answer of 25 MiB is read`() async throws {
        try await serve({ $0.fault = .long(25 * 1024 * 1024) }) { gateway in
            let client = try bench.client(gateway)
            #expect(try await bench.ask(client)["providers"] != nil)
        }
    }

    @Test func `a longer answer ends the connection, not the program`() async throws {
        try await serve({ $0.fault = .long(25 * 1024 * 1024 + 1) }) { gateway in
            let said = try await bench.complaint(asking: bench.client(gateway))
            #expect(said == "the gateway's answer is longer than 25 MiB; ask for fewer days")
        }
    }

    @Test(arguments: [
        (
            StandInBehaviour.Fault.dies,
            "the connection to the gateway broke; try again; if it happens again, see `openclaw logs`"
        ),
        (
            .garbledText,
            "the gateway sent something that is no JSON object; is it an OpenClaw gateway? Upgrade it, or report what it is"
        ),
        (
            .garbledBytes,
            "the gateway sent something that is no WebSocket frame; is it an OpenClaw gateway? Upgrade it, or report what it "
                + "is"
        ),
        (
            .binary,
            "the gateway sent bytes where text must be; is it an OpenClaw gateway? Upgrade it, or report what it is"
        ),
        (.restarts, "the gateway is restarting; try again in a few seconds"),
        (
            .silent,
            "the gateway took too long: no answer to usage.status within 0.4 seconds; it may be busy, for it answers nothing "
                + "while it adds up; try again"
        ),
    ])
    func `a gateway that fails in the middle is told as it is, and the next try works`(
        _ fault: StandInBehaviour.Fault, _ text: String
    ) async throws {
        try await serve({ $0.fault = fault }) { gateway in
            var client = try bench.client(gateway)
            if case .silent = fault { client.limits.request = .milliseconds(400) }
            #expect(try await bench.complaint(asking: client) == text)
            gateway.behaviour.fault = nil
            client.limits.request = .seconds(90)
            #expect(try await bench.ask(client)["providers"] != nil)
        }
    }

    @Test func `a gateway that is started again is found again`() async throws {
        let memory = StandInMemory()
        let port = try await StandInGateway.serve(memory: memory) { gateway in
            _ = try await bench.ask(bench.client(gateway))
            return gateway.port
        }
        try await StandInGateway.serve(memory: memory, port: port) { gateway in
            let client = try bench.client(gateway, .none)
            #expect(try await bench.ask(client)["providers"] != nil)
        }
    }

    @Test func `silence for two intervals ends the connection with 4000`() async throws {
        try await serve({ ($0.ticks, $0.tickInterval) = (false, .milliseconds(100)) }) { gateway in
            let said = try await bench.complaint {
                try await bench.client(gateway).connected { _ in try await Task.sleep(for: .seconds(30)) }
            }
            #expect(
                said
                    == "the gateway gave no sign of life for 0.2 seconds; it may be busy, for it answers nothing while it adds "
                    + "up; try again")
            try await eventually { gateway.memory.closes.contains(4000) }
        }
    }

    @Test func `signs of life keep the connection`() async throws {
        // Twice the interval is more than other tests can keep the processors busy without a break.
        try await serve({ $0.tickInterval = .seconds(2) }) { gateway in
            let answer = try await bench.client(gateway).connected { connection in
                try await Task.sleep(for: .seconds(5))
                return try await connection.request("usage.status")
            }
            #expect(answer["providers"] != nil)
        }
    }

    @Test func `events arrive in order and with their numbers`() async throws {
        let events: [JSONValue] = (1...3).map { number in
            [
                "type": "event", "event": "session.message", "seq": .integer(number),
                "payload": ["messageSeq": .integer(number)],
            ]
        }
        try await serve({ $0.events = events + [["type": "hologram", "x": 1]] }) { gateway in
            let seen = try await bench.client(gateway).connected { connection in
                _ = try await connection.request("sessions.subscribe")
                return try await connection.events.prefix(3).reduce(into: []) { $0.append($1) }
            }
            #expect(seen.map(\.name) == Array(repeating: "session.message", count: 3))
            #expect(seen.map(\.sequence) == [1, 2, 3])
            #expect(seen.map(\.number) == [0, 1, 2])
            #expect(seen.last?.payload == ["messageSeq": 3])
        }
    }

    @Test func `a slow reader of events misses the oldest and sees that by their numbers`() async throws {
        let event: JSONValue = ["type": "event", "event": "presence", "payload": [:]]
        try await serve({ $0.events = Array(repeating: event, count: 50) }) { gateway in
            let client = try bench.client(gateway) { $0.limits.events = 4 }
            let numbers = try await client.connected { connection in
                _ = try await connection.request("usage.status")
                return try await connection.events.prefix(4).reduce(into: []) { $0.append($1.number) }
            }
            #expect(numbers == [46, 47, 48, 49])
        }
    }

    @Test func `events end with the reason for which the connection did`() async throws {
        try await serve({ $0.fault = .restarts }) { gateway in
            let client = try bench.client(gateway)
            let said = try await bench.complaint {
                try await client.connected { connection in
                    async let question: JSONValue? = try? await connection.request("usage.status")
                    for try await event in connection.events { #expect(event.name == "shutdown") }
                    _ = await question
                }
            }
            #expect(said.hasPrefix("the gateway is restarting"))
        }
    }

    @Test func `who is done says goodbye, and nothing is left`() async throws {
        try await serve { gateway in
            for _ in 0..<20 { _ = try await bench.ask(bench.client(gateway)) }
            try await eventually { gateway.memory.connections == 0 }
            #expect(gateway.memory.closes == Array(repeating: 1000, count: 20))
        }
    }

    @Test func `who is cancelled leaves at once, in every state`() async throws {
        for change: @Sendable (inout StandInBehaviour) -> Void in [
            { $0.upgrades = false }, { $0.challenges = false }, { $0.fault = .silent },
        ] {
            try await serve(change) { gateway in
                let client = try bench.client(gateway)
                let task = Task(executorPreference: OwnThreads.executor) {
                    try await client.connected { try await $0.request("usage.status") }
                }
                try await Task.sleep(for: .milliseconds(200))
                let start = ContinuousClock.now
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
                // Every limit is longer than this.
                #expect(ContinuousClock.now - start < .seconds(60))
                try await eventually { gateway.memory.connections == 0 }
            }
        }
    }

    @Test func `an error of the work itself comes through`() async throws {
        struct Mistake: Error {}
        try await serve { gateway in
            let client = try bench.client(gateway)
            await #expect(throws: Mistake.self) { try await client.connected { _ in throw Mistake() } }
        }
    }

    private func eventually(_ condition: () -> Bool) async throws {
        for _ in 0..<3000 where !condition() { try await Task.sleep(for: .milliseconds(20)) }
        #expect(condition())
    }

    /// As a decoder gives it, in the order of keys.
    private static func sorted(_ value: JSONValue?) -> JSONValue? {
        value.flatMap { JSONValue(parsing: Data($0.text().utf8)) }
    }
}
