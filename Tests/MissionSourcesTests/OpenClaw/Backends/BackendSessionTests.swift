// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Sessions and other programs' conversations do not correspond one to one.
@Suite struct BackendSessionTests {
    private typealias Counts = BackendLine.Counts
    private let home: BackendHome
    private let desk: Desk
    private let counts = Counts(input: 12, output: 340, cacheRead: 21_000, cacheWrite: 700)
    private let wrong = Counts(input: 1, output: 2)

    init() throws {
        home = try BackendHome()
        desk = try Desk()
    }

    private func read() async throws {
        for source in home.sources { try await desk.read(source) }
    }

    private func entry(_ session: String, _ backend: String, provider: String = "claude-cli") -> String {
        #"{"sessionId":"\#(session)","cliSessionIds":{"\#(provider)":"\#(backend)"}}"#
    }

    @Test func `a session whose backend changes keeps what the one before answered`() async throws {
        try home.append(
            BackendHome.transcript("s1"), BackendLine.header("s1") + BackendLine.turn("a1", at: 60, wrong))
        try home.append(BackendHome.claude("b1"), BackendLine.claude("m1", at: 50, counts, session: "b1"))
        try home.writeStore(["agent:main:main": entry("s1", "b1")])
        try await read()
        try home.append(BackendHome.transcript("s1"), BackendLine.turn("a2", at: 160, wrong))
        try home.append(BackendHome.claude("b2"), BackendLine.claude("m2", at: 150, counts, session: "b2"))
        try home.writeStore(["agent:main:main": entry("s1", "b2")])
        try await read()
        #expect(try await desk.totals().calls == 2)
        #expect(try await desk.totals([.session: ["agent:main:main"]]).calls == 2)
    }

    @Test func `a session that a reset began goes on in the same conversation, and each has its own turns' calls`()
        async throws
    {
        try home.append(
            BackendHome.transcript("s1") + ".reset.2026-03-01T10-05-00.000Z",
            BackendLine.header("s1") + BackendLine.turn("a1", at: 60, wrong))
        try home.append(
            BackendHome.transcript("s2"), BackendLine.header("s2", at: 300) + BackendLine.turn("a2", at: 360, wrong))
        try home.append(
            BackendHome.claude("b1"),
            [(1, 50), (2, 310), (3, 350)].map { BackendLine.claude("m\($0)", at: $1, counts, session: "b1") }.joined())
        try home.writeStore([
            "agent:main:main":
                #"{"sessionId":"s2","usageFamilySessionIds":["s1","s2"],"cliSessionIds":{"claude-cli":"b1"}}"#
        ])
        try await read()
        #expect(try await desk.totals().calls == 3)
        #expect(try await desk.totals([.session: ["s1"]]).calls == 1)
        #expect(try await desk.totals([.session: ["s2"]]).calls == 2)
        #expect(try await desk.totals([.session: ["agent:main:main"]]).calls == 3)
    }

