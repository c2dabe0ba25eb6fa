// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionGatewayTesting
import MissionSources
import MissionTesting
import Testing

@testable import MissionGateway

/// What a gateway does not tell as it happens, asked for afterwards.
@Suite(.serialized, .ownThreads) struct `Completing what a gateway tells` {
    private let bench = GatewayBench()
    private let following = GatewayFollowing()
    private let ledger = MemoryLedger()
    private let home = StandInHome(start: Fixtures.noon)

    /// Follows a gateway with this home into the ledger.
    private func follow(
        _ change: (inout StandInBehaviour) -> Void = { _ in }, _ pace: (inout GatewayPace) -> Void = { _ in },
        before: (StandInGateway) async throws -> Void = { _ in },
        _ body: (StandInGateway) async throws -> Void
    ) async throws {
        let behaviour = StandInBehaviour { behaviour in
            behaviour.home = home
            behaviour.protocolVersion = 4
            change(&behaviour)
        }
        let prices = try PriceBook.embedded()
        try await StandInGateway.serve(behaviour) { gateway in
            try await before(gateway)
            let follower = try bench.follower(gateway) { follower in
                follower.clock = FixedClock(home.now)
                (follower.pace.settling, follower.pace.untold) = (.milliseconds(30), .milliseconds(120))
                (follower.pace.perConversation, follower.pace.afterFailure) = (.milliseconds(60), .milliseconds(60))
                (follower.pace.betweenConversations, follower.pace.lookForDue) = (.milliseconds(5), .milliseconds(5))
                pace(&follower.pace)
            }
            let take: @Sendable (SourceBatch) async throws -> Void = { batch in
                var stamped = batch
                var stamper = PriceStamper(prices)
                stamped.events = batch.events.map { stamper.stamped($0) }
                _ = try await ledger.append(stamped)
                following.take(batch)
            }
            try await following.follow(follower, deliver: take) {
                try await following.wait { gateway.subscribers == 1 }
                try await body(gateway)
            }
        }
    }

    private func call(_ number: Int64, cacheRead: Int64 = 0) -> StandInHome.Call {
        StandInHome.Call(TokenCounts(input: 100 + number, output: 10 + number, cacheRead: cacheRead), mills: number)
    }

    private func total(_ filters: [MissionCore.Dimension: Set<String>] = [:]) async throws -> UsageSums {
        try await ledger.total(UsageQuery(filters: filters))
    }

