// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What logs of all kinds write the same way.
extension JSONValue {
    /// A call beyond a hundred thousand dollars is a mistake of its log.
    static let plausibleCost = Money.zero...Money(nanodollars: 100_000 * Money.nanodollarsPerDollar)

    /// A count of tokens under a key: none when it is not there.
    func tokens(_ key: String) throws(RejectionReason) -> Int64 {
        guard let value = at(key) else { return 0 }
        guard let number = value.whole, (0...TokenCounts.plausibleMaximum).contains(number) else {
            throw .badTokenCount
        }
        return number
    }

    /// An amount of dollars under a key; nil when it is not there.
    func dollars(_ key: String) throws(RejectionReason) -> Money? {
        guard let value = at(key) else { return nil }
        guard let text = value.numberText, let money = Money(decimalDollars: text), Self.plausibleCost.contains(money)
        else { throw .badCost }
        return money
    }

    /// A time as RFC 3339 text or as milliseconds since 1970.
    func time(_ key: String) -> Timestamp? {
        let value = at(key)
        return value?.text.flatMap { Timestamp(iso8601: $0) } ?? value?.whole.map(Timestamp.init(milliseconds:))
    }

    /// The last component of a path under a key: the name of the project.
    func project(_ key: String) -> String? {
        at(key)?.text?.split { $0 == "/" || $0 == "\\" }.last.map(String.init)
    }
}
