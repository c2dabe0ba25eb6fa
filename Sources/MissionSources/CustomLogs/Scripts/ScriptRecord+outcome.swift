// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// How a call ended, as scripts put it: a word, a flag, an HTTP status, or only an error.
extension ScriptRecord {
    private static let good: Set = [
        "ok", "success", "succeeded", "successful", "complete", "completed", "done", "finished", "stop", "end_turn",
        "length", "tool_use", "tool_calls", "true", "yes",
    ]
    private static let open: Set = ["pending", "running", "started", "in_progress", "queued", "streaming", "sent"]
    private static let stopped: Set = ["aborted", "cancelled", "canceled", "interrupted", "stopped"]
    private static let bad = ["fail", "err", "reject", "refus", "exception", "invalid", "crash", "denied"]

    /// Whether more will be known later: it is not over, or is said to have gone well without a word about tokens.
    var isOpen: Bool {
        if let word, Self.open.contains(word) { return true }
        let isSilent = [.input, .output, .total].allSatisfy { self[$0] == nil }
        return isSilent && status == .ok
    }

    /// The same of a request, which has no tokens: nobody says how it ended.
    var isOpenRequest: Bool {
        let words: [ScriptField] = [.code, .isOK, .error]
        return words.allSatisfy { self[$0] == nil } && word.map(Self.open.contains) != false
    }

    /// How it ended; of a call that is not over, that nothing went wrong so far.
    var status: CallStatus {
        if let code = self[.code].flatMap({ DecimalText.scaled($0, by: 0) }) { return CallStatus(httpStatus: code) }
        if let word { return status(of: word) }
        if let flag = self[.isOK]?.lowercased() { return ["1", "true", "yes"].contains(flag) ? .ok : failure("") }
        return self[.error] == nil ? .ok : failure("")
    }

    private var word: String? {
        self[.status]?.lowercased()
    }

    private func status(of word: String) -> CallStatus {
        if Self.good.contains(word) || Self.open.contains(word) { return .ok }
        if Self.stopped.contains(word) { return .aborted }
        if let status = CallStatus(rawValue: word) { return status == .failed ? failure("") : status }
        if let code = Int64(word) { return code < 100 ? (code == 0 ? failure("") : .ok) : CallStatus(httpStatus: code) }
        let class_ = failure(word)
        if class_ != .failed { return class_ }
        return Self.bad.contains { word.hasPrefix($0) || word.contains("_\($0)") } ? .failed : .ok
    }

    /// The class that the words of an error tell; the words themselves are not kept.
    private func failure(_ word: String) -> CallStatus {
        let bytes = [UInt8]("\(word) \(self[.error] ?? "")".utf8)
        return OpenClawFailure.classify(bytes.span, 0..<bytes.count)
    }
}