    @Test func `a scheduled run that Claude Code answered is that run, with its calls`() async throws {
        try home.append(
            BackendHome.transcript("r1"), BackendLine.header("r1") + BackendLine.turn("a1", at: 60, wrong))
        try home.append(
            BackendHome.claude("b1"),
            BackendLine.claude("m1", at: 30, counts, session: "b1")
                + BackendLine.claude("m2", at: 50, counts, session: "b1"))
        try home.writeStore([
            "agent:main:cron:job-1": entry("r1", "b1"), "agent:main:cron:job-1:run:r1": entry("r1", "b1"),
        ])
        try home.folder.write(
            ".openclaw/cron/runs/job-1.jsonl",
            #"{"ts":1772359262000,"jobId":"job-1","action":"finished","status":"ok","runAtMs":1772359200000,"#
                + #""model":"claude-opus-4-6","provider":"claude-cli","usage":{"input_tokens":12,"output_tokens":340},"#
                + #""sessionId":"r1","sessionKey":"agent:main:cron:job-1:run:r1"}"# + "\n")
        try await read()
        #expect(try await desk.totals().calls == 2)
        #expect(try await desk.totals([.cron: ["job-1"], .sessionKind: ["cron"]]).calls == 2)
        let usage = try await CronUsage.load(from: desk.ledger, ReportRequest())
        #expect(usage.runs.map(\.sums.calls) == [2])
    }

    @Test func `a turn of Codex counts once, whether its id stands in the store or in the row`() async throws {
        try home.append(
            BackendHome.transcript("s1"),
            BackendLine.header("s1") + BackendLine.turn("a1", at: 60, wrong, provider: "codex-cli", model: "gpt-5.4")
                + BackendLine.harnessTurn("a2", at: 160, wrong, thread: "t2"))
        try home.writeStore(["agent:main:main": entry("s1", "t1", provider: "codex-cli")])
        try home.append(
            BackendHome.codex("t1"),
            BackendLine.codex(at: 30, counts, total: counts)
                + BackendLine.codex(at: 50, counts, total: counts + counts))
        try home.append(BackendHome.codex("t2"), BackendLine.codex(at: 150, counts, total: counts))
        try await read()
        #expect(try await desk.totals().calls == 3)
        #expect(try await desk.totals([.session: ["agent:main:main"], .harness: ["codex"]]).calls == 3)
        #expect(try await desk.totals().tokens.output == 3 * 340)
    }

    @Test func `history that Codex's harness imported is no turn of the session`() async throws {
        try home.append(
            BackendHome.transcript("s1"),
            BackendLine.header("s1")
                + BackendLine.turn(
                    "a1", at: 60, counts, provider: "openai", model: "gpt-5.4", api: "openai-codex-responses",
                    extra: #","idempotencyKey":"codex-app-server:t1:history:x""#))
        try home.append(BackendHome.codex("t1"), BackendLine.codex(at: 50, wrong, total: wrong))
        try await read()
        #expect(try await desk.totals().calls == 2)
        #expect(try await desk.totals().coarseCalls == 0)
    }

    @Test func `a row that the scanner and one that the decoder reads are the same turn`() async throws {
        let line = BackendLine.harnessTurn("a1", at: 60, counts, thread: "t1")
        for text in [line, line.replacingOccurrences(of: #""usage":"#, with: #""\u0075sage":"#)] {
            let home = try BackendHome()
            try home.append(BackendHome.transcript("s1"), BackendLine.header("s1") + text)
            try home.append(BackendHome.codex("t1"), BackendLine.codex(at: 50, wrong, total: wrong))
            let desk = try Desk()
            for source in home.sources { try await desk.read(source) }
            #expect(try await desk.totals().calls == 1)
            #expect(try await desk.totals([.harness: ["codex"]]).calls == 1)
        }
    }

    @Test(arguments: [13, 24]) func `a database of an agent ties them together, too`(schema: Int) async throws {
        let store = try StoreBuilder(
            path: home.folder.file(".openclaw/agents/main/agent/openclaw-agent.sqlite"), schema: schema)
        try store.add(BackendLine.header("s1") + BackendLine.turn("a1", at: 60, wrong), to: "s1")
        try store.enter("agent:main:main", "s1", entry: entry("s1", "b1"))
        try home.append(BackendHome.claude("b1"), BackendLine.claude("m1", at: 50, counts, session: "b1"))
        try await read()
        #expect(try await desk.totals().calls == 1)
        #expect(try await desk.totals([.session: ["agent:main:main"], .harness: ["claude-code"]]).calls == 1)
        try store.close()
    }

    @Test func `an agent over ACP made its calls for the session that it was started for`() async throws {
        try home.append(
            BackendHome.transcript("s1"),
            BackendLine.header("s1")
                + BackendLine.turn(
                    "a1", at: 60, Counts(input: 0, output: 0), provider: "openclaw", model: "acp-runtime",
                    api: "openai-responses"))
        try home.writeStore([
            "agent:main:acp:x":
                #"{"sessionId":"s1","acp":{"backend":"acpx","agent":"codex","identity":{"acpxSessionId":"t1"}}}"#
        ])
        try home.append(BackendHome.codex("t1"), BackendLine.codex(at: 50, counts, total: counts))
        try await read()
        #expect(try await desk.totals().calls == 1)
        #expect(try await desk.totals([.sessionKind: ["acp"], .harness: ["codex"]]).calls == 1)
    }

    @Test func `an explanation shows both, and why one of them does not count`() async throws {
        try home.append(BackendHome.transcript("s1"), BackendLine.header("s1") + BackendLine.turn("a1", at: 60, wrong))
        try home.writeStore(["agent:main:main": entry("s1", "b1")])
        try home.append(BackendHome.claude("b1"), BackendLine.claude("m1", at: 50, counts, session: "b1"))
        try await read()
        let explanation = try await desk.ledger.explain(session: "agent:main:main", limit: 9)
        #expect(explanation.rows.map(\.event.session.id) == ["b1", "s1"])
        let reason = "claude-code's own log tells the calls of this turn one by one"
        #expect(explanation.rows.map(\.reason) == [nil, reason])
    }
}
