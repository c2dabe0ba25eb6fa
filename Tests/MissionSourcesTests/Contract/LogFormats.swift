// Mission Control
// SPDX-License-Identifier: Apache-2.0

@testable import MissionSources

extension LogSubject.Format {
    /// A folder of Claude Code's projects.
    static let claudeCode = LogSubject.Format(
        source: { ClaudeCodeSource(projects: $0) }, file: "-home-someone/s1.jsonl", header: ClaudeLine.user(),
        copies: ["-home-someone/s2.jsonl", "-home-other/agent-1.jsonl"],
        call: { ClaudeLine.call("m\($0)", minute: $0, request: "r\($0)", model: $1) },
        broken: #"{"type":"assistant","message":{"usage":{"input_to"# + "\n")

    /// Codex's home.
    static let codex = LogSubject.Format(
        source: { CodexSource(home: $0) }, file: "sessions/2026/03/01/rollout-2026-03-01T10-00-00-s1.jsonl",
        header: CodexLine.meta(), copies: ["archived_sessions/rollout-2026-03-01T10-00-00-s1.jsonl"],
        call: { CodexLine.turn(model: $1) + CodexLine.count(calls: $0 + 1, minute: $0) },
        broken: #"{"type":"event_msg","payload":{"type":"token_co"# + "\n")

    /// A folder of Gemini CLI's projects.
    static let gemini = LogSubject.Format(
        source: { GeminiSource(projects: $0) }, file: "work/chats/session-1.jsonl", header: GeminiLine.header(),
        copies: ["other/chats/session-2.jsonl"],
        call: { GeminiLine.message("m\($0)", minute: $0, model: $1) },
        broken: #"{"id":"m9","tokens":{"inp"# + "\n")

    /// A folder of pi's sessions.
    static let pi = LogSubject.Format(
        source: { PiSource(sessions: $0) }, file: "--home--/2026-03-01T10-00-00-000Z_s1.jsonl", header: Line.header(),
        copies: ["--other--/2026-03-02T10-00-00-000Z_s1.jsonl"],
        call: { number, model in
            let usage = #"{"input":100,"output":10,"cacheRead":0,"cacheWrite":0,"totalTokens":110}"#
            return Line.call("c\(number)", minute: number, model: model, usage: usage)
        },
        broken: "{\"type\":\"message\",\"message\":{\"role\":\"assi\n")

    /// A home of OpenClaw's with a log that scripts write.
    static let usageLog = LogSubject.Format(
        source: { UsageLogSource(home: $0) }, file: "logs/model-usage.jsonl",
        copies: ["workspace/logs/usage.jsonl", "workspace/token-logs.jsonl"],
        call: { UsageLine.call($0, model: $1) }, broken: #"{"ts":"2026-03-01T10:00:00Z","inp"# + "\n")
}
