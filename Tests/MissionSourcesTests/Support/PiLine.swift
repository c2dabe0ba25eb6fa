// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Entries of pi's transcripts that are no answers and tell of calls all the same.
enum PiLine {
    /// So much every call used.
    static let usage = #"{"input":100,"output":10,"cacheRead":0,"cacheWrite":0,"totalTokens":110}"#

    private static func time(_ minute: Int) -> String {
        "2026-03-01T10:\(minute < 10 ? "0" : "")\(minute):30.000Z"
    }

    /// A summary of the conversation (`compaction`) or of a branch (`branch_summary`).
    static func summary(
        _ type: String, id: String = "s1", minute: Int = 2, usage: String = usage, extra: String = ""
    ) -> String {
        #"{"type":"\#(type)","id":"\#(id)","parentId":"a1","timestamp":"\#(time(minute))","summary":"x","#
            + #""tokensBefore":5\#(extra),"usage":\#(usage)}"# + "\n"
    }

    /// The result of a tool.
    static func toolResult(
        id: String = "t1", minute: Int = 2, usage: String? = usage, details: String = "{}"
    ) -> String {
        let counts = usage.map { #","usage":\#($0)"# } ?? ""
        return #"{"type":"message","id":"\#(id)","parentId":"a1","timestamp":"\#(time(minute))","message":"#
            + #"{"role":"toolResult","toolCallId":"c","toolName":"task","content":[{"type":"text","text":"\"usage\":{"}],"#
            + #""details":\#(details),"isError":false,"timestamp":1772359290000\#(counts)}}"# + "\n"
    }
}
