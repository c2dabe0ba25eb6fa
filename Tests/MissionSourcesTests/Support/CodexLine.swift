// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Lines of a rollout, as Codex writes them.
enum CodexLine {
    static func time(_ minute: Int, day: Int = 1) -> String {
        "2026-03-0\(day)T10:\(minute < 10 ? "0" : "")\(minute):00.000Z"
    }

    static func meta(
        _ id: String = "s1", forkedFrom parent: String? = nil, day: Int = 1, source: String = #""cli""#,
        extra: String = ""
    ) -> String {
        let fork = parent.map { #","forked_from_id":"\#($0)""# } ?? ""
        return #"{"timestamp":"\#(time(0, day: day))","type":"session_meta","payload":{"id":"\#(id)"\#(fork),"#
            + #""timestamp":"\#(time(0, day: day))","cwd":"/home/someone/workspace","originator":"codex_cli_rs","#
            + #""source":\#(source),"model_provider":"openai"\#(extra)}}"# + "\n"
    }

    static func turn(model: String = "gpt-5.2-codex") -> String {
        #"{"timestamp":"\#(time(0))","type":"turn_context","payload":{"cwd":"/home/someone/workspace","#
            + #""model":"\#(model)"}}"# + "\n"
    }

    /// The totals after so many calls of 100 input and 10 output tokens.
    static func count(calls: Int, minute: Int, day: Int = 1, plan: String? = nil) -> String {
        count(
            total: usage(calls * 100, 0, calls * 10, 0), last: usage(100, 0, 10, 0), minute: minute, day: day,
            plan: plan)
    }

    static func count(
        total: String, last: String?, minute: Int, day: Int = 1, plan: String? = nil
    ) -> String {
        let recent = last.map { #","last_token_usage":\#($0)"# } ?? ""
        return #"{"timestamp":"\#(time(minute, day: day))","type":"event_msg","payload":{"type":"token_count","#
            + #""info":{"total_token_usage":\#(total)\#(recent),"model_context_window":258400},"#
            + #""rate_limits":{"primary":null,"plan_type":\#(plan.map { "\"\($0)\"" } ?? "null")}}}"# + "\n"
    }

    static func usage(_ input: Int, _ cached: Int, _ output: Int, _ reasoning: Int) -> String {
        #"{"input_tokens":\#(input),"cached_input_tokens":\#(cached),"output_tokens":\#(output),"#
            + #""reasoning_output_tokens":\#(reasoning),"total_tokens":\#(input + output)}"#
    }
}

/// Lines as builds since September 2026 write them.
extension CodexLine {
    /// A record of one call.
    static func record(
        _ response: String?, _ usage: String, thread: String? = "s1", minute: Int, day: Int = 1, extra: String = ""
    ) -> String {
        let names = [thread.map { #""thread_id":"\#($0)","# }, response.map { #""response_id":"\#($0)","# }]
        return #"{"timestamp":"\#(time(minute, day: day))","type":"token_usage_record","payload":{"turn_id":"t1","#
            + names.compactMap(\.self).joined() + #""usage":\#(usage)\#(extra)}}"# + "\n"
    }

    /// The settings of a conversation.
    static func settings(_ thread: String?, tier: String? = nil, model: String = "gpt-5.4", minute: Int = 0) -> String {
        let name = thread.map { #""thread_id":"\#($0)","# } ?? ""
        let tier = tier.map { #","service_tier":"\#($0)""# } ?? ""
        return #"{"timestamp":"\#(time(minute))","type":"event_msg","payload":{"type":"thread_settings_applied","#
            + #"\#(name)"thread_settings":{"model":"\#(model)"\#(tier)}}}"# + "\n"
    }

    /// The source of a spawned helper: the only place where some builds name its parent.
    static func spawned(by parent: String) -> String {
        #"{"subagent":{"thread_spawn":{"parent_thread_id":"\#(parent)","depth":1}}}"#
    }
}
