// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension AccessTokenList {
    /// Reads `{"tokens": […]}`.
    ///
    /// - Throws: ``SettingsError`` with the key that is wrong.
    package init(_ json: JSONValue) throws {
        self.init()
        guard case .array(let rows)? = json["tokens"] else { throw SettingsError("tokens", expected: "a list") }
        for (place, row) in rows.enumerated() {
            guard try add(AccessToken(row, key: "tokens[\(place)]")) else {
                throw SettingsError("tokens[\(place)].name", expected: "a name that no other token has")
            }
        }
    }

    /// What ``init(_:)`` reads.
    package var json: JSONValue { ["tokens": .array(tokens.map(\.json))] }
}

extension AccessToken {
    fileprivate init(_ json: JSONValue, key: String) throws {
        func needed<Value>(_ name: String, _ expected: String, _ value: Value?) throws -> Value {
            guard let value else { throw SettingsError("\(key).\(name)", expected: expected) }
            return value
        }
        let name = json["name"]?.text.flatMap { Self.isName($0) ? $0 : nil }
        let digest = json["sha256"]?.text.flatMap(Self.bytes)
        let moment = { (name: String) in json[name]?.text.flatMap { Timestamp(iso8601: $0) } }
        self.init(
            name: try needed("name", "1 to 64 letters, digits, points, dashes and underscores", name),
            digest: try needed("sha256", "64 hexadecimal digits", digest),
            scopes: try needed("scopes", "a list of read, push and write", Self.scopes(json["scopes"])),
            createdAt: try needed("created_at", "a time", moment("created_at")),
            // A time that cannot be read must not become a token that holds for ever.
            expiresAt: json["expires_at"] == nil ? nil : try needed("expires_at", "a time", moment("expires_at")))
    }

    fileprivate var json: JSONValue {
        let digits = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let members = facts.members + [JSONMember(key: "sha256", value: .string(digits))]
        return .object(members.filter { $0.value != .null })
    }

    /// The token without its digest, as it may be shown.
    package var facts: JSONValue {
        [
            "name": .string(name), "scopes": .array(scopes.map { .string($0.rawValue) }),
            "created_at": .string(createdAt.iso8601), "expires_at": JSONValue(expiresAt?.iso8601),
        ]
    }

    private static func scopes(_ json: JSONValue?) -> [AccessScope]? {
        guard case .array(let names)? = json, !names.isEmpty else { return nil }
        let scopes = names.compactMap { $0.text.flatMap(AccessScope.init(rawValue:)) }
        return scopes.count == names.count ? scopes : nil
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == 64, text.utf8.count == 64 else { return nil }
        return stride(from: 0, to: 64, by: 2).map { UInt8(truncatingIfNeeded: digits[$0] << 4 | digits[$0 + 1]) }
    }
}
