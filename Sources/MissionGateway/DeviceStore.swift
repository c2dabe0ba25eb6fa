// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import MissionSources

/// What is kept about this device between two connections: its key, and the tokens that gateways gave it.
///
/// Both are secrets; they lie in the data folder, in files that only their owner can read. Losing the tokens costs nothing,
/// losing the key means that every gateway must approve the device again, so they are different files.
package struct DeviceStore: Sendable {
    private let keyFile: PrivateFile
    private let tokenFile: PrivateFile

    /// Keeps things in a folder, which need not exist.
    package init(folder: String) {
        keyFile = PrivateFile(path: "\(folder)/gateway-device.json")
        tokenFile = PrivateFile(path: "\(folder)/gateway-tokens.json")
    }

    /// This device, made now if there was none.
    ///
    /// - Throws: ``GatewayError/unusableFile(path:reason:)``; a damaged file is never replaced.
    package func identity() throws -> DeviceIdentity {
        if let known = try storedIdentity() { return known }
        let fresh = DeviceIdentity()
        let content: JSONValue = [
            "version": 1, "device_id": .string(fresh.id), "public_key": .string(fresh.publicKey),
            "private_key": .string(Base64URL.text(fresh.secret)),
        ]
        let isMine = try Self.using(keyFile) { try keyFile.create(Data(content.text(.indented).utf8)) }
        // Somebody else was faster: there is one device, not two.
        return isMine ? fresh : try storedIdentity() ?? fresh
    }

    private func storedIdentity() throws -> DeviceIdentity? {
        guard let data = try Self.using(keyFile, { try keyFile.read() }) else { return nil }
        guard let secret = JSONValue(parsing: data)?["private_key"]?.text.flatMap(Base64URL.bytes),
            let identity = DeviceIdentity(secret: secret)
        else {
            throw GatewayError.unusableFile(path: keyFile.path, reason: "it holds no device key")
        }
        return identity
    }

    /// The token that a gateway gave this device; nil when there is none.
    func token(for address: GatewayAddress) throws -> String? {
        try tokens()[address.text]?.text
    }

    /// Keeps a gateway's token, or forgets it.
    func keep(_ token: String?, for address: GatewayAddress) throws {
        let known = try tokens()
        guard known[address.text]?.text != token else { return }
        var members = known.members.filter { $0.key != address.text }
        if let token { members.append(JSONMember(key: address.text, value: .string(token))) }
        let content: JSONValue = ["version": 1, "tokens": .object(members)]
        try Self.using(tokenFile) { try tokenFile.write(Data(content.text(.indented).utf8)) }
    }

    private func tokens() throws -> JSONValue {
        guard let data = try Self.using(tokenFile, { try tokenFile.read() }) else { return [:] }
        guard let tokens = JSONValue(parsing: data)?["tokens"] else {
            throw GatewayError.unusableFile(path: tokenFile.path, reason: "it holds no tokens")
        }
        return tokens
    }

    private static func using<Result>(_ file: PrivateFile, _ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let failure as PrivateFile.Failure {
            throw GatewayError.unusableFile(path: file.path, reason: failure.reason)
        }
    }
}
