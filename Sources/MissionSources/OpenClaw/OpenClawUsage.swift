// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Reads the `usage` of a call in all of its spellings.
///
/// OpenClaw's own rules for spellings and precedence (`normalizeUsage` in `src/agents/usage.ts`, read 2026-11).
enum OpenClawUsage {
    private static let inputKeys = ["input", "inputTokens", "input_tokens", "promptTokens", "prompt_tokens"]
    private static let outputKeys = [
        "output", "outputTokens", "output_tokens", "completionTokens", "completion_tokens",
    ]
    private static let cacheReadKeys = ["cacheRead", "cache_read", "cache_read_input_tokens"]
    private static let hourKeys = ["cacheWrite1h", "cache_write_1h"]
    private static let cacheWriteKeys = ["cacheWrite", "cache_write", "cache_creation_input_tokens"]

    /// Every key that is looked at besides those that OpenClaw itself writes.
    static let otherSpellings: [StaticString] = [
        "inputTokens", "input_tokens", "promptTokens", "prompt_tokens", "outputTokens", "output_tokens",
        "completionTokens", "completion_tokens", "cache_read", "cache_read_input_tokens", "cached_tokens",
        "input_tokens_details", "prompt_tokens_details", "cache_write_1h", "cache_creation", "cache_write",
        "cache_creation_input_tokens", "reasoningTokens", "reasoning_tokens", "output_tokens_details",
        "completion_tokens_details",
    ]

    static func read(_ usage: JSONValue, into record: inout OpenClawRecord) {
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
        record.cacheWrite1h =
            known(usage, hourKeys) ?? known(usage.at("cache_creation"), ["ephemeral_1h_input_tokens"]) ?? 0
        record.reasoning = reasoning(usage)
        readCost(usage.at("cost"), into: &record)
    }

    /// Reasoning is a part of the output everywhere, and only shown: what is no count is none.
    private static func reasoning(_ usage: JSONValue) -> Int64 {
        known(usage, ["reasoning", "reasoningTokens", "reasoning_tokens"])
            ?? known(usage.at("output_tokens_details"), ["reasoning_tokens"])
            ?? known(usage.at("completion_tokens_details"), ["reasoning_tokens"]) ?? 0
    }

    /// The first of some counts that is one; those that say no more than others do need not be right.
    private static func known(_ usage: JSONValue?, _ keys: [String]) -> Int64? {
        keys.lazy.compactMap { usage?.at($0)?.whole }.first { (0...TokenCounts.plausibleMaximum).contains($0) }
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
            guard let money = Money(decimalDollars: text), OpenClawLineDecoder.plausibleCost.contains(money) else {
                record.defect = .badCost
                return
            }
            sum += money
        }
        record.reported = sum
    }
}
