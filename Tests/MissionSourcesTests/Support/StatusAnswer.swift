// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Answers of `openclaw status --json`, as far as conversations go.
enum StatusAnswer {
    /// 2026-03-01T10:00:00Z.
    static let moment: Int64 = 1_772_359_200_000

    static func row(
        _ session: String, key: String? = nil, model: String = "claude-sonnet-4-5", at: Int64 = moment,
        counts: String = #""inputTokens":100,"outputTokens":10"#,
        context: String = #""totalTokens":62000,"totalTokensFresh":true,"contextTokens":200000"#
    ) -> String {
        #"{"agentId":"main","key":"\#(key ?? "agent:main:\(session)")","kind":"direct","sessionId":"\#(session)","#
            + #""updatedAt":\#(at),"age":1000,"displayName":"Someone",\#(counts),\#(context),"#
            + #""modelProvider":"anthropic","model":"\#(model)","flags":["a"]}"#
    }

    static func answer(_ rows: [String]) -> String {
        #"{"heartbeat":{"defaultAgentId":"main"},"sessions":{"paths":[],"count":1,"recent":[],"#
            + #""byAgent":[{"agentId":"main","path":"x","count":1,"recent":[\#(rows.joined(separator: ","))]}]}}"#
            + "\n"
    }

    static func one(session: String, model: String) -> String {
        answer([row(session, model: model)])
    }
}
