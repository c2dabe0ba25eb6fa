// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting

/// Made-up sessions whose turns other programs answered, and what all of them wrote: files as lines in the order of time.
struct GeneratedBackends {
    typealias Counts = BackendLine.Counts

    /// Lines by file.
    private(set) var files: [String: [String]] = [:]
    /// Entries of the session store by agent and key, as they were in the end.
    private(set) var store: [String: [String: String]] = [:]
    /// Output tokens of all calls, by session; calls that a person made by hand under an empty name.
    private(set) var output: [String: Int64] = [:]
    /// How many calls there were, by session.
    private(set) var calls: [String: Int64] = [:]
    /// Logs of other programs, and what would count without them: rows and output of the turns that they answered.
    private(set) var logs: [String: (session: String, calls: Int64, output: Int64, turns: Int64, turnOutput: Int64)] =
        [:]

    private var generator: SeededGenerator
    private var totals: [String: Counts] = [:]
    private var number = 0

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        // A chat, and the one that a reset began: they share a conversation of Claude Code's.
        let second = session("s1", key: "agent:main:main", from: 0, backends: ["claude b1"], family: ["s1"])
        _ = session("s2", key: "agent:main:main", from: second + 60, backends: ["claude b1"], family: ["s1", "s2"])
        // Another agent, which changed from one program to the other.
        _ = session("s3", key: "agent:ops:main", agent: "ops", from: 7, backends: ["codex t1", "claude b2"])
        for run in 1...3 {
            let backend = run == 2 ? "codex t\(run + 1)" : "claude b\(run + 2)"
            _ = session(
                "r\(run)", key: "agent:main:cron:j1:run:r\(run)", from: run * 400, backends: [backend], turns: 1)
        }
        byHand()
    }

    /// A session's turns, one after the other; gives when the last one ended.
    private mutating func session(
        _ id: String, key: String, agent: String = "main", from start: Int, backends: [String], turns count: Int = 5,
        family: [String] = []
    ) -> Int {
        let transcript = BackendHome.transcript(id, agent: agent)
        files[transcript, default: []].append(BackendLine.header(id, at: start))
        var second = start + 1
        for turn in 0..<count {
            let backend = backends[turn * backends.count / count].split(separator: " ").map(String.init)
            let (began, isEarly) = (second, Bool.random(using: &generator))
            var made: [Counts] = []
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                second += Int.random(in: 2...50, using: &generator)
                made.append(call(of: backend, at: second, for: id))
            }
            second += Int.random(in: 0...3, using: &generator)
            let row = row(for: made)
            note(backend, id, made, row)
            files[transcript, default: []] += [
                BackendLine.prompt("p\(number)", at: isEarly ? began : second), line(backend, at: second, row),
            ]
            second += Int.random(in: 6...90, using: &generator)
        }
        let last = backends[backends.count - 1].split(separator: " ").map(String.init)
        let names = family.map { #""\#($0)""# }.joined(separator: ",")
        store[agent, default: [:]][key] =
            #"{"sessionId":"\#(id)","usageFamilySessionIds":[\#(names)],"cliSessionIds":{"#
            + backends.map { $0.split(separator: " ").map(String.init) }
            .map { #""\#($0[0])-cli":"\#($0[1])""# }.joined(separator: ",")
            + #"},"updatedAt":\#(last.count)}"#
        return second
    }

    private mutating func call(of backend: [String], at second: Int, for session: String) -> Counts {
        number += 1
        let counts = Counts(
            input: Int64.random(in: 1...40, using: &generator), output: Int64.random(in: 10...2000, using: &generator),
            cacheRead: Int64.random(in: 10_000...90_000, using: &generator),
            cacheWrite: backend[0] == "codex" ? 0 : Int64.random(in: 100...900, using: &generator))
        calls[session, default: 0] += 1
        output[session, default: 0] += counts.output
        write(counts, to: backend, at: second)
        return counts
    }

    private mutating func write(_ counts: Counts, to backend: [String], at second: Int) {
        let id = backend[1]
        if backend[0] == "codex" {
            let total = (totals[id] ?? Counts(input: 0, output: 0)) + counts
            totals[id] = total
            files[BackendHome.codex(id), default: []].append(BackendLine.codex(at: second, counts, total: total))
        } else {
            files[BackendHome.claude(id), default: []].append(
                BackendLine.claude("m\(number)", at: second, counts, session: id))
        }
    }

    /// Versions of OpenClaw tell a turn's last call, its sum, or a sum in which the cache stands twice.
    private mutating func row(for made: [Counts]) -> Counts {
        var sum = made.dropFirst().reduce(made[0], +)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: return made[made.count - 1]
        case 1: return sum
        default:
            sum.cacheRead *= 2
            return sum
        }
    }

    private mutating func line(_ backend: [String], at second: Int, _ row: Counts) -> String {
        if backend[0] == "claude" { return BackendLine.turn("a\(number)", at: second, row) }
        if Bool.random(using: &generator) {
            return BackendLine.harnessTurn("a\(number)", at: second, row, thread: backend[1])
        }
        return BackendLine.turn("a\(number)", at: second, row, provider: "codex-cli", model: "gpt-5.4")
    }

    private mutating func note(_ backend: [String], _ session: String, _ made: [Counts], _ row: Counts) {
        let name = backend[0] == "codex" ? BackendHome.codex(backend[1]) : BackendHome.claude(backend[1])
        var log = logs[name] ?? (session, 0, 0, 0, 0)
        log.calls += Int64(made.count)
        log.output += made.reduce(0) { $0 + $1.output }
        log.turns += 1
        log.turnOutput += row.output
        logs[name] = log
    }

    /// What a person did with Claude Code meanwhile.
    private mutating func byHand() {
        for second in stride(from: 5, to: 900, by: 31) { _ = call(of: ["claude", "own"], at: second, for: "") }
    }

    /// A random number below a bound, from the same sequence.
    mutating func random(_ bound: Int) -> Int {
        Int.random(in: 0..<max(1, bound), using: &generator)
    }

    /// Values in a random order, from the same sequence.
    mutating func shuffled<Value>(_ values: [Value]) -> [Value] {
        values.shuffled(using: &generator)
    }
}
