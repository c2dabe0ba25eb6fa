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
        time = entry.time("timestamp") ?? outer?.time("timestamp")
        isSidechain = entry.at("isSidechain")?.flag ?? (outer != nil)
    }

    var model: String { message.at("model")?.text ?? "" }

    private var isError: Bool { entry.at("isApiErrorMessage")?.flag ?? false }

    /// A message that the program itself wrote. An error of the API is one too, but a call was made.
    var isSynthetic: Bool { model == "<synthetic>" && !isError }

    var webSearches: Int64 {
        let count = usage.at("server_tool_use")?.at("web_search_requests")?.whole ?? 0
        return (0...1_000_000).contains(count) ? count : 0
    }

    var serviceTier: String? {
        if usage.at("speed")?.text == "fast" { return "fast" }
        let tier = usage.at("service_tier")?.text
        return tier == "priority" || tier == "batch" ? tier : nil
    }

    func cost() throws(RejectionReason) -> Money? {
        try entry.dollars("costUSD")
    }

    /// Without a split by lifetime all cache writes are for five minutes.
    func tokens() throws(RejectionReason) -> TokenCounts {
        let split = usage.at("cache_creation")
        let short = try split?.tokens("ephemeral_5m_input_tokens") ?? 0
        let long = try split?.tokens("ephemeral_1h_input_tokens") ?? 0
        let isTold = usage.at("cache_creation_input_tokens") != nil
        let written = isTold ? try usage.tokens("cache_creation_input_tokens") : short + long
        return TokenCounts(
            input: try usage.tokens("input_tokens"), output: try usage.tokens("output_tokens"),
            cacheRead: try usage.tokens("cache_read_input_tokens"), cacheWrite5m: written - min(long, written),
            cacheWrite1h: min(long, written))
    }

    /// How it ended; only the class of an error is kept, not its text.
    var status: CallStatus {
        guard isError else { return .ok }
        let texts = message.at("content")?.elements.compactMap { $0.at("text")?.text } ?? []
        let words = [entry.at("error")?.text, message.at("content")?.text].compactMap(\.self) + texts
        let bytes = [UInt8](words.joined(separator: " ").utf8)
        return OpenClawFailure.classify(bytes.span, 0..<bytes.count)
    }

    /// The same for every piece and copy of the call. A message without id is told apart by all that it has.
    func identity(session: String, tokens: TokenCounts) -> EventID {
        var hash = ContentHash(ClaudeCodeSource.kind)
        if let id = message.at("id")?.text {
            hash.add(id)
            hash.add(entry.at("requestId")?.text ?? "")
            return hash.id
        }
        hash.add("")
        hash.add(entry.at("uuid")?.text ?? session)
        hash.add(model)
        hash.add(entry.time("timestamp")?.milliseconds ?? -1)
        for count in [tokens.input, tokens.output, tokens.cacheRead, tokens.cacheWrite] { hash.add(count) }
        return hash.id
    }
}
