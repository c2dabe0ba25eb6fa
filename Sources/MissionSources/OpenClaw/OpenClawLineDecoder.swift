// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Reads one line of a transcript on the slow path: whatever the scanner calls odd.
///
/// OpenClaw's own rules for spellings and precedence (`normalizeUsage` in `src/agents/usage.ts`, read 2026-11).
enum OpenClawLineDecoder {
    /// A call beyond a hundred thousand dollars is a mistake of its log.
    static let plausibleCost = Money.zero...Money(nanodollars: 100_000 * Money.nanodollarsPerDollar)

    /// What a line holds: more than one thing when lines are glued together.
    static func decode(
        _ line: Data, _ heartbeats: OpenClawHeartbeatPrompts = .standard
    ) -> [OpenClawLineScanner.Outcome]? {
        if let value = JSONValue(parsing: line) { return [outcome(value, heartbeats)] }
        guard let split = firstObjectEnd(line), split < line.endIndex else { return nil }
        let rest = line[split...].drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
        guard let head = JSONValue(parsing: Data(line[..<split])) else { return nil }
        if rest.isEmpty { return [outcome(head, heartbeats)] }
        guard rest.first == 0x7b, let tail = decode(Data(rest), heartbeats) else { return nil }
        return [outcome(head, heartbeats)] + tail
    }

    private static func firstObjectEnd(_ line: Data) -> Data.Index? {
        let bytes = [UInt8](line)
        var index = 0
        guard bytes.first == 0x7b, JSONScanner.skip(bytes.span, &index) else { return nil }
        return line.index(line.startIndex, offsetBy: index)
    }

    private static func outcome(
        _ entry: JSONValue, _ heartbeats: OpenClawHeartbeatPrompts
    ) -> OpenClawLineScanner.Outcome {
        switch entry.at("type")?.text {
        case "session":
            return .header(
                OpenClawHeader(
                    sessionID: entry.at("id")?.text, time: time(entry.at("timestamp")),
                    workingDirectory: entry.at("cwd")?.text, parentSession: entry.at("parentSession")?.text))
        case "message": return message(entry, heartbeats)
        default: return .nothing
        }
    }

    /// What an entry says that holds a message, as a line or as an event of a gateway.
    static func message(
        _ entry: JSONValue, _ heartbeats: OpenClawHeartbeatPrompts
    ) -> OpenClawLineScanner.Outcome {
        guard let message = entry.at("message") else { return .nothing }
        switch message.at("role")?.text {
        case "user":
            return .turn(turn(message, heartbeats), at: time(entry.at("timestamp")) ?? time(message.at("timestamp")))
        case "assistant": break
        default: return .nothing
        }
        guard let usage = message.at("usage") ?? entry.at("usage"), usage.isObject else { return .nothing }
        var record = OpenClawRecord()
        record.hasUsage = true
        record.entryID = entry.at("id")?.text
        record.entryTime = time(entry.at("timestamp"))
        record.messageTime = time(message.at("timestamp"))
        record.provider = (message.at("provider") ?? entry.at("provider"))?.text ?? ""
        record.model = (message.at("model") ?? entry.at("model"))?.text ?? ""
        record.durationMilliseconds = message.at("durationMs")?.whole
        record.isFromCommandLine = message.at("api")?.text == "cli"
        if let key = message.at("idempotencyKey")?.text { record.take(idempotencyKey: key) }
        record.isHeartbeatReply = OpenClawHeartbeatPrompts.isReply(text(of: message))
        let reason = [UInt8]((message.at("stopReason")?.text ?? "").utf8)
        record.stopReason = OpenClawLineScanner.stopReason(reason.span, 0..<reason.count)
        if let error = message.at("errorMessage")?.text {
            let bytes = [UInt8](error.utf8)
            record.failure = OpenClawFailure.classify(bytes.span, 0..<bytes.count)
        }
        read(usage, into: &record)
        return .call(record)
    }

