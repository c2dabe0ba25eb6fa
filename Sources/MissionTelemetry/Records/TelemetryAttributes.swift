// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The attributes of a record that anybody here asks for. All others, prompts and answers among them, are dropped where the
/// request is decoded.
struct TelemetryAttributes: Hashable, Sendable {
    private var values: [String: TelemetryValue] = [:]

    init() {}

    /// Keeps an attribute, if it is one that is asked for. Of two under one key the later counts.
    mutating func keep(_ key: String, _ value: TelemetryValue?) {
        guard let value, TelemetryKeys.wanted.contains(key) else { return }
        values[key] = value
    }

    /// Bytes that a name may have: names are shown, and text of conversations has no place among them.
    static let longestName = 512
    private static let longestDuration: Int64 = 30 * 86_400_000
    /// A call beyond a hundred thousand dollars is a mistake.
    private static let plausibleCost = Money.zero...Money(nanodollars: 100_000 * Money.nanodollarsPerDollar)

    /// Whether any of these keys is there.
    func has(_ keys: String...) -> Bool { keys.contains { values[$0] != nil } }

    /// The first name among these keys; nil where none is told or all are empty.
    ///
    /// - Throws: ``RejectionReason/badField`` for one that is no name.
    func name(_ keys: String...) throws(RejectionReason) -> String? {
        for key in keys {
            guard let value = values[key] else { continue }
            guard let text = value.text ?? value.numberText, text.utf8.count <= Self.longestName,
                !text.utf8.contains(0)
            else { throw .badField }
            if !text.isEmpty { return text }
        }
        return nil
    }

    /// A count of tokens under the first of these keys that is there; nil where none is.
    ///
    /// - Throws: ``RejectionReason/badTokenCount``.
    func tokens(_ keys: [String]) throws(RejectionReason) -> Int64? {
        guard let value = keys.lazy.compactMap({ values[$0] }).first else { return nil }
        guard let number = Self.whole(value), (0...TokenCounts.plausibleMaximum).contains(number) else {
            throw .badTokenCount
        }
        return number
    }

    /// An amount of dollars, exactly as it was written; nil where none is told.
    ///
    /// - Throws: ``RejectionReason/badCost``.
    func dollars(_ key: String) throws(RejectionReason) -> Money? {
        guard let value = values[key] else { return nil }
        guard let money = value.numberText.flatMap(Money.init(decimalDollars:)), Self.plausibleCost.contains(money)
        else { throw .badCost }
        return money
    }

    /// A whole number of millionths of a dollar; nil where none is told.
    ///
    /// - Throws: ``RejectionReason/badCost``.
    func microdollars(_ key: String) throws(RejectionReason) -> Money? {
        guard let value = values[key] else { return nil }
        guard let number = Self.whole(value), (0...100_000_000_000).contains(number) else { throw .badCost }
        return Money(nanodollars: number * 1000)
    }

    /// A duration in milliseconds; nil where none is told, or one that is none.
    func milliseconds(_ keys: String...) -> Int64? {
        guard let value = keys.lazy.compactMap({ values[$0] }).first,
            let number = value.numberText.flatMap({ DecimalText.scaled($0, by: 0) })
        else { return nil }
        return (0...Self.longestDuration).contains(number) ? number : nil
    }

    /// A whole number; nil where none is told, or another kind of value.
    func whole(_ key: String) -> Int64? { values[key].flatMap(Self.whole) }

    /// Some languages have but one kind of number, so `12.0` is a count, and `12.5` is none.
    private static func whole(_ value: TelemetryValue) -> Int64? {
        switch value {
        case .whole(let number): number
        case .flag: nil
        case .text(let text): Int64(text)
        case .number(let text): Double(text).flatMap { Int64(exactly: $0) }
        }
    }
}
