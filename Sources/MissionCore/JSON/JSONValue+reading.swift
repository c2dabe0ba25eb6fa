// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Reading inputs whose shape no type fixes: what is not there, or of another type, is nil.
extension JSONValue {
    /// The value under a key, where there is one other than `null`.
    package func at(_ key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        // Parsers ask many times a line: nothing is copied that is not asked for, and most keys differ in length.
        let length = key.utf8.count
        var index = 0
        while index < members.count {
            if members[index].key.utf8.count == length, members[index].key == key {
                if case .null = members[index].value { return nil }
                return members[index].value
            }
            index += 1
        }
        return nil
    }

    /// The text, where it is one and not empty.
    package var text: String? {
        guard case .string(let text) = self, !text.isEmpty else { return nil }
        return text
    }

    package var flag: Bool? {
        guard case .bool(let flag) = self else { return nil }
        return flag
    }

    package var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    package var isObject: Bool {
        guard case .object = self else { return false }
        return true
    }

    /// The number as JSON would write it.
    package var numberText: String? {
        switch self {
        case .integer(let number): "\(number)"
        case .decimal(let number): "\(number)"
        default: nil
        }
    }

    /// The number, where it is whole and fits.
    package var whole: Int64? {
        switch self {
        case .integer(let number): number
        case .decimal(let number): Int64("\(number)")
        default: nil
        }
    }
}
