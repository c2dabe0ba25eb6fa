// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What one row or line of people's own scripts says about a call: texts by field, not yet understood.
struct ScriptRecord: Sendable {
    private var values: [String?]

    /// Takes what is there of each field; empty texts are nothing.
    init(_ value: (ScriptField) -> String?) {
        values = ScriptField.allCases.map { field in value(field).flatMap { $0.isEmpty ? nil : $0 } }
    }

    subscript(field: ScriptField) -> String? {
        values[field.rawValue]
    }

    /// Whether it says anything about consumption, be it nothing.
    var hasUsage: Bool {
        [.input, .output, .total, .cost].contains { self[$0] != nil }
    }

    /// Whether it is about a model call at all: there are logs of the same names that are about something else.
    var isCall: Bool {
        let isOutcome = [.status, .isOK, .error].contains { self[$0] != nil }
        return self[.time] != nil && (hasUsage || (self[.model] != nil && isOutcome))
    }

    /// When it was written down: RFC 3339, or a number of seconds, milliseconds or microseconds, told apart by its size.
    func time() throws(RejectionReason) -> Timestamp {
        guard let text = self[.time], let time = Timestamp(iso8601: text) ?? Self.number(text),
            Timestamp.plausible.contains(time)
        else { throw .badTime }
        return time
    }

    private static func number(_ text: String) -> Timestamp? {
        guard let whole = DecimalText.scaled(text, by: 0) else { return nil }
        return switch whole {
        case ..<100_000_000_000: DecimalText.scaled(text, by: 3).map(Timestamp.init(milliseconds:))
        case ..<100_000_000_000_000: Timestamp(milliseconds: whole)
        case ..<100_000_000_000_000_000: Timestamp(milliseconds: whole / 1000)
        default: Timestamp(milliseconds: whole / 1_000_000)
        }
    }

    /// The amount that the script reckoned; nil when it reckoned none.
    func cost() throws(RejectionReason) -> Money? {
        guard let text = self[.cost] else { return nil }
        guard let money = Money(decimalDollars: text), JSONValue.plausibleCost.contains(money) else { throw .badCost }
        return money
    }

    /// How long it took, in milliseconds.
    var duration: Int64? {
        let milliseconds = self[.milliseconds].flatMap { DecimalText.scaled($0, by: 0) }
        let number = milliseconds ?? self[.seconds].flatMap { DecimalText.scaled($0, by: 3) }
        return number.flatMap { (0...86_400_000).contains($0) ? $0 : nil }
    }
}

extension ScriptRecord {
    /// The tokens; none where nothing is said about them. Fractions are rounded: many scripts divide characters by four.
    ///
    /// Cached tokens of OpenAI's convention (`cached_tokens`) are part of the input, those of Anthropic's
    /// (`cache_read_tokens`) stand beside it. Thinking is part of the output unless the total, or its size, says otherwise.
    /// A total without its parts counts as input.
    func tokens() throws(RejectionReason) -> TokenCounts {
        let (total, thinking) = (try count(.total), try count(.reasoning) ?? 0)
        var counts = TokenCounts(
            input: try count(.input) ?? 0, output: try count(.output) ?? 0, cacheRead: try count(.cacheRead) ?? 0,
            cacheWrite5m: try count(.cacheWrite) ?? 0, reasoning: thinking)
        let cached = min(try count(.cachedInput) ?? 0, counts.input)
        counts.input -= cached
        counts.cacheRead += cached
        if counts.total == 0, thinking == 0 { counts.input = total ?? 0 }
        if thinking > counts.output || (thinking > 0 && total == counts.total + thinking) { counts.output += thinking }
        return counts
    }

    private func count(_ field: ScriptField) throws(RejectionReason) -> Int64? {
        guard let text = self[field] else { return nil }
        guard let number = DecimalText.scaled(text, by: 0), (0...TokenCounts.plausibleMaximum).contains(number) else {
            throw .badTokenCount
        }
        return number
    }
}
