// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// To whom and to what calls are attributed.
@Suite struct OpenClawAttributionTests {
    private let home: TemporaryHome
    private let desk: Desk

    init() throws {
        home = try TemporaryHome()
        desk = try Desk()
    }

    private func kinds() async throws -> [String?: Int64] {
        let rows = try await desk.ledger.usage(UsageQuery(groupBy: [.sessionKind]))
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.keys[0], $0.sums.calls) })
    }

    @Test func `the session store gives a conversation its key, kind and channel`() async throws {
        try home.write("s1.jsonl", Line.header("s1") + Line.call("a1"))
        try home.write(
            "sessions.json", #"{"agent:main:telegram:direct:42":{"sessionId":"s1","updatedAt":1,"model":{"a":1}}}"#)
        try await desk.read(home.source)
        #expect(try await desk.totals([.session: ["agent:main:telegram:direct:42"]]).calls == 1)
        #expect(try await desk.totals([.channel: ["telegram"]]).calls == 1)
        #expect(try await kinds() == ["chat": 1])
    }

    @Test func `a store that is written after its transcripts still attributes them`() async throws {
        try home.write("s1.jsonl", Line.header("s1") + Line.call("a1"))
        try await desk.read(home.source)
        try home.write("sessions.json", #"{"agent:main:main":{"sessionId":"s1","updatedAt":1}}"#)
        try await desk.read(home.source)
        #expect(try await kinds() == ["chat": 1])
    }

    @Test func `a cron run is known by its key, and its own key wins over its job's`() async throws {
        try home.write("s1.jsonl", Line.header("s1") + Line.call("a1"))
        try home.write(
            "sessions.json",
            #"{"agent:main:cron:j1":{"sessionId":"s1"},"agent:main:cron:j1:run:s1":{"sessionId":"s1"}}"#)
        try await desk.read(home.source)
        #expect(try await desk.totals([.cron: ["j1"]]).calls == 1)
        #expect(try await desk.totals([.session: ["agent:main:cron:j1:run:s1"]]).calls == 1)
    }

    @Test func `a run that the store forgot is known from the run log`() async throws {
        try home.write("s1.jsonl", Line.header("s1") + Line.call("a1"))
        try home.write(
            "cron/runs/j1.jsonl",
            #"{"ts":1,"jobId":"j1","action":"finished","sessionId":"s1","sessionKey":"agent:main:cron:j1:run:s1"}"#
                + "\n")
        try home.write(
            "cron/jobs.json", #"{"version":1,"jobs":[{"id":"j1","agentId":"main","name":"Morning","enabled":true}]}"#)
        try await desk.read(home.source)
        #expect(try await desk.totals([.cron: ["j1"]]).calls == 1)
        #expect(try await desk.ledger.cronJobs().map(\.name) == ["Morning"])
        #expect(try await kinds() == ["cron": 1])
    }

    @Test func `jobs tell when they run`() async throws {
        let jobs = [
            #"{"id":"a","schedule":{"kind":"cron","expr":"0 7 * * *","tz":"Europe/Berlin"},"state":{"nextRunAtMs":1795242008285}}"#,
            #"{"id":"b","schedule":{"kind":"every","everyMs":1800000,"anchorMs":5},"state":{"nextRunAtMs":5}}"#,
            #"{"id":"c","schedule":{"kind":"at","at":"2026-12-01T07:00:00Z"}}"#,
            #"{"id":"d","schedule":{"kind":"at","atMs":1796108400000},"state":{}}"#,
            #"{"id":"e","schedule":{"kind":"every","everyMs":-1},"state":{"nextRunAtMs":"soon"}}"#,
            #"{"id":"f","schedule":{"kind":"cron","expr":"*/5 * * * *","tz":"no such zone"}}"#,
        ]
        try home.write("cron/jobs.json", #"{"version":1,"jobs":[\#(jobs.joined(separator: ","))]}"#)
        try await desk.read(home.source)
        let found = try await desk.ledger.cronJobs()
        let once = CronSchedule.once(Timestamp(milliseconds: 1_796_108_400_000))
        #expect(
            found.map(\.schedule) == [
                .fields("0 7 * * *", zone: "Europe/Berlin"), .every(1_800_000), once, once, nil,
                .fields("*/5 * * * *", zone: nil),
            ])
        #expect(found.map { $0.nextRun?.milliseconds } == [1_795_242_008_285, nil, nil, nil, nil, nil])
    }

    @Test func `the run log's own usage is not added to the transcript's`() async throws {
        try home.write("s1.jsonl", Line.header("s1") + Line.call("a1"))
        try home.write(
            "cron/runs/j1.jsonl",
            #"{"jobId":"j1","sessionId":"s1","sessionKey":"agent:main:cron:j1:run:s1","usage":{"input_tokens":900}}"#
                + "\n")
        try await desk.read(home.source)
        #expect(try await desk.totals().tokens.input == 100)
    }

    @Test func `a heartbeat inside the main chat lasts until the next message`() async throws {
        try home.write(
            "s1.jsonl",
            Line.header("s1") + Line.user("hi") + Line.call("a1", minute: 1)
                + Line.user("Read HEARTBEAT.md if it exists")
                + Line.call("a2", minute: 2) + Line.toolResult() + Line.call("a3", minute: 3) + Line.user("thanks")
                + Line.call("a4", minute: 4))
        try home.write("sessions.json", #"{"agent:main:main":{"sessionId":"s1"}}"#)
        try await desk.read(home.source)
        #expect(try await kinds() == ["chat": 2, "heartbeat": 2])
    }

    @Test func `a turn survives reading in pieces`() async throws {
        try home.write("s1.jsonl", Line.header("s1") + Line.user("[cron:j7 Nightly] go"))
        try await desk.read(home.source)
        try home.append("s1.jsonl", Line.call("a1"))
        try await desk.read(home.source)
        #expect(try await desk.totals([.cron: ["j7"]]).calls == 1)
    }

    @Test func `a subagent is known by its key and by who started it`() async throws {
        try home.write("s2.jsonl", Line.header("s2") + Line.call("a1"))
        try home.write(
            "sessions.json", #"{"agent:main:subagent:77":{"sessionId":"s2","spawnedBy":"agent:main:main"}}"#)
        try await desk.read(home.source)
        #expect(try await kinds() == ["subagent": 1])
        let sessions = try await desk.ledger.sessions(matching: UsageQuery(), limit: 10)
        #expect(sessions.first?.session.parentKey == "agent:main:main")
    }

    @Test func `a reset conversation keeps its key through the family list`() async throws {
        try home.write("old.jsonl.reset.2026-03-02T00-00-00.000Z", Line.header("old") + Line.call("a1"))
        try home.write(
            "sessions.json", #"{"agent:main:main":{"sessionId":"new","usageFamilySessionIds":["old","new"]}}"#)
        try await desk.read(home.source)
        #expect(try await desk.totals([.session: ["agent:main:main"]]).calls == 1)
    }

    @Test func `a failed call is a call with its class`() async throws {
        let zero = #"{"input":0,"output":0,"cacheRead":0,"cacheWrite":0,"totalTokens":0}"#
        try home.write(
            "s1.jsonl",
            Line.header() + Line.call("a1", usage: zero, stop: "error", extra: #","errorMessage":"429 slow down""#))
        try await desk.read(home.source)
        let sums = try await desk.totals([.status: ["rate_limited"]])
        #expect((sums.calls, sums.failedCalls, sums.unpricedCalls, sums.unknownUsageCalls) == (1, 1, 0, 0))
    }

    @Test func `a synthetic row is no call unless asked for`() async throws {
        let zero = #"{"input":0,"output":0,"cacheRead":0,"cacheWrite":0,"totalTokens":0}"#
        try home.write(
            "s1.jsonl", Line.header() + Line.call("a1", provider: "openclaw", model: "delivery-mirror", usage: zero))
        try await desk.read(home.source)
        #expect(try await desk.totals().calls == 0)
        #expect(try await desk.totals(synthetic: true).calls == 1)
    }

    @Test func `an unknown model is unpriced, not zero`() async throws {
        let usage = #"{"input":100,"output":10,"cacheRead":0,"cacheWrite":0,"totalTokens":110}"#
        try home.write(
            "s1.jsonl", Line.header() + Line.call("a1", provider: "nobody", model: "nothing-1", usage: usage))
        try await desk.read(home.source)
        let sums = try await desk.totals()
        #expect(sums.unpricedCalls == 1)
        #expect(sums.knownCost == nil)
    }
}
