// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Reading what a gateway sends without ever failing: the first usable value under any of several names.
///
/// The rules are those of the service that this replaces (Python's `float`, `int` and `or`), so that both read the same
/// figures from the same answer. What is not finite or does not fit is as good as missing.
extension JSONValue {
    /// The first value that is a number or text of one; `true` is 1.
    func number(_ keys: String...) -> Decimal? {
        number(anyOf: keys)
    }

    /// The same cut to a whole number, towards zero.
    func whole(_ keys: String...) -> Int64? {
        for key in keys {
            if let value = self[key]?.lenientNumber { return Self.whole(value) }
        }
        return nil
    }

    /// The first number as dollars, exactly.
    func dollars(_ keys: String...) -> Money? {
        number(anyOf: keys).flatMap { Money(decimalDollars: "\($0)") }
    }

    /// The first text that is more than white space, without the white space around it.
    func text(_ keys: String...) -> String? {
        for key in keys {
            guard case .string(let text) = self[key] else { continue }
            let trimmed = text.trimmed
            if !trimmed.isEmpty { return trimmed }
        }
        return nil
    }

    /// The first value that Python's `or` would choose; the last one's absence is nil.
    func truthy(_ keys: String...) -> JSONValue? {
        keys.lazy.compactMap { self[$0] }.first(where: \.isTruthy)
    }

    /// A time: ISO 8601 text (without zone it is UTC), or milliseconds since 1970 as real gateways send them.
    var lenientTime: Timestamp? {
        switch self {
        case .string: textTime
        case .integer, .decimal: lenientMilliseconds
        default: nil
        }
    }

    /// A time as text: ISO 8601, in UTC where it names no zone. Numbers are none in the older shape.
    var textTime: Timestamp? {
        guard case .string(let text) = self else { return nil }
        return Timestamp(iso8601: text.trimmed)
    }

    private var lenientMilliseconds: Timestamp? {
        guard let whole = lenientNumber.flatMap(Self.whole) else { return nil }
        let moment = Timestamp(milliseconds: whole)
        return Timestamp.plausible.contains(moment) ? moment : nil
    }

    private func number(anyOf keys: [String]) -> Decimal? {
        keys.lazy.compactMap { self[$0]?.lenientNumber }.first
    }

    /// The value as Python's `float` reads it; nil where that fails or is not finite.
    var lenientNumber: Decimal? {
        switch self {
        case .bool(let flag): flag ? 1 : 0
        case .integer(let number): Decimal(number)
        case .decimal(let number): number
        case .string(let text): Self.parsed(text)
        case .null, .array, .object: nil
        }
    }

    private static func parsed(_ text: String) -> Decimal? {
        let pattern = /[+-]?(\d+(_\d+)*(\.(\d+(_\d+)*)?)?|\.\d+(_\d+)*)([eE][+-]?\d{1,4})?/.asciiOnlyDigits()
        let trimmed = text.trimmed
        guard trimmed.wholeMatch(of: pattern) != nil else { return nil }
        let plain = trimmed.replacing("_", with: "")
        guard let number = Decimal(string: plain, locale: nil), number.isFinite else { return nil }
        return number
    }

    /// The number cut to a whole one, towards zero; nil when that does not fit.
    static func whole(_ number: Decimal) -> Int64? {
        // The decimal point is the only thing that can stand behind the whole part.
        Int64("\(number)".prefix { $0 != "." })
    }

    private var isTruthy: Bool {
        switch self {
        case .null: false
        case .bool(let flag): flag
        case .integer(let number): number != 0
        case .decimal(let number): number != 0
        case .string(let text): !text.isEmpty
        case .array(let values): !values.isEmpty
        case .object(let members): !members.isEmpty
        }
    }
}
