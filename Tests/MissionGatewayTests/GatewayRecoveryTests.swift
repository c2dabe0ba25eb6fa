// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionGatewayTesting
import MissionTesting
import Synchronization
import Testing

@testable import MissionGateway

/// What a follower does when a gateway fails: a clear state each time, and recovery without anybody where that is possible.
@Suite(.serialized, .ownThreads) struct `Recovering a gateway` {
    private let bench = GatewayBench()
    private let following = GatewayFollowing()
    private let events = StandInEvents()

    private func serve(
        _ change: (inout StandInBehaviour) -> Void = { _ in }, memory: StandInMemory = StandInMemory(), port: Int = 0,
        _ body: (StandInGateway) async throws -> Void
    ) async throws {
        try await StandInGateway.serve(StandInBehaviour(change), memory: memory, port: port, body)
    }

    private func isDown() -> Bool { following.readings.last?.isReachable == false }
    private func isUp() -> Bool { following.readings.last?.isReachable == true }

    @Test(arguments: [
        (StandInBehaviour.Fault.dies, "the connection to the gateway broke"),
        (.garbledText, "the gateway sent something that is no JSON object"),
        (.garbledBytes, "the gateway sent something that is no WebSocket frame"),
        (.binary, "the gateway sent bytes where text must be"),
        (.long(25 * 1024 * 1024 + 1), "the gateway's answer is longer than 25 MiB"),
        (.restarts, "the gateway is restarting"),
        (.closes(1013, "try again later"), "the gateway closed the connection (1013: try again later)"),
    ])
    func `a fault in a heavy answer is told, and gone with the fault`(
        _ fault: StandInBehaviour.Fault, _ text: String
    ) async throws {
        try await serve({ ($0.fault, $0.faultyMethods) = (fault, ["sessions.usage"]) }) { gateway in
            try await following.follow(try bench.follower(gateway)) {
                try await following.wait { following.readings.contains { !$0.isReachable } }
                let down = try #require(following.readings.first { !$0.isReachable })
                #expect(down.error == text)
                #expect(down.advice?.isEmpty == false)
                #expect(!down.hasFigures)
                gateway.behaviour.fault = nil
                try await following.wait { following.readings.last?.figures.answered.contains(.sessions) == true }
                try await gateway.tell("session.message", events.answer("1", number: 1))
                try await following.wait { following.events.count == 1 }
            }
        }
    }

    @Test func `an answer that is too long is asked for in a smaller size`() async throws {
        try await serve({ ($0.fault, $0.faultyMethods) = (.long(25 * 1024 * 1024 + 1), ["sessions.usage"]) }) {
            gateway in
            try await following.follow(try bench.follower(gateway)) {
                try await following.wait { limits(gateway).count > 2 }
            }
            #expect(limits(gateway).prefix(3) == [5000, 1250, 312])
        }
    }

    private func limits(_ gateway: StandInGateway) -> [JSONValue] {
        gateway.memory.requests.filter { $0.method == "sessions.usage" && $0.params["groupBy"] == nil }
            .compactMap { $0.params["limit"] }
    }

    @Test func `an answer of 25 MiB is no fault`() async throws {
        try await serve({ ($0.fault, $0.faultyMethods) = (.long(25 * 1024 * 1024), ["sessions.usage"]) }) { gateway in
            try await following.follow(try bench.follower(gateway)) {
                try await following.wait { following.readings.last?.figures.answered.contains(.sessions) == true }
            }
            #expect(following.readings.allSatisfy { $0.isReachable })
        }
    }

    @Test func `a heavy question without an answer does not end the connection`() async throws {
        try await serve({ ($0.fault, $0.faultyMethods) = (.silent, ["usage.cost"]) }) { gateway in
            let follower = try bench.follower(gateway) { $0.client.limits.heavyRequest = .milliseconds(100) }
            try await following.follow(follower) {
                try await following.wait { following.readings.last?.figures.answered.contains(.sessions) == true }
                let last = try #require(following.readings.last)
                #expect(last.isReachable && !last.figures.answered.contains(.cost))
                #expect(last.error == "the gateway took too long: no answer to usage.cost within 0.1 seconds")
                gateway.behaviour.fault = nil
                try await following.wait { following.readings.last?.figures.answered.contains(.cost) == true }
                #expect(following.readings.last?.error == nil)
            }
            #expect(gateway.memory.requests.count { $0.method == "connect" } == 1)
        }
    }

