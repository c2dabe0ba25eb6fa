// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// One answer of a model as a transcript has it, before any of it is judged.
struct ClaudeCodeRecord {
    private let entry: JSONValue
    private let message: JSONValue
    private let usage: JSONValue
    let time: Timestamp?
    /// Whether a helper made the call and not the conversation itself.
    let isSidechain: Bool

    /// - Parameters:
    ///   - entry: The entry that holds the message.
    ///   - outer: The line's own entry, when that is another one.
    init?(_ entry: JSONValue, inside outer: JSONValue? = nil) {
        guard let message = entry.at("message"), let usage = message.at("usage"), usage.isObject else { return nil }
        self.entry = entry
        self.message = message
        self.usage = usage
        time = entry.time("timestamp") ?? entry.time("_audit_timestamp") ?? outer?.time("timestamp")
        let parent = entry.at("parent_tool_use_id")?.text
        isSidechain = entry.at("isSidechain")?.flag ?? (outer != nil || parent != nil)
    }

    var model: String { message.at("model")?.text ?? "" }

    var messageID: String? { message.at("id")?.text }

    /// A relay may send an empty one.
    var requestID: String? {
        (entry.at("requestId") ?? entry.at("request_id"))?.text.flatMap { $0.isEmpty ? nil : $0 }
    }

    private var isError: Bool { entry.at("isApiErrorMessage")?.flag ?? false }

    /// A message that the program itself wrote. An error of the API is one too, but a call was made.
    var isSynthetic: Bool { model == "<synthetic>" && !isError }

    var webSearches: Int64 {
        let count = usage.at("server_tool_use")?.at("web_search_requests")?.whole ?? 0
        return (0...1_000_000).contains(count) ? count : 0
    }

    var serviceTier: String? {
        usage.at("speed")?.text == "fast" ? "fast" : billedTier
    }

    /// The tier of what was not answered by the model whose speed was chosen.
    var billedTier: String? {
        let tier = usage.at("service_tier")?.text
        return tier == "priority" || tier == "batch" ? tier : nil
    }

    /// Where it had to be answered; nil where nobody asked for a place, which costs nothing more.
    var region: String? {
        guard let geo = usage.at("inference_geo")?.text?.lowercased(), (1...16).contains(geo.utf8.count) else {
            return nil
        }
        return Self.nowhere.contains(geo) ? nil : geo
    }

    private static let nowhere: Set = ["global", "not_available"]

    func cost() throws(RejectionReason) -> Money? {
        try entry.dollars("costUSD")
    }

    func tokens() throws(RejectionReason) -> TokenCounts {
        try usage.claudeTokens()
    }

    /// What the request sampled beyond the answer; nil when the line does not say.
    func iterations(besides tokens: TokenCounts) throws(RejectionReason) -> ClaudeCodeIterations? {
        guard let iterations = usage.at("iterations")?.elements, !iterations.isEmpty else { return nil }
        return try ClaudeCodeIterations(iterations, total: tokens, model: model)
    }

    /// The model that advised, where its sampling does not name it.
    var advisorModel: String? { entry.at("advisorModel")?.text }

    /// How it ended; only the class of an error is kept, not its text.
    var status: CallStatus {
        guard isError else { return .ok }
        let texts = message.at("content")?.elements.compactMap { $0.at("text")?.text } ?? []
        let words = [entry.at("error")?.text, message.at("content")?.text].compactMap(\.self) + texts
        let bytes = [UInt8](words.joined(separator: " ").utf8)
        return OpenClawFailure.classify(bytes.span, 0..<bytes.count)
    }

    /// The line as a piece of an answer; nil when it has no time of its own.
    func piece(of message: String, _ tokens: TokenCounts) -> ClaudeCodeAnswers.Piece? {
        time.map { time in
            ClaudeCodeAnswers.Piece(
                message: message, uuid: entry.at("uuid")?.text, parent: entry.at("parentUuid")?.text, tokens: tokens,
                time: time)
        }
    }

    /// What tells a message without id apart: all that it has.
    func content(session: String, tokens: TokenCounts) -> EventID {
        var hash = ContentHash(ClaudeCodeSource.kind)
        hash.add("")
        hash.add(entry.at("uuid")?.text ?? session)
        hash.add(model)
        hash.add(entry.time("timestamp")?.milliseconds ?? -1)
        for count in [tokens.input, tokens.output, tokens.cacheRead, tokens.cacheWrite] { hash.add(count) }
        return hash.id
    }
}
