// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The fields of an object that came over the wire.
///
/// Its methods throw ``WireError`` where a field that is needed is missing, and where one is not what it should be.
struct WireFields {
    private let json: JSONValue

    /// - Throws: ``WireError`` where it is no object.
    init(_ json: JSONValue) throws(WireError) {
        guard json.isObject else { throw .malformed(path: "", expected: "an object") }
        self.json = json
    }

    private static func missing(_ key: String, _ expected: String) -> WireError {
        .malformed(path: key, expected: expected)
    }

    /// A text, which may be empty.
    func optionalText(_ key: String) throws(WireError) -> String? {
        switch json.at(key) {
        case .string(let text): return text
        case nil: return nil
        default: throw Self.missing(key, "a text")
        }
    }

    func text(_ key: String) throws(WireError) -> String {
        guard let text = try optionalText(key) else { throw Self.missing(key, "a text") }
        return text
    }

    func optionalWhole(_ key: String) throws(WireError) -> Int64? {
        guard let value = json.at(key) else { return nil }
        guard let number = value.whole else { throw Self.missing(key, "a whole number") }
        return number
    }

    func whole(_ key: String) throws(WireError) -> Int64 {
        guard let number = try optionalWhole(key) else { throw Self.missing(key, "a whole number") }
        return number
    }

    func optionalFlag(_ key: String) throws(WireError) -> Bool? {
        guard let value = json.at(key) else { return nil }
        guard let flag = value.flag else { throw Self.missing(key, "true or false") }
        return flag
    }

    func optionalMoment(_ key: String) throws(WireError) -> Timestamp? {
        try optionalWhole(key).map(Timestamp.init(milliseconds:))
    }

    func moment(_ key: String) throws(WireError) -> Timestamp {
        Timestamp(milliseconds: try whole(key))
    }

    /// One of the names that a kind of value has.
    func optionalName<Name: RawRepresentable & CaseIterable>(
        _ key: String, of type: Name.Type = Name.self
    ) throws(WireError) -> Name? where Name.RawValue == String {
        guard let text = try optionalText(key) else { return nil }
        guard let name = Name(rawValue: text) else {
            throw Self.missing(key, "one of " + Name.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return name
    }

    func optional<Value: WireValue>(_ key: String, as type: Value.Type = Value.self) throws(WireError) -> Value? {
        guard let json = json.at(key) else { return nil }
        do { return try Value(wire: json) } catch { throw error.under(key) }
    }

    func value<Value: WireValue>(_ key: String, as type: Value.Type = Value.self) throws(WireError) -> Value {
        guard let value: Value = try optional(key) else { throw Self.missing(key, "an object") }
        return value
    }

    /// A list; empty where there is none.
    func list<Value: WireValue>(_ key: String, of type: Value.Type = Value.self) throws(WireError) -> [Value] {
        guard let json = json.at(key) else { return [] }
        guard case .array(let elements) = json else { throw Self.missing(key, "a list") }
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            do { values.append(try Value(wire: element)) } catch { throw error.under("\(key)[\(index)]") }
        }
        return values
    }
}
