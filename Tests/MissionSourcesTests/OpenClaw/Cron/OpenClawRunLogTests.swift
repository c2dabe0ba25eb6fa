// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Lines of a job's run log, as OpenClaw writes them.
enum Run {
    static let usage = #"{"input_tokens":900,"output_tokens":30,"total_tokens":700000}"#

    static func line(
        session: String?, minute: Int = 1, job: String = "j1", key: String? = nil, status: String = "ok",
        usage: String? = Run.usage, extra: String = ""
    ) -> String {
        let start = 1_772_359_200_000 + minute * 60_000
        var line = #"{"ts":\#(start + 5000),"jobId":"\#(job)","action":"finished","status":"\#(status)","#
        line += #""summary":"my secret summary","runAtMs":\#(start),"durationMs":5000,"model":"claude-sonnet-4-5","#
        line += #""provider":"anthropic""#
        if let usage { line += #","usage":\#(usage)"# }
        if let session { line += #","sessionId":"\#(session)""# }
        if let key = key ?? session.map({ "agent:main:cron:\(job):run:\($0)" }) { line += #","sessionKey":"\#(key)""# }
        return line + extra + "}\n"
    }
}

/// Runs of which nothing but the scheduler's log is left.
@Suite struct OpenClawRunLogTests {
    private let home: TemporaryHome
    private let desk: Desk

    init() throws {
        home = try TemporaryHome()
        desk = try Desk()
    }

    private func read(_ text: String) async throws -> UsageSums {
        try home.write("cron/runs/j1.jsonl", text)
        try await desk.read(home.source)
        return try await desk.totals()
    }

    @Test func `a run without transcript counts from its log`() async throws {
        let sums = try await read(Run.line(session: "r1"))
        #expect((sums.calls, sums.coarseCalls) == (1, 1))
        // How full the context was is no consumption.
        #expect(sums.tokens == TokenCounts(input: 900, output: 30))
        #expect(sums.reportedCost == .zero)
        #expect(sums.estimatedCost == Money(nanodollars: 900 * 3000 + 30 * 15000))
        let record = try #require(try await desk.ledger.events(matching: UsageQuery(), after: nil, limit: 1).first)
        #expect(record.event.source == .runLog)
        #expect(record.event.at == Timestamp(milliseconds: 1_772_359_265_000))
        #expect(record.event.durationMilliseconds == 5000)
        #expect(record.session.key == "agent:main:cron:j1:run:r1")
        #expect((record.session.kind, record.session.cronJob) == (.cron, "j1"))
        #expect(try await desk.totals([.cron: ["j1"], .sessionKind: ["cron"], .source: ["run_log"]]).calls == 1)
    }

    @Test func `cache counts where it is written`() async throws {
        let usage = #"{"input_tokens":1,"output_tokens":2,"cache_read_tokens":3,"cache_write_tokens":4}"#
        let sums = try await read(Run.line(session: "r1", usage: usage))
        #expect(sums.tokens == TokenCounts(input: 1, output: 2, cacheRead: 3, cacheWrite5m: 4))
    }

    @Test(arguments: [
        Run.line(session: "r1", usage: nil), Run.line(session: "r1", status: "skipped"),
        Run.line(session: "r1", usage: #"{"input_tokens":0,"output_tokens":0,"total_tokens":5}"#),
        #"{"ts":1772359265000,"jobId":"j1","action":"started","usage":{"input_tokens":9}}"# + "\n", "[]\n", "7\n",
    ])
    func `a run that used nothing is no call`(line: String) async throws {
        #expect(try await read(line).calls == 0)
        #expect(try await desk.rejections() == [])
    }

    @Test func `a failed run is a failed call that cost what it cost`() async throws {
        let sums = try await read(Run.line(session: "r1", status: "error", extra: #","error":"429 slow down""#))
        #expect((sums.calls, sums.failedCalls) == (1, 1))
        #expect(try await desk.totals([.status: ["rate_limited"]]).tokens.input == 900)
    }

    @Test(arguments: [["log", "call"], ["call", "log"]])
    func `a transcript goes before the log, whichever is read first`(order: [String]) async throws {
        for kind in order {
            if kind == "log" {
                try home.write("cron/runs/j1.jsonl", Run.line(session: "r1") + Run.line(session: "r2", minute: 2))
            } else {
                try home.write("r1.jsonl", Line.header("r1") + Line.call("a1"))
            }
            try await desk.read(home.source)
        }
        let sums = try await desk.totals()
        #expect((sums.calls, sums.coarseCalls) == (2, 1))
        #expect(sums.tokens.input == 1000)
    }

    @Test func `reading again, in pieces, from a shortened log and from a copy changes nothing`() async throws {
        let lines = (0..<6).map { Run.line(session: "r\($0)", minute: $0) }
        let text = lines.joined()
        try home.write("cron/runs/j1.jsonl", "")
        for start in stride(from: 0, to: text.utf8.count, by: 97) {
            try home.append(
                "cron/runs/j1.jsonl", String(decoding: Array(text.utf8).dropFirst(start).prefix(97), as: UTF8.self))
            try await desk.read(home.source)
        }
        #expect(try await desk.totals().calls == 6)
        #expect(try await desk.rejections() == [])
        // OpenClaw keeps a long log short by dropping its beginning.
        _ = try await read(lines.dropFirst(3).joined() + Run.line(session: "r9", minute: 9))
        #expect(try await desk.totals().calls == 7)
        let copy = try TemporaryHome()
        try copy.write("cron/runs/j1.jsonl", text)
        try await desk.read(copy.source)
        #expect(try await desk.totals().calls == 7)
    }

    @Test func `what is added is read from where reading stopped`() async throws {
        _ = try await read(Run.line(session: "r1"))
        let line = Run.line(session: "r2", minute: 2)
        try home.append("cron/runs/j1.jsonl", line)
        #expect(try await desk.read(home.source).summary.bytes == Int64(line.utf8.count))
        #expect(try await desk.totals().calls == 2)
    }

    @Test func `a run is kept whether or not anything tells what it used`() async throws {
        _ = try await read(
            Run.line(session: nil, usage: nil) + Run.line(session: "r2", minute: 2)
                + Run.line(session: nil, minute: 3, status: "error", usage: nil, extra: #","error":"timeout""#)
                + Run.line(session: nil, minute: 4, status: "skipped", usage: nil)
                + #"{"ts":1772359565000,"jobId":"j1","action":"finished","status":"ok","durationMs":5000}"# + "\n"
                + #"{"ts":5,"jobId":"j1","action":"finished","status":"ok"}"# + "\n")
        let start = Timestamp(milliseconds: 1_772_359_200_000)
        func run(_ minute: Int64, _ outcome: CronRunFacts.Outcome = .finished, _ session: String? = nil) -> CronRunFacts
        {
            let began = start.advanced(byMilliseconds: minute * 60_000)
            return CronRunFacts(
                job: "j1", startedAt: began, endedAt: began.advanced(byMilliseconds: 5000),
                agent: session.map { _ in "main" }, outcome: outcome,
                sessionID: session ?? (minute == 6 ? "cron:j1:at:1772359565000" : nil),
                key: session.map { "agent:main:cron:j1:run:\($0)" })
        }
        let wanted = [run(1), run(2, .finished, "r2"), run(3, .failed(.timeout)), run(4, .skipped), run(6)]
        #expect(try await desk.ledger.cronRuns(in: .always) == wanted)
        #expect(try await desk.totals().calls == 1)
    }

    @Test func `a run in somebody else's conversation is that job's call and makes no cron session of it`() async throws
    {
        try home.write("sessions.json", #"{"agent:main:main":{"sessionId":"s1","updatedAt":1}}"#)
        _ = try await read(
            Run.line(session: "s1", key: "agent:main:main") + Run.line(session: "s1", minute: 2, key: "agent:main:main")
        )
        let record = try #require(try await desk.ledger.events(matching: UsageQuery(), after: nil, limit: 1).first)
        #expect((record.session.kind, record.session.key) == (.chat, "agent:main:main"))
        #expect(try await desk.totals([.cron: ["j1"], .sessionKind: ["cron"]]).calls == 2)
    }

    @Test func `a run without conversation counts once per time it ran`() async throws {
        let sums = try await read(
            Run.line(session: nil) + Run.line(session: nil) + Run.line(session: nil, minute: 2)
                + Run.line(session: nil, minute: 3, key: "agent:ops:cron:j1:run:r7"))
        #expect(sums.calls == 3)
        #expect(try await desk.totals([.agent: ["ops"], .session: ["r7"]]).calls == 1)
    }

    @Test func `what is wrong with an entry is counted with its place, without what it says`() async throws {
        let good = Run.line(session: "r1")
        let sums = try await read(
            good + "{\"jobId\":\n" + Run.line(session: "r2", usage: #"{"input_tokens":-1}"#)
                + #"{"jobId":"j1","sessionId":"r3","usage":{"input_tokens":5}}"# + "\n"
                + Run.line(session: "r4", minute: 4))
        #expect(sums.calls == 2)
        #expect(Set(try await desk.rejections()) == [.notJSON, .badTokenCount, .badTime])
        let rejections = try await desk.ledger.rejections(limit: 9)
        #expect(rejections.last?.position == Int64(good.utf8.count))
        let events = try await desk.ledger.events(matching: UsageQuery(), after: nil, limit: 9)
        #expect(!"\(rejections) \(events)".contains("secret"))
    }
}
