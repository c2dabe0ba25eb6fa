// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore

/// Lines of a transcript, as Claude Code writes them.
enum ClaudeLine {
    /// Minutes, and seconds beyond them, after ten o'clock.
    static func time(_ minute: Int, _ second: Int = 0) -> String {
        let start = Timestamp(milliseconds: 1_772_359_200_000)
        return start.advanced(byMilliseconds: Int64(minute * 60 + second) * 1000).iso8601
    }

    static func user(session: String = "s1") -> String {
        #"{"parentUuid":null,"isSidechain":false,"userType":"external","cwd":"/home/someone/workspace","#
            + #""sessionId":"\#(session)","type":"user","message":{"role":"user","content":"hello \"usage\""},"#
            + #""uuid":"u0","timestamp":"\#(time(0))"}"# + "\n"
    }

    /// An answer of 100 input and 10 output tokens, unless `usage` says otherwise.
    static func call(
        _ id: String = "m1", minute: Int = 1, second: Int = 0, session: String = "s1", request: String? = "r1",
        parent: String? = "u0", model: String = "claude-sonnet-4-5", usage: String? = nil, isSidechain: Bool = false,
        extra: String = ""
    ) -> String {
        let counts =
            usage
            ?? #"{"input_tokens":100,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"#
            + #""output_tokens":10}"#
        let parent = parent.map { "\"\($0)\"" } ?? "null"
        return #"{"parentUuid":\#(parent),"isSidechain":\#(isSidechain),"cwd":"/home/someone/workspace","#
            + #""sessionId":"\#(session)","version":"2.1.9","type":"assistant","#
            + #""message":\#(message(id, model, counts)),"#
            + (request.map { #""requestId":"\#($0)","# } ?? "")
            + #""uuid":"\#(id)-\#(minute)-\#(second)","timestamp":"\#(time(minute, second))"\#(extra)}"# + "\n"
    }

    /// An answer as the desktop app's record of a task has it: without the request's id, under names of its own.
    static func audit(_ id: String = "m1", minute: Int = 1, session: String = "s1", usage: String) -> String {
        #"{"type":"assistant","session_id":"\#(session)","parent_tool_use_id":null,"uuid":"a-\#(id)","#
            + #""message":\#(message(id, "claude-sonnet-4-5", usage)),"#
            + #""_audit_timestamp":"\#(time(minute, 7))","_audit_hmac":"00"}"# + "\n"
    }

    /// Counts as Anthropic writes them.
    static func usage(
        _ input: Int64 = 100, _ output: Int64 = 10, read: Int64 = 0, written: Int64 = 0, extra: String = ""
    ) -> String {
        #"{"input_tokens":\#(input),"cache_creation_input_tokens":\#(written),"cache_read_input_tokens":\#(read),"#
            + #""output_tokens":\#(output)\#(extra)}"#
    }

    /// A helper's answer inside the progress of the tool that started it.
    static func progress(_ id: String, minute: Int = 1, request: String = "r1", isNormalized: Bool = false) -> String {
        let counts = #"{"input_tokens":100,"output_tokens":10}"#
        let nested =
            #"{"type":"assistant","timestamp":"\#(time(minute))","message":\#(message(id, "claude-haiku-4-5", counts)),"#
            + #""requestId":"\#(request)","uuid":"n-\#(id)"}"#
        let data =
            isNormalized
            ? #"{"type":"agent_progress","message":{"type":"user"},"normalizedMessages":[\#(nested)]}"#
            : #"{"type":"agent_progress","message":\#(nested),"normalizedMessages":[]}"#
        return #"{"isSidechain":false,"cwd":"/home/someone/workspace","sessionId":"s1","type":"progress","#
            + #""data":\#(data),"uuid":"p-\#(id)","timestamp":"\#(time(minute))"}"# + "\n"
    }

    private static func message(_ id: String, _ model: String, _ usage: String) -> String {
        #"{"model":"\#(model)","id":"\#(id)","type":"message","role":"assistant","#
            + #""content":[{"type":"text","text":"hello {\"usage\":1}"}],"usage":\#(usage)}"#
    }
}
