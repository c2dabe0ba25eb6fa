// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Reads an object of settings member by member, and says which one is wrong.
struct SettingsReader {
    private let json: JSONValue
    private let key: String

    /// - Throws: `SettingsError` where it is no object, or has a member that is not known.
    init(_ json: JSONValue, key: String, known: [String]) throws {
        guard json.isObject else { throw SettingsError(key, expected: "an object") }
        if let odd = json.members.first(where: { !known.contains($0.key) }) {
            throw SettingsError(
                "\(key).\(PlainText.line(odd.key).prefix(64))", expected: "one of \(known.joined(separator: ", "))")
        }
        self.json = json
        self.key = key
    }

    /// A member that has to be there.
    ///
    /// - Parameter read: Gives nil where the text is not what is expected.
    func needed<Value>(_ name: String, expected: String, _ read: (JSONValue) -> Value?) throws -> Value {
        guard let value = json.at(name).flatMap(read) else { throw SettingsError("\(key).\(name)", expected: expected) }
        return value
    }

    /// A member that may be missing.
    func optional<Value>(_ name: String, expected: String, _ read: (JSONValue) -> Value?) throws -> Value? {
        try json.at(name) == nil ? nil : needed(name, expected: expected, read)
    }

    func flag(_ name: String) throws -> Bool {
        try optional(name, expected: "true or false", \.flag) ?? false
    }

    /// A path, or nil.
    func file(_ name: String) throws -> String? {
        try optional(name, expected: "a file", \.text)
    }

    /// A secret: one line of printable text.
    static func secret(_ json: JSONValue) -> String? {
        json.text.flatMap { text in
            text.utf8.count <= 8192 && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
                ? text : nil
        }
    }

    /// A list of texts, each of which `read` takes; nil where one is something else.
    static func list<Value>(_ json: JSONValue, _ read: (JSONValue) -> Value?) -> [Value]? {
        guard case .array(let elements) = json else { return nil }
        let values = elements.compactMap(read)
        return values.count == elements.count ? values : nil
    }

    /// An address that the conditions beside it allow.
    func url(_ name: String, allowsPrivate: Bool) throws -> OutgoingURL {
        try needed(
            name,
            expected: allowsPrivate
                ? "an address that begins with https:// or http://, without a password in it"
                : "an address that begins with https://, without a password in it; with allow_private also one that begins"
                    + " with http:// or is in a private network"
        ) { json in
            json.text.flatMap(OutgoingURL.init).flatMap { url in
                // A name is looked up when something is sent; an address says at once what it is.
                let isPublic = NetworkAddress(url.host)?.isPublic ?? true
                return allowsPrivate || (url.isSecure && isPublic) ? url : nil
            }
        }
    }

    /// An address with the conditions beside it.
    func endpoint(_ name: String = "url") throws -> HTTPEndpoint {
        let allowsPrivate = try flag("allow_private")
        return HTTPEndpoint(
            url: try url(name, allowsPrivate: allowsPrivate), allowsPrivate: allowsPrivate,
            authorities: try file("ca_file"))
    }
}

extension SettingsReader {
    /// What is wrong with a member that is one only beside another.
    func error(_ name: String, expected: String) -> SettingsError {
        SettingsError("\(key).\(name)", expected: expected)
    }
}
