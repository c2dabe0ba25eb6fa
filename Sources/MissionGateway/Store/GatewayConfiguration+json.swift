// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension GatewayConfiguration {
    /// The content of its file, the secret included.
    var fileContent: JSONValue {
        var members = [JSONMember(key: "version", value: 1)]
        func add(_ key: String, _ value: JSONValue) { members.append(JSONMember(key: key, value: value)) }
        add("id", .string(gateway.id))
        add("url", .string(gateway.url))
        switch credential {
        case .none: break
        case .token(let token): add("token", .string(token))
        case .password(let password): add("password", .string(password))
        }
        if let account = gateway.accounts.key { add("account", .string(account)) }
        if !gateway.accounts.byProvider.isEmpty { add("accounts", gateway.json["accounts"] ?? [:]) }
        if let machine { add("machine", .string(machine)) }
        add("enabled", .bool(gateway.isEnabled))
        return .object(members)
    }

    /// Reads the content of a file.
    ///
    /// - Throws: ``MissionCore/GatewayConfigurationError/invalid(key:expected:)`` with the key that is wrong.
    init(fileContent: JSONValue) throws {
        guard case .object(let members) = fileContent else {
            throw GatewayConfigurationError.invalid(key: "the file", expected: "one JSON object")
        }
        guard fileContent["version"] == 1 else {
            throw GatewayConfigurationError.invalid(key: "version", expected: "1")
        }
        guard case .string(let id)? = fileContent["id"] else {
            throw GatewayConfigurationError.invalid(key: "id", expected: "a text")
        }
        let change = try GatewayChange(members: members.filter { $0.key != "version" && $0.key != "id" })
        try self.init(id: id, change)
    }
}