    @Test func `a gateway that starts up is asked again when it says`() async throws {
        try await serve({ $0.startsUpFor = 3 }) { gateway in
            let waits = Mutex<[Duration]>([])
            let follower = try bench.follower(gateway) {
                $0.pace.longestWait = .seconds(30)
                $0.pace.sleep = { time in
                    waits.withLock { $0.append(time) }
                    try await Task.sleep(for: time < .seconds(1) ? .milliseconds(1) : .seconds(60))
                }
            }
            try await following.follow(follower) { try await following.wait(isUp) }
            #expect(waits.withLock { $0.prefix(3) } == [.milliseconds(500), .milliseconds(500), .milliseconds(500)])
            #expect(following.readings.first?.error == "the gateway is starting up")
        }
    }

    @Test func `a gateway that comes back with another token is entered with the device's`() async throws {
        let memory = StandInMemory()
        let port = Mutex(0)
        try await serve(memory: memory) { gateway in
            port.withLock { $0 = gateway.port }
            let follower = try bench.follower(gateway)
            try await following.follow(follower) { try await following.wait(isUp) }
        }
        let number = port.withLock { $0 }
        try await serve({ ($0.credential, $0.offersDeviceToken) = (.token("new"), true) }, memory: memory, port: number)
        { gateway in
            try await following.follow(try bench.follower(gateway)) {
                try await following.wait { gateway.subscribers == 1 && isUp() }
            }
        }
        #expect(following.readings.allSatisfy { $0.isReachable })
    }

    @Test func `a gateway that goes away and comes back is found again`() async throws {
        let memory = StandInMemory()
        let place = Mutex<GatewayFollower?>(nil)
        let port = Mutex(0)
        try await serve(memory: memory) { gateway in
            port.withLock { $0 = gateway.port }
            let follower = try bench.follower(gateway)
            place.withLock { $0 = follower }
        }
        let follower = try #require(place.withLock { $0 })
        try await following.follow(follower) {
            try await following.wait(isDown)
            #expect(following.readings.last?.error?.hasSuffix("cannot be reached: connection refused") == true)
            for _ in 0..<3 {
                try await serve(memory: memory, port: port.withLock { $0 }) { _ in
                    try await following.wait(isUp)
                }
                try await following.wait(isDown)
            }
        }
    }

    @Test func `a changed token is no trouble while the device's own is good`() async throws {
        try await serve { gateway in
            try await following.follow(try bench.follower(gateway)) {
                try await following.wait { gateway.subscribers == 1 && isUp() }
                gateway.behaviour.credential = .token("new")
                try await gateway.close(4001, "auth rotated")
                try await following.wait { gateway.memory.requests.count { $0.method == "sessions.subscribe" } == 2 }
                try await following.wait { gateway.subscribers == 1 }
                try await gateway.tell("session.message", events.answer("1", number: 1))
                try await following.wait { following.events.count == 1 }
            }
            #expect(following.readings.allSatisfy { $0.isReachable })
        }
    }

    @Test func `a changed token is told, and the new one needs no restart of this program`() async throws {
        try await serve { gateway in
            let given = Mutex(GatewayCredential.token("right"))
            let follower = try bench.follower(gateway) { $0.currentCredential = { given.withLock { $0 } } }
            try await following.follow(follower) {
                try await following.wait { gateway.subscribers == 1 && isUp() }
                gateway.behaviour.credential = .token("new")
                gateway.memory.rotateDeviceTokens()
                try await gateway.close(4001, "auth rotated")
                try await following.wait(isDown)
                #expect(following.readings.last?.error == "the gateway has another token")
                let tries = gateway.memory.requests.count { $0.method == "connect" }
                try await Task.sleep(for: .milliseconds(300))
                #expect(gateway.memory.requests.count { $0.method == "connect" } == tries)
                given.withLock { $0 = .token("new") }
                try await following.wait { isUp() && gateway.subscribers == 1 }
            }
        }
    }

