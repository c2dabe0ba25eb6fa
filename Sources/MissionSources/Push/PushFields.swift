// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The fields of one pushed object. What is absent or `null` is not known; what is there must be of its kind, because a
/// misread figure is worse than a refused one. Fields that nobody asks for are ignored, text of conversations above all.
struct PushFields {
    private let object: JSONValue

    init(_ value: JSONValue) throws(PushError) {
        guard case .object = value else { throw PushError(.notJSON) }
        object = value
    }

    /// Bytes that a name may have: names are shown, and text of conversations has no place among them.
    static let longestName = 512

    /// A name; nil when it is absent or empty.
    func name(_ name: String) throws(PushError) -> String? {
        guard let value = object.at(name) else { return nil }
        guard case .string(let text) = value, text.utf8.count <= Self.longestName, !text.utf8.contains(0) else {
            throw PushError(.badField, name)
        }
        return text.isEmpty ? nil : text
    }

    /// A name that must be there.
    func requiredName(_ name: String) throws(PushError) -> String {
        guard let text = try self.name(name) else { throw PushError(.badField, name) }
        return text
    }

    /// One of a few words.
    func word<Word: RawRepresentable<String>>(_ name: String) throws(PushError) -> Word? {
        guard let text = try self.name(name) else { return nil }
        guard let word = Word(rawValue: text) else { throw PushError(.badField, name) }
        return word
    }

    /// A moment as RFC 3339 or as milliseconds since 1970.
    func time(_ name: String) throws(PushError) -> Timestamp {
        let value = object.at(name)
        let moment = value?.text.flatMap { Timestamp(iso8601: $0) } ?? value?.whole.map(Timestamp.init(milliseconds:))
        guard let moment, Timestamp.plausible.contains(moment) else { throw PushError(.badTime, name) }
        return moment
    }

    /// A count of tokens; nil when it is absent.
    func tokens(_ name: String) throws(PushError) -> Int64? {
        guard let value = object.at(name) else { return nil }
        guard let number = value.whole, (0...TokenCounts.plausibleMaximum).contains(number) else {
            throw PushError(.badTokenCount, name)
        }
        return number
    }

    /// An amount of dollars, as a number or as a text that holds one; nil when it is absent.
    func dollars(_ name: String) throws(PushError) -> Money? {
        guard let value = object.at(name) else { return nil }
        guard let money = (value.text ?? value.numberText).flatMap(Money.init(decimalDollars:)),
            Self.plausibleCost.contains(money)
        else {
            throw PushError(.badCost, name)
        }
        return money
    }

    /// A duration in milliseconds, at most thirty days; nil when it is absent.
    func duration(_ name: String) throws(PushError) -> Int64? {
        guard let value = object.at(name) else { return nil }
        guard let number = Self.rounded(value), (0...Self.longestDuration).contains(number) else {
            throw PushError(.badField, name)
        }
        return number
    }

    /// A whole number within a range; nil when it is absent.
    func whole(_ name: String, _ range: ClosedRange<Int64>) throws(PushError) -> Int64? {
        guard let value = object.at(name) else { return nil }
        guard let number = value.whole, range.contains(number) else { throw PushError(.badField, name) }
        return number
    }

    private static let longestDuration: Int64 = 30 * 86_400_000
    /// A call beyond a hundred thousand dollars is a mistake.
    private static let plausibleCost = Money.zero...Money(nanodollars: 100_000 * Money.nanodollarsPerDollar)

    /// Clocks tell fractions of milliseconds, which do not matter.
    private static func rounded(_ value: JSONValue) -> Int64? {
        guard case .decimal(let number) = value else { return value.whole }
        return DecimalText.scaled("\(number)", by: 0)
    }
}
