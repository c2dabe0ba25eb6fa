// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Lines of the usage logs that people's own scripts write.
enum UsageLine {
    /// A call.
    static func call(_ number: Int, model: String = "claude-sonnet-4-5", extra: String = "") -> String {
        #"{"ts":"\#(time(number))","model":"\#(model)","input":100,"output":10,"task":"triage"\#(extra)}"# + "\n"
    }

    /// A line of a conversation: a call, or a reading of its totals.
    static func reading(_ session: String, _ minute: Int, _ input: Int, _ output: Int, cost: String = "0.5") -> String {
        #"{"ts":"\#(time(minute))","bot":"b1","model":"sonnet","session_id":"\#(session)","input_tokens":\#(input),"#
            + #""output_tokens":\#(output),"approx_cost_usd":\#(cost)}"# + "\n"
    }

    private static func time(_ minute: Int) -> String {
        "2026-03-01T10:\(minute < 10 ? "0" : "")\(minute):00Z"
    }
}
