// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Calls of helpers that a tool ran without a conversation of their own, as its result tells of them.
///
/// pi's example of a tool for helpers (`examples/extensions/subagent`), which many have copied, runs them with
/// `--no-session`: its result is then the only trace of what they used. The rule is narrow, because tools also quote
/// conversations that stand elsewhere: only `details.results[]` whose `usage` counts `turns` and which name no session.
/// A result with `usage` of its own says the same more simply, and nothing is looked for inside it.
enum OpenClawNestedCalls {
    /// The calls that a tool's result lists; none for any other entry.
    static func records(of entry: JSONValue) -> [OpenClawRecord] {
        guard let message = entry.at("message"), message.at("role")?.text == "toolResult",
            message.at("usage")?.isObject != true
        else { return [] }
        let results = message.at("details")?.at("results")?.elements ?? []
        return results.enumerated().flatMap { index, result in
            isOnlyTrace(result) ? records(of: result, "\(index)", entry, message) : []
        }
    }

    private static func isOnlyTrace(_ result: JSONValue) -> Bool {
        guard let usage = result.at("usage"), usage.at("turns") != nil else { return false }
        return !result.members.contains { $0.key.lowercased().hasPrefix("session") }
    }

    /// One record for each answer that a result lists; one for all where it lists none.
    private static func records(
        of result: JSONValue, _ place: String, _ entry: JSONValue, _ message: JSONValue
    ) -> [OpenClawRecord] {
        let answers = (result.at("messages")?.elements ?? []).enumerated().compactMap { index, answer in
            answer.at("role")?.text == "assistant"
                ? record(of: answer, answer.at("usage"), "\(place).\(index)", entry, answer) : nil
        }
        if !answers.isEmpty { return answers }
        let sum = record(of: result, result.at("usage"), place, entry, message)
        return sum.map { [$0] } ?? []
    }

    private static func record(
        of call: JSONValue, _ usage: JSONValue?, _ place: String, _ entry: JSONValue, _ message: JSONValue
    ) -> OpenClawRecord? {
        guard let usage, usage.isObject else { return nil }
        var record = OpenClawLineDecoder.record(of: entry, call, usage)
        record.origin = .nested
        record.entryID = record.entryID.map { "\($0) \(place)" }
        record.messageTime = OpenClawLineDecoder.time(message.at("timestamp"))
        // Sums tell their cost as one number.
        if record.reported == nil, let total = usage.at("cost")?.numberText.flatMap({ Money(decimalDollars: $0) }),
            OpenClawLineDecoder.plausibleCost.contains(total)
        {
            record.reported = total
        }
        return record.isCall ? record : nil
    }
}