    private static func turn(_ message: JSONValue, _ heartbeats: OpenClawHeartbeatPrompts) -> OpenClawTurn {
        let bytes = [UInt8]((firstText(message) ?? "").utf8)
        return OpenClawTurn(prompt: bytes.span, 0..<bytes.count, heartbeats, isJSON: false)
    }

    private static func firstText(_ message: JSONValue) -> String? {
        message.at("content")?.text ?? message.at("content")?.elements.first?.at("text")?.text
    }

    /// All that a message says, without what was thought and which tools were called.
    private static func text(of message: JSONValue) -> String {
        guard let content = message.at("content") else { return "" }
        return content.text ?? content.elements.compactMap { $0.at("text")?.text }.joined(separator: "\n")
    }

    private static func time(_ value: JSONValue?) -> Timestamp? {
        value?.text.flatMap { Timestamp(iso8601: $0) } ?? value?.whole.map(Timestamp.init(milliseconds:))
    }

    // MARK: Usage

    private static let inputKeys = ["input", "inputTokens", "input_tokens", "promptTokens", "prompt_tokens"]
    private static let outputKeys = [
        "output", "outputTokens", "output_tokens", "completionTokens", "completion_tokens",
    ]
    private static let cacheReadKeys = ["cacheRead", "cache_read", "cache_read_input_tokens"]
    private static let cacheWriteKeys = ["cacheWrite", "cache_write", "cache_creation_input_tokens"]

    private static func read(_ usage: JSONValue, into record: inout OpenClawRecord) {
        record.output = count(usage, outputKeys, &record)
        record.cacheWrite = count(usage, cacheWriteKeys, &record)
        record.cacheRead = count(usage, cacheReadKeys, &record)
        var input = first(usage, inputKeys)
        if first(usage, cacheReadKeys) == nil, let cached = cachedInput(usage) {
            record.cacheRead = whole(cached, &record)
            // These APIs count cached tokens as input too.
            input = input.map { .integer(max(0, whole($0, &record) - record.cacheRead)) }
        }
        // OpenClaw clamps an input that its own subtraction made negative.
        if let number = input?.whole, number < 0 { input = .integer(0) }
        if input == nil, usage.at("input") != nil { record.defect = .badTokenCount }
        record.input = input.map { whole($0, &record) } ?? 0
        readCost(usage.at("cost"), into: &record)
    }

    /// Cached tokens as OpenAI's APIs tell them.
    private static func cachedInput(_ usage: JSONValue) -> JSONValue? {
        usage.at("cached_tokens") ?? usage.at("input_tokens_details")?.at("cached_tokens")
            ?? usage.at("prompt_tokens_details")?.at("cached_tokens")
    }

    private static func first(_ usage: JSONValue, _ keys: [String]) -> JSONValue? {
        keys.lazy.compactMap { key in
            usage.at(key).flatMap { $0.numberText == nil ? nil : $0 }
        }.first
    }

    private static func count(_ usage: JSONValue, _ keys: [String], _ record: inout OpenClawRecord) -> Int64 {
        if let value = first(usage, keys) { return whole(value, &record) }
        // A count that is there under its first name but is no number is not nothing.
        if usage.at(keys[0]) != nil { record.defect = .badTokenCount }
        return 0
    }

    private static func whole(_ value: JSONValue, _ record: inout OpenClawRecord) -> Int64 {
        guard let number = value.whole, (0...TokenCounts.plausibleMaximum).contains(number) else {
            record.defect = .badTokenCount
            return 0
        }
        return number
    }

    private static func readCost(_ cost: JSONValue?, into record: inout OpenClawRecord) {
        guard let cost, cost.isObject else { return }
        record.isProviderBilled = cost.at("totalOrigin")?.text == "provider-billed"
        let parts = ["input", "output", "cacheRead", "cacheWrite"]
        let texts = cost.at("total")?.numberText.map { [$0] } ?? parts.compactMap { cost.at($0)?.numberText }
        guard !texts.isEmpty else { return }
        var sum = Money.zero
        for text in texts {
            guard let money = Money(decimalDollars: text), plausibleCost.contains(money) else {
                record.defect = .badCost
                return
            }
            sum += money
        }
        record.reported = sum
    }
}
