// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Lines of a chat, as Gemini CLI writes them.
enum GeminiLine {
    static func header(_ session: String = "g1") -> String {
        #"{"sessionId":"\#(session)","projectHash":"00ff","startTime":"2026-03-01T10:00:00.000Z","#
            + #""lastUpdated":"2026-03-01T10:00:00.000Z","kind":"main"}"# + "\n"
    }

    static func message(
        _ id: String = "m1", minute: Int = 1, model: String = "gemini-2.5-flash",
        usage: String = #"{"input":100,"output":10,"cached":0,"thoughts":0,"tool":0,"total":110}"#
    ) -> String {
        #"{"id":"\#(id)","timestamp":"2026-03-01T10:\#(minute < 10 ? "0" : "")\#(minute):00.000Z","type":"gemini","#
            + #""content":"hello {\"tokens\":1}","tokens":\#(usage),"model":"\#(model)"}"# + "\n"
    }
}
