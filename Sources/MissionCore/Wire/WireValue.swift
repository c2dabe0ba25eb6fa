// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A value that travels between two programs of a fleet, with everything that it says.
///
/// Unknown keys are passed over, keys that are not there mean what they meant before they existed.
package protocol WireValue: Sendable {
    /// Reads what ``wire`` writes.
    ///
    /// - Throws: ``WireError`` with the path of the field that is wrong.
    init(wire json: JSONValue) throws(WireError)

    /// As it travels; what has its usual value is left out.
    var wire: JSONValue { get }
}

extension JSONValue {
    /// An object of those members that say something.
    init(wire members: [(String, JSONValue?)]) {
        self = .object(members.compactMap { key, value in value.map { JSONMember(key: key, value: $0) } })
    }

    /// The number, unless it is the usual one.
    static func unless(_ usual: Int64, _ number: Int64) -> JSONValue? {
        number == usual ? nil : .integer(number)
    }

    /// The text, unless it is the usual one.
    static func unless(_ usual: String, _ text: String) -> JSONValue? {
        text == usual ? nil : .string(text)
    }

    /// The values, unless there are none.
    static func list(_ values: [some WireValue]) -> JSONValue? {
        values.isEmpty ? nil : .array(values.map(\.wire))
    }
}