    @Test func `a credential that cannot be read is told, and read as soon as it can be`() async throws {
        try await serve { gateway in
            let isThere = Mutex(false)
            let follower = try bench.follower(gateway) {
                $0.currentCredential = {
                    guard isThere.withLock({ $0 }) else {
                        throw GatewayError.unusableFile(path: "token.txt", reason: "no such file or directory")
                    }
                    return .token("right")
                }
            }
            try await following.follow(follower) {
                try await following.wait(isDown)
                #expect(following.readings.last?.error == "token.txt cannot be used: no such file or directory")
                isThere.withLock { $0 = true }
                try await following.wait(isUp)
            }
        }
    }

    @Test func `a device that nobody approved waits for a person and goes on when one did`() async throws {
        try await serve({ $0.pairsByItself = false }) { gateway in
            let follower = try bench.follower(gateway) { $0.pace.personal = .milliseconds(100) }
            try await following.follow(follower) {
                try await following.wait(isDown)
                let advice = try #require(following.readings.last?.advice)
                #expect(advice.contains("openclaw devices approve"))
                let request = try #require(advice.split(separator: "`").dropFirst().first?.split(separator: " ").last)
                gateway.memory.approve(String(request))
                try await following.wait(isUp)
            }
        }
    }

    @Test func `a gateway that falls silent is left and found again`() async throws {
        try await serve({ $0.tickInterval = .milliseconds(100) }) { gateway in
            try await following.follow(try bench.follower(gateway)) {
                try await following.wait { gateway.subscribers == 1 && following.readings.count > 2 }
                gateway.behaviour.ticks = false
                try await following.wait(isDown)
                #expect(following.readings.last?.error == "the gateway gave no sign of life for 0.2 seconds")
                gateway.behaviour.ticks = true
                try await following.wait(isUp)
            }
            #expect(gateway.memory.closes.contains(4000))
        }
    }

    @Test func `what happened meanwhile is counted when it comes back`() async throws {
        try await serve({
            $0.replies["sessions.list"] = ["sessions": [StandInEvents().row(1_795_238_000_000)]]
        }) { gateway in
            let follower = try bench.follower(gateway) { $0.pace.status = .milliseconds(20) }
            try await following.follow(follower) {
                try await following.wait { gateway.subscribers == 1 }
                try await gateway.tell("session.message", events.answer("1", number: 1, at: 1_795_238_100_000))
                try await following.wait { following.events.count == 1 && following.readings.count > 2 }
                gateway.behaviour.replies["sessions.list"] = ["sessions": [StandInEvents().row(1_795_238_900_000)]]
                try await gateway.cut()
                try await following.wait { following.readings.last?.missedEvents == 1 && isUp() }
                try await gateway.tell("session.message", events.answer("5", number: 5, at: 1_795_239_000_000))
                try await following.wait { following.readings.last?.missedEvents == 3 }
            }
        }
    }

    @Test func `fifty connections later nothing is left of them`() async throws {
        try await serve { gateway in
            try await following.follow(try bench.follower(gateway)) {
                try await following.wait { gateway.subscribers == 1 && isUp() }
                let before = try Self.openFiles()
                for round in 1...50 {
                    try await gateway.tell("session.message", events.answer("m\(round)", number: Int64(round)))
                    try await following.wait { following.events.count == round }
                    let connects = gateway.memory.requests.count { $0.method == "connect" }
                    switch round % 3 {
                    case 0: try await gateway.close(1012, "service restart")
                    case 1: try await gateway.cut()
                    default: try await gateway.close(1001)
                    }
                    try await following.wait {
                        gateway.memory.requests.count { $0.method == "connect" } > connects
                            && gateway.subscribers == 1 && gateway.memory.connections == 1
                    }
                }
                // Other tests open files meanwhile; a leak would be fifty at least.
                try await following.wait { ((try? Self.openFiles()) ?? .max) < before + 25 }
                #expect(gateway.memory.connections == 1)
            }
            try await following.wait { gateway.memory.connections == 0 }
        }
    }

    private static func openFiles() throws -> Int {
        #if os(Linux)
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        #else
            try FileManager.default.contentsOfDirectory(atPath: "/dev/fd").count
        #endif
    }
}