    private func wait(calls: Int64) async throws {
        for _ in 0..<1500 {
            if try await total().calls == calls, try await total().coarseCalls == 0 { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        let sums = try await total()
        Issue.record("\(sums.calls) calls, \(sums.coarseCalls) sums, wanted \(calls)")
    }

    /// Reads what the home's transcripts say.
    private func readTranscripts() async throws {
        let agent = "\(bench.folder)/home/agents/main/sessions"
        let runs = "\(bench.folder)/home/cron/runs"
        for folder in [agent, runs] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        for (id, text) in home.transcripts { try Data(text.utf8).write(to: URL(filePath: "\(agent)/\(id).jsonl")) }
        try Data(home.sessionStore.text().utf8).write(to: URL(filePath: "\(agent)/sessions.json"))
        try Data(home.logLines.joined().utf8).write(to: URL(filePath: "\(runs)/nightly.jsonl"))
        let ingestor = Ingestor(writer: ledger, prices: PriceProvider(try PriceBook.embedded()))
        _ = try await ingestor.ingest(OpenClawSource(home: "\(bench.folder)/home"))
    }

    /// Ten turns of the kinds that were seen on a real gateway: 40 calls, of which three were made before anybody listened.
    private func live(_ gateway: StandInGateway, before: Bool) async throws {
        if before {
            try await gateway.turn(home, .person("hello"), [call(1), call(2)])
            try await gateway.turn(home, .person("again"), [call(3)])
            return
        }
        try await gateway.turn(home, .person("and now?"), (4...8).map { call($0, cacheRead: 500) })
        for start: Int64 in [9, 11, 13, 15, 17] {
            let words = start == 9 ? "Read HEARTBEAT.md if it exists (workspace)." : "[OpenClaw heartbeat poll]"
            let lines = start == 13 ? "System: [2026-11-25 18:20:00 UTC] Node connected\n\n" : ""
            let prompt = lines + (start == 11 ? "[Wed 2026-11-25 18:22 UTC] " : "") + words
            try await gateway.turn(
                home, .heartbeat(prompt), [call(start), call(start + 1, cacheRead: 900)], tellsEnd: start != 17)
        }
        for (number, start) in [Int64(19), 22, 24, 25].enumerated() {
            let more = [2, 1, 0, 0][number]
            let calls = [call(start, cacheRead: 70)] + (0..<more).map { call(start + 1 + Int64($0)) }
            try await gateway.cronRun(home, job: "nightly", id: "run-\(number)", calls, tellsEnd: number != 3)
        }
        let go = StandInGateway.Wake.person("[Subagent Context] go")
        try await gateway.turn(home, key: "agent:main:subagent:x", id: "s-sub", go, (26...33).map { call($0) })
        try await gateway.turn(
            home, key: "agent:main:telegram:group:1", id: "s-group", .person("hi"), (34...39).map { call($0) })
        try await gateway.turn(home, .person("bye"), [call(40)])
    }

    @Test func `followed from the fourth call on, every call is there once, and transcripts change nothing`()
        async throws
    {
        try await follow(
            { _ in },
            // What no event tells is found when the log of runs is looked at again.
            { ($0.heavy, $0.heavyAfterFailure) = (.milliseconds(150), .milliseconds(150)) },
            before: { try await live($0, before: true) },
            { gateway in
                try await live(gateway, before: false)
                try await wait(calls: 40)
            })
        let calls = home.calls
        #expect(calls.count == 40)
        let tokens = calls.reduce(into: TokenCounts.zero) { $0 += $1.tokens }
        let mills = calls.reduce(0) { $0 + ($1.mills ?? 0) }
        for _ in 0..<2 {
            let sums = try await total()
            #expect((sums.calls, sums.unpricedCalls, sums.coarseCalls) == (40, 0, 0))
            #expect(sums.tokens == tokens)
            #expect(sums.cost == Money(nanodollars: mills * 1_000_000))
            #expect(try await total([.sessionKind: ["heartbeat"]]).calls == 10)
            #expect(try await total([.sessionKind: ["cron"]]).calls == 7)
            #expect(try await total([.cron: ["nightly"]]).calls == 7)
            #expect(try await total([.sessionKind: ["subagent"]]).calls == 8)
            #expect(try await total([.sessionKind: ["chat"]]).calls == 9)
            #expect(try await total([.gateway: ["office"]]).calls == 40)
            try await readTranscripts()
        }
        let kept = try await ledger.events(matching: UsageQuery(), after: nil, limit: 100)
        #expect(kept.allSatisfy { $0.event.source == .transcript && $0.event.attribution.machine == "vm" })
        #expect(following.rejections.isEmpty)
    }

    @Test(arguments: [0, 1, 2])
    func `a gateway that gives no messages tells its calls as points, and each counts once`(order: Int) async throws {
        // Read before, in between, or afterwards.
        if order == 0 {
            try await follow { _ in }
            try await readTranscripts()
        }
        try await follow({ $0.unknownMethods = ["sessions.get"] }) { gateway in
            try await gateway.turn(home, .person("hello"), [call(1), call(1), call(2)])
            try await gateway.turn(home, .heartbeat("Read HEARTBEAT.md"), [call(3), call(3), call(4)])
            try await gateway.cronRun(home, job: "nightly", id: "run-1", [call(5), call(6, cacheRead: 9)])
            if order == 1 { try await readTranscripts() }
            try await wait(calls: 8)
        }
        let tokens = home.calls.reduce(into: TokenCounts.zero) { $0 += $1.tokens }
        #expect(try await total().tokens == tokens)
        #expect(try await total().unpricedCalls == 0)
        try await readTranscripts()
        #expect(try await total().calls == 8)
        #expect(try await total().tokens == tokens)
    }

    @Test func `a conversation that its session has left is asked for under its own name`() async throws {
        try await follow { gateway in
            try await gateway.turn(
                home, id: "s-old", .heartbeat("Read HEARTBEAT.md"), [call(1), call(2)], tellsEnd: false)
            try await gateway.turn(home, id: "s-new", .person("new"), [call(3)])
            try await wait(calls: 3)
        }
        #expect(try await ledger.explain(session: "s-old", limit: 9).counted == 2)
    }

    @Test func `what was heard whole is not asked for again`() async throws {
        try await follow { gateway in
            try await gateway.turn(home, .person("hello"), [call(1)])
            try await wait(calls: 1)
            func asked() -> Int { gateway.memory.requests.count { $0.method == "sessions.get" } }
            try await following.wait { asked() == 1 }
            try await Task.sleep(for: .milliseconds(200))
            for number: Int64 in 2...6 { try await gateway.turn(home, .person("more"), [call(number)]) }
            try await wait(calls: 6)
            try await Task.sleep(for: .milliseconds(200))
            #expect(asked() == 1)
            try await gateway.turn(home, .heartbeat("Read HEARTBEAT.md"), [call(7), call(8)])
            try await wait(calls: 8)
            #expect(asked() == 2)
            let limits = gateway.memory.requests.filter { $0.method == "sessions.get" }.map { $0.params["limit"] }
            #expect(limits == [100, 20])
        }
    }

    @Test func `many ends of runs are one question`() async throws {
        try await follow({ _ in }, { $0.perConversation = .seconds(300) }) { gateway in
            for number: Int64 in 1...20 {
                try await gateway.turn(home, .heartbeat("Read HEARTBEAT.md"), [call(number)])
            }
            try await following.wait { gateway.memory.requests.contains { $0.method == "sessions.get" } }
            try await Task.sleep(for: .milliseconds(300))
            #expect(gateway.memory.requests.count { $0.method == "sessions.get" } == 1)
        }
    }

    @Test func `a gateway that does not answer is left alone, and asked again later`() async throws {
        try await follow({ ($0.fault, $0.faultyMethods) = (.closes(4000, "x"), []) }) { gateway in
            gateway.behaviour.unknownMethods = ["sessions.usage.timeseries"]
            gateway.behaviour.home = home
            try await gateway.turn(home, .heartbeat("Read HEARTBEAT.md"), [call(1), call(2)])
            try await wait(calls: 2)
        }
    }

    @Test func `a page that is too long costs one connection, and is asked for in a smaller size`() async throws {
        try await follow({ ($0.fault, $0.faultyMethods) = (.long(26 * 1024 * 1024), ["sessions.get"]) }) { gateway in
            try await gateway.turn(home, .heartbeat("Read HEARTBEAT.md"), [call(1), call(2)])
            try await following.wait { gateway.memory.requests.count { $0.method == "sessions.get" } > 1 }
            gateway.behaviour.fault = nil
            try await wait(calls: 2)
            let limits = gateway.memory.requests.filter { $0.method == "sessions.get" }.map { $0.params["limit"] }
            #expect(limits.prefix(2) == [100, 25])
        }
    }

    @Test func `of a series of sums nothing is taken, and how many calls that are is said`() async throws {
        try await follow({ $0.unknownMethods = ["sessions.get"] }, { $0.status = .milliseconds(20) }) { gateway in
            try await gateway.turn(home, .heartbeat("Read HEARTBEAT.md"), (1...201).map { call($0) })
            try await following.wait { gateway.memory.requests.contains { $0.method == "sessions.usage" } }
            try await following.wait { following.readings.last?.unknownCalls == 201 }
        }
        #expect(try await total().calls == 1)
    }

    @Test func `a message that was missed is missed no more once it was asked for`() async throws {
        try await follow({ _ in }, { $0.status = .milliseconds(20) }) { gateway in
            try await gateway.turn(home, .heartbeat("Read HEARTBEAT.md"), [call(1), call(2)])
            try await wait(calls: 2)
            try await following.wait { following.readings.last?.missedEvents == 0 }
        }
    }
}
