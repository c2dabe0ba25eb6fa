// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A value in an answer and where it stands, so that what is not as documented is named and never taken for nothing.
struct AnswerPart {
    let value: JSONValue
    private let place: String

    init(_ value: JSONValue, place: String) {
        self.value = value
        self.place = place
    }

    /// That something here is not as documented.
    func malformed(_ key: String, expected: String) -> BillingError {
        .malformed("\(place).\(key)", expected: expected)
    }

    /// The value under a key.
    func part(_ key: String) throws(BillingError) -> AnswerPart {
        guard let inner = value.at(key), inner.isObject else { throw malformed(key, expected: "an object") }
        return AnswerPart(inner, place: "\(place).\(key)")
    }

    func list(_ key: String) throws(BillingError) -> [AnswerPart] {
        guard case .array(let elements)? = value.at(key) else { throw malformed(key, expected: "a list") }
        return elements.enumerated().map { AnswerPart($1, place: "\(place).\(key)[\($0)]") }
    }

    func flag(_ key: String) throws(BillingError) -> Bool {
        guard let flag = value.at(key)?.flag else { throw malformed(key, expected: "true or false") }
        return flag
    }

    func text(_ key: String) throws(BillingError) -> String {
        guard let text = value.at(key)?.text else { throw malformed(key, expected: "text") }
        return text
    }

    /// A name; nil where it is `null`, absent or empty.
    func name(_ key: String) throws(BillingError) -> String? {
        switch value.at(key) {
        case nil: return nil
        case .string(let text)?: return text.isEmpty ? nil : text
        case .some: throw malformed(key, expected: "text or null")
        }
    }

    /// A number of tokens or requests, also written as text.
    func count(_ key: String) throws(BillingError) -> Int64 {
        guard let count = try optionalCount(key) else { throw malformed(key, expected: "a whole number") }
        return count
    }

    /// The same; nil where it is `null` or absent.
    func optionalCount(_ key: String) throws(BillingError) -> Int64? {
        guard let found = value.at(key) else { return nil }
        guard let count = found.whole ?? found.text.flatMap({ Int64($0) }), count >= 0 else {
            throw malformed(key, expected: "a whole number from 0 on")
        }
        return count
    }

    /// An amount as decimal text or as a number, which is read from its decimal digits.
    ///
    /// - Parameter digits: The power of ten between its unit and a nanodollar: 9 for dollars, 7 for cents.
    func amount(_ key: String, digits: Int = 9) throws(BillingError) -> Money {
        let found = value.at(key)
        guard let text = found?.text ?? found?.numberText, let scaled = DecimalText.scaled(text, by: digits) else {
            throw malformed(key, expected: "a decimal amount")
        }
        return Money(nanodollars: scaled)
    }

    /// Checks that amounts are in dollars.
    func checkCurrency(_ key: String) throws(BillingError) {
        let currency = try text(key)
        if currency.lowercased() != "usd" { throw .currency(currency) }
    }
}
