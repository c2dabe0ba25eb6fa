// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// A JSON value whose objects keep the order of their keys, so that the same answer is always the same text.
///
/// Numbers are integers or decimals, never binary floating point, because some of them are money.
package enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
    /// Any other number.
    case decimal(Decimal)
    /// Text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Keys and values, in order; a key occurs once.
    case object([JSONMember])

    /// Text, or `null`.
    package init(_ text: String?) {
        self = text.map(JSONValue.string) ?? .null
    }

    /// A whole number, or `null`.
    package init(_ number: Int64?) {
        self = number.map(JSONValue.integer) ?? .null
    }

    /// The number of things in a collection.
    package init(count: Int) {
        self = .integer(Int64(count))
    }

    /// The value under a key of an object; nil when there is none or when this is no object.
    package subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The same object with the members of `other` behind its own; empty where neither is an object.
    package func appending(_ other: JSONValue) -> JSONValue {
        .object(members + other.members)
    }

    /// The same object with more sentences at the end of its `warnings`.
    package func adding(warnings: [String]) -> JSONValue {
        if warnings.isEmpty { return self }
        let known: [JSONValue] = if case .array(let list)? = self["warnings"] { list } else { [] }
        let all = JSONMember(key: "warnings", value: .array(known + warnings.map(JSONValue.string)))
        return .object(members.filter { $0.key != "warnings" } + [all])
    }

    /// An object's members; none for other values.
    package var members: [JSONMember] {
        guard case .object(let members) = self else { return [] }
        return members
    }
}

/// A key and its value in an object.
package struct JSONMember: Hashable, Sendable {
    /// The key.
    package var key: String
    /// The value.
    package var value: JSONValue

    package init(key: String, value: JSONValue) {
        self.key = key
        self.value = value
    }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
    /// An object in the literal's order.
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { JSONMember(key: $0, value: $1) })
    }

    package init(arrayLiteral elements: JSONValue...) {
        self = .array(elements)
    }

    /// Text.
    package init(stringLiteral value: String) {
        self = .string(value)
    }

    package init(integerLiteral value: Int64) {
        self = .integer(value)
    }

    /// `true` or `false`.
    package init(booleanLiteral value: Bool) {
        self = .bool(value)
    }

    /// `null`.
    package init(nilLiteral: ()) {
        self = .null
    }
}
