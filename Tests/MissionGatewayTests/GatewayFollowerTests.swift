// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionGatewayTesting
import MissionTesting
import Testing

@testable import MissionGateway

/// Living with a gateway: what it tells, and how soon.
@Suite(.serialized, .ownThreads) struct `Following a gateway` {
    private let bench = GatewayBench()
    private let following = GatewayFollowing()
    private let events = StandInEvents()

    private func serve(
        _ change: (inout StandInBehaviour) -> Void = { _ in }, _ body: (StandInGateway) async throws -> Void
    ) async throws {
        try await StandInGateway.serve(StandInBehaviour(change), body)
    }

    @Test(arguments: [Int64(3), 4])
    func `a survey gives quotas first and then what was used`(age: Int64) async throws {
        try await serve({ $0.protocolVersion = age }) { gateway in
            try await following.follow(try bench.follower(gateway)) {
                try await following.wait { following.readings.contains { $0.figures.answered.contains(.sessions) } }
            }
            let first = try #require(following.readings.first)
            #expect((first.isReachable, first.protocolVersion, first.version) == (true, age, "2026.4.12"))
            #expect(first.figures.answered.isEmpty)
            #expect(following.readings.dropFirst().first?.figures.answered == [.status])
            let last = try #require(following.readings.last)
            #expect(last.figures.answered == [.cost, .status, .sessions])
            #expect((last.error, last.missedEvents, last.unknownSessions) == (nil, 0, 0))
            let asked = gateway.memory.requests.map(\.method)
            #expect(asked.prefix(2) == ["connect", "sessions.subscribe"])
            #expect(asked.count { $0 == "usage.cost" } == 1)
        }
    }

    @Test func `heavy questions come one after the other, and seldom`() async throws {
        try await serve { gateway in
            let follower = try bench.follower(gateway) { $0.pace.status = .milliseconds(5) }
            try await following.follow(follower) {
                try await following.wait { following.readings.count > 20 }
            }
            let asked = gateway.memory.requests.map(\.method)
            #expect(asked.count { $0 == "usage.status" } > 10)
            #expect(asked.count { $0 == "usage.cost" } == 1)
            #expect(asked.count { $0 == "sessions.usage" } == 2)
        }
    }

    @Test func `sessions whose figures are not there yet are unknown, not zero`() async throws {
        let listed: JSONValue = [
            "updatedAt": 1_795_238_408_285, "sessions": [["key": "agent:main:main", "usage": nil]],
        ]
        try await serve({ $0.replies["sessions.usage"] = listed }) { gateway in
            try await following.follow(try bench.follower(gateway)) {
                try await following.wait { following.readings.contains { $0.unknownSessions == 1 } }
            }
        }
    }

    @Test func `a call is delivered within a fraction of a second`() async throws {
        try await serve { gateway in
            try await following.follow(try bench.follower(gateway)) {
                try await following.wait { following.readings.count > 2 }
                var delays: [Duration] = []
                for number in 1...20 {
                    let start = ContinuousClock.now
                    try await gateway.tell("session.message", events.answer("m\(number)", number: Int64(number)))
                    try await following.wait { following.events.count == number }
                    delays.append(start.duration(to: following.arrivals[number - 1]))
                    try await Task.sleep(for: .milliseconds(250))
                }
                delays.sort()
                print("event to deliver: median \(delays[10]), worst \(delays[19])")
                #expect(delays[10] < .milliseconds(500))
            }
            let call = try #require(following.events.first)
            #expect((call.source, call.grain, call.attribution.gateway) == (.stream, .call, "office"))
            #expect(Set(following.events.map(\.id)).count == 20)
            #expect(following.batches.allSatisfy { $0.source == SourceID(kind: "gateway", place: "office") })
        }
    }

    @Test func `calls that come together are delivered together`() async throws {
        try await serve { gateway in
            try await following.follow(try bench.follower(gateway)) {
                try await following.wait { gateway.subscribers == 1 }
                for number in 1...100 {
                    try await gateway.tell("session.message", events.answer("m\(number)", number: Int64(number)))
                }
                try await following.wait { following.events.count == 100 }
                #expect(following.batches.count { !$0.events.isEmpty } < 20)
                #expect(Set(following.events.map(\.id)).count == 100)
            }
        }
    }

    @Test func `a slow ledger holds calls back and loses none`() async throws {
        try await serve { gateway in
            let slow: @Sendable (SourceBatch) async throws -> Void = { batch in
                try await Task.sleep(for: .milliseconds(100))
                following.take(batch)
            }
            try await following.follow(try bench.follower(gateway), deliver: slow) {
                try await following.wait { gateway.subscribers == 1 }
                for number in 1...500 {
                    try await gateway.tell("session.message", events.answer("m\(number)", number: Int64(number)))
                }
                try await following.wait { following.events.count == 500 }
            }
        }
    }

