// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore

@testable import MissionSources

/// A person's folders in which OpenClaw runs Claude Code and Codex, written by hand.
struct BackendHome {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for place in [".openclaw/agents/main/sessions", ".claude/projects", ".codex/sessions"] {
            try FileManager.default.createDirectory(atPath: folder.file(place), withIntermediateDirectories: true)
        }
    }

    var openClaw: OpenClawSource { OpenClawSource(home: folder.file(".openclaw")) }
    var claude: ClaudeCodeSource { ClaudeCodeSource(projects: folder.file(".claude/projects")) }
    var codex: CodexSource { CodexSource(home: folder.file(".codex")) }
    var sources: [any Source] { [openClaw, claude, codex] }

    static func transcript(_ session: String, agent: String = "main") -> String {
        ".openclaw/agents/\(agent)/sessions/\(session).jsonl"
    }

    static func store(_ agent: String = "main") -> String { ".openclaw/agents/\(agent)/sessions/sessions.json" }

    static func claude(_ id: String) -> String { ".claude/projects/-home-someone-workspace/\(id).jsonl" }

    static func codex(_ id: String) -> String { ".codex/sessions/2026/03/01/rollout-2026-03-01T10-00-00-\(id).jsonl" }

    /// Appends, and begins files with what their programs begin them with.
    func append(_ name: String, _ text: String) throws {
        if !FileManager.default.fileExists(atPath: folder.file(name)), name.hasPrefix(".codex") {
            let id = String(name.split(separator: "-").suffix(1).joined().dropLast(6))
            try folder.append(name, CodexLine.meta(id) + CodexLine.turn(model: "gpt-5.4"))
        }
        try folder.append(name, text)
    }

    /// The session store: entries by key, as JSON.
    func writeStore(_ entries: [String: String], agent: String = "main") throws {
        let members = entries.sorted { $0.key < $1.key }.map { #""\#($0)":\#($1)"# }
        try folder.write(Self.store(agent), "{\(members.joined(separator: ","))}")
    }
}

/// What OpenClaw and its backends write, at seconds after ten o'clock.
enum BackendLine {
    struct Counts: Hashable, Sendable {
        var input: Int64
        var output: Int64
        var cacheRead: Int64 = 0
        var cacheWrite: Int64 = 0

        static func + (left: Counts, right: Counts) -> Counts {
            Counts(
                input: left.input + right.input, output: left.output + right.output,
                cacheRead: left.cacheRead + right.cacheRead, cacheWrite: left.cacheWrite + right.cacheWrite)
        }
    }

    static let start = Timestamp(seconds: 1_772_359_200)

    static func time(_ second: Int) -> String {
        start.advanced(byMilliseconds: Int64(second) * 1000).iso8601
    }

    static func header(_ session: String, at second: Int = 0) -> String {
        Line.header(session, at: time(second))
    }

    /// A person's message, or what stands for one.
    static func prompt(_ id: String, at second: Int, _ text: String = "hello") -> String {
        #"{"type":"message","id":"\#(id)","parentId":null,"timestamp":"\#(time(second))","#
            + #""message":{"role":"user","content":[{"type":"text","text":"\#(text)"}]}}"# + "\n"
    }

    /// A turn as OpenClaw's command-line backends leave it: one row, cost 0.
    static func turn(
        _ id: String, at second: Int, _ counts: Counts, provider: String = "claude-cli",
        model: String = "claude-opus-4-6", api: String = "cli", extra: String = ""
    ) -> String {
        #"{"type":"message","id":"\#(id)","parentId":"u","timestamp":"\#(time(second))","message":{"role":"assistant","#
            + #""content":[{"type":"text","text":"done"}],"api":"\#(api)","provider":"\#(provider)","#
            + #""model":"\#(model)","usage":{"input":\#(counts.input),"output":\#(counts.output),"#
            + #""cacheRead":\#(counts.cacheRead),"cacheWrite":\#(counts.cacheWrite),"totalTokens":1,"#
            + #""cost":{"input":0,"output":0,"cacheRead":0,"cacheWrite":0,"total":0}},"stopReason":"stop","#
            + #""timestamp":\#(start.milliseconds + Int64(second) * 1000)\#(extra)}}"# + "\n"
    }

    /// A turn as the Codex harness mirrors it: its key names the conversation.
    static func harnessTurn(_ id: String, at second: Int, _ counts: Counts, thread: String) -> String {
        turn(
            id, at: second, counts, provider: "openai", model: "gpt-5.4", api: "openai-codex-responses",
            extra: #","idempotencyKey":"codex-app-server:\#(thread):turn-\#(id):assistant""#)
    }

    /// A call of Claude Code's.
    static func claude(_ id: String, at second: Int, _ counts: Counts, session: String) -> String {
        let usage =
            #"{"input_tokens":\#(counts.input),"output_tokens":\#(counts.output),"#
            + #""cache_read_input_tokens":\#(counts.cacheRead),"cache_creation_input_tokens":\#(counts.cacheWrite)}"#
        return #"{"parentUuid":"u0","isSidechain":false,"cwd":"/home/someone/workspace","sessionId":"\#(session)","#
            + #""version":"2.1.9","type":"assistant","message":{"model":"claude-opus-4-6","id":"\#(id)","#
            + #""type":"message","role":"assistant","content":[],"usage":\#(usage)},"requestId":"r-\#(id)","#
            + #""uuid":"u-\#(id)","timestamp":"\#(time(second))"}"# + "\n"
    }

    /// A call of Codex's; `total` is what the conversation used until then, this call included.
    static func codex(at second: Int, _ counts: Counts, total: Counts) -> String {
        func usage(_ counts: Counts) -> String {
            CodexLine.usage(Int(counts.input + counts.cacheRead), Int(counts.cacheRead), Int(counts.output), 0)
        }
        return #"{"timestamp":"\#(time(second))","type":"event_msg","payload":{"type":"token_count","info":{"#
            + #""total_token_usage":\#(usage(total)),"last_token_usage":\#(usage(counts)),"#
            + #""model_context_window":258400}}}"# + "\n"
    }
}
