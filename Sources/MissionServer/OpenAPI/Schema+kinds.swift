// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The kinds of values that this program writes and reads.
extension Schema {
    static let boolean = type("boolean")
    static let string = type("string")
    /// Any number; money as a number has the decimals that its route says.
    static let number = type("number")
    /// A whole number of either sign.
    static let integer = type("integer")
    /// A number of things.
    static let count = type("integer", ["minimum": 0])
    /// Text with something in it.
    static let text = type("string", ["minLength": 1])
    /// Whole percent of a whole.
    static let percent = type("integer", ["minimum": 0, "maximum": 100])
    /// Milliseconds.
    static let milliseconds = type("integer", ["minimum": 0])
    /// An RFC 3339 time in UTC.
    static let moment = type("string", ["format": "date-time"])
    /// A local day.
    static let day = type("string", ["format": "date"])
    /// Sentences that must stand beside the figures.
    static let sentences = Schema.list(.string)

    /// A whole number from one bound to the other.
    static func integer(_ range: ClosedRange<Int64>, default number: Int64? = nil) -> Schema {
        var rules: JSONValue = ["minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)]
        if let number { rules = rules.appending(["default": .integer(number)]) }
        return type("integer", rules)
    }

    /// Text that a regular expression matches.
    static func string(_ pattern: String) -> Schema { type("string", ["pattern": .string(pattern)]) }

    /// One of some texts.
    static func oneOf(_ texts: [String]) -> Schema {
        type("string", ["enum": .array(texts.map(JSONValue.string))])
    }

    /// One of a type's raw values.
    static func oneOf<Value: RawRepresentable & CaseIterable>(_ type: Value.Type) -> Schema
    where Value.RawValue == String {
        oneOf(type.allCases.map(\.rawValue))
    }

    /// Exactly one value.
    static func constant(_ value: JSONValue) -> Schema { .value([JSONMember(key: "const", value: value)]) }

    private static func type(_ name: String, _ rules: JSONValue = [:]) -> Schema {
        .value([JSONMember(key: "type", value: .string(name))] + rules.members)
    }
}