    @Test func `a ledger that fails ends the following`() async throws {
        struct Full: Error {}
        try await serve { gateway in
            let follower = try bench.follower(gateway)
            await #expect(throws: Full.self) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await follower.run(onReading: { _ in }, deliver: { _ in throw Full() }) }
                    try await following.wait { gateway.subscribers == 1 }
                    try await gateway.tell("session.message", events.answer("m", number: 1))
                    try await group.next()
                }
            }
        }
    }

    @Test func `sessions, jobs and their runs are made known`() async throws {
        let run: JSONValue = [
            "ts": 1_795_231_218_285, "jobId": "j1", "action": "finished", "status": "ok", "runAtMs": 1_795_231_212_285,
            "durationMs": 6000, "model": "gpt-5.4", "provider": "openai-codex",
            "usage": ["input_tokens": 1000, "output_tokens": 200, "total_tokens": 1000],
            "sessionId": "22222222-2222-4222-8222-222222222222",
            "sessionKey": "agent:main:cron:j1:run:22222222-2222-4222-8222-222222222222",
        ]
        try await serve({
            $0.replies["sessions.list"] = ["count": 1, "sessions": [StandInEvents().row(1_795_234_818_285)]]
            $0.replies["cron.list"] = ["jobs": [["id": "j1", "agentId": "main", "name": "nightly", "enabled": true]]]
            $0.replies["cron.runs"] = ["entries": .array(Array(repeating: run, count: 450))]
        }) { gateway in
            try await following.follow(try bench.follower(gateway)) {
                try await following.wait { following.batches.contains { !$0.cronJobs.isEmpty } }
            }
            let sessions = following.batches.flatMap(\.sessions)
            #expect(sessions.contains { $0.key == "agent:main:main" && $0.channel == "telegram" })
            #expect(sessions.contains { $0.cronJob == "j1" && $0.kind == .cron })
            #expect(following.batches.flatMap(\.cronJobs).first?.name == "nightly")
            let call = try #require(following.events.first)
            #expect((call.source, call.attribution.gateway, call.attribution.machine) == (.runLog, "office", "vm"))
            #expect(gateway.memory.requests.count { $0.method == "cron.runs" } == 3)
        }
    }

    @Test func `what cannot be understood is rejected, and the rest goes on`() async throws {
        try await serve { gateway in
            try await following.follow(try bench.follower(gateway)) {
                try await following.wait { gateway.subscribers == 1 }
                try await gateway.tell("session.message", events.answer("1", number: 1).setting("messageId", to: nil))
                try await gateway.tell("session.message", ["sessionKey": 7])
                try await gateway.tell("session.message", events.answer("3", number: 3))
                try await following.wait { following.events.count == 1 && following.rejections.count == 2 }
                #expect(following.rejections.map(\.position) == [1, 2])
            }
        }
    }

    @Test func `gaps are told and looked into`() async throws {
        try await serve { gateway in
            let follower = try bench.follower(gateway) {
                ($0.pace.status, $0.pace.list) = (.milliseconds(20), .milliseconds(500))
            }
            try await following.follow(follower) {
                try await following.wait { gateway.memory.requests.contains { $0.method == "sessions.list" } }
                try await gateway.tell("session.message", events.answer("1", number: 1), sequence: 1)
                for sequence: Int64 in [5, 9, 13] {
                    try await gateway.tell(
                        "session.message", events.answer("\(sequence)", number: sequence), sequence: sequence)
                }
                try await following.wait { following.readings.last?.missedEvents == 9 }
                try await following.wait { following.events.count == 4 }
                try await following.wait { gateway.memory.requests.count { $0.method == "sessions.list" } >= 2 }
            }
        }
    }

    @Test func `calls do not wait for answers that do not come`() async throws {
        try await serve({ $0.fault = .silent }) { gateway in
            gateway.behaviour.faultyMethods = ["sessions.list", "usage.status"]
            try await following.follow(try bench.follower(gateway)) {
                try await following.wait { gateway.subscribers == 1 }
                try await gateway.tell("session.message", events.answer("1", number: 1))
                try await following.wait { following.events.count == 1 }
                #expect(following.readings.map(\.isReachable) == [true])
            }
        }
    }

    @Test func `what was gathered when it ends is still delivered`() async throws {
        try await serve { gateway in
            let follower = try bench.follower(gateway) { $0.pace.gathering = .seconds(300) }
            try await following.follow(follower) {
                try await following.wait { gateway.subscribers == 1 }
                try await gateway.tell("session.message", events.answer("1", number: 1))
                try await following.wait { following.events.count == 1 }
                for number: Int64 in 2...3 {
                    try await gateway.tell("session.message", events.answer("\(number)", number: number))
                }
                try await Task.sleep(for: .milliseconds(500))
                #expect(following.events.count == 1)
            }
            #expect(following.events.count == 3)
        }
    }

    @Test func `a gateway that knows no subscription is followed without it`() async throws {
        try await serve({ $0.replies["sessions.subscribe"] = nil }) { gateway in
            try await following.follow(try bench.follower(gateway)) {
                try await following.wait { following.readings.contains { $0.figures.answered.contains(.sessions) } }
            }
            let last = try #require(following.readings.last)
            #expect(last.isReachable)
            #expect(last.error?.contains("operator.admin") == true)
            #expect(last.advice != nil)
        }
    }

    @Test func `nothing of a secret is in what it hands over`() async throws {
        try await serve({ $0.credential = .token("very-secret-token") }) { gateway in
            try await following.follow(try bench.follower(gateway, .token("very-secret-token"))) {
                try await following.wait { following.readings.count > 2 }
            }
            #expect(!"\(following.readings)".contains("very-secret-token"))
        }
    }
}
