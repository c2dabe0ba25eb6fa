// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension GatewayChange {
    /// Reads `{"url","token"|"password","account","accounts":{provider:key},"machine","enabled"}`, all of them optional.
    ///
    /// `null` takes away: the token or password, the account, the machine. What is not known is refused, because a misspelt
    /// key would silently change nothing.
    ///
    /// - Throws: ``GatewayConfigurationError/invalid(key:expected:)``.
    package init(members: [JSONMember]) throws {
        self.init()
        for member in members { try take(member) }
    }

    private mutating func take(_ member: JSONMember) throws {
        let (key, value) = (member.key, member.value)
        switch key {
        case "url":
            guard case .string(let text) = value else { throw Self.noText(key) }
            url = text
        case "token": try take(try Self.text(value, key).map(Secret.token))
        case "password": try take(try Self.text(value, key).map(Secret.password))
        case "account": account = try Self.text(value, key) ?? ""
        case "machine": machine = try Self.text(value, key) ?? ""
        case "accounts":
            guard case .object(let members) = value else {
                throw GatewayConfigurationError.invalid(key: key, expected: "an object of providers and accounts")
            }
            for member in members { accounts[member.key] = try Self.text(member.value, "accounts.\(member.key)") ?? "" }
        case "enabled":
            guard case .bool(let flag) = value else {
                throw GatewayConfigurationError.invalid(key: key, expected: "true or false")
            }
            isEnabled = flag
        default:
            throw GatewayConfigurationError.invalid(
                key: String(key.prefix(64)),
                expected: "one of url, token, password, account, accounts, machine, enabled")
        }
    }

    private mutating func take(_ new: Secret?) throws {
        switch (secret, new) {
        case (.token, .some), (.password, .some):
            throw GatewayConfigurationError.invalid(key: "password", expected: "a token or a password, not both")
        // Taking one away and giving the other means the other.
        case (.token, nil), (.password, nil): return
        default: secret = new ?? Secret.none
        }
    }

    /// A text; nil for `null`.
    private static func text(_ value: JSONValue, _ key: String) throws -> String? {
        switch value {
        case .string(let text): text
        case .null: nil
        default: throw noText(key)
        }
    }

    private static func noText(_ key: String) -> GatewayConfigurationError {
        .invalid(key: key, expected: "a text")
    }
}
