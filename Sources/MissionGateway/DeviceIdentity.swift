// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Crypto

/// What this installation is to a gateway: an Ed25519 key whose public half a person approves once.
package struct DeviceIdentity: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    package init() {
        key = Curve25519.Signing.PrivateKey()
    }

    /// Reads one from its 32 secret bytes; nil when they are none.
    init?(secret: [UInt8]) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret) else { return nil }
        self.key = key
    }

    /// The secret bytes, for keeping.
    var secret: [UInt8] {
        [UInt8](key.rawRepresentation)
    }

    /// The name under which gateways know the device: the SHA-256 of the public key, in hexadecimal.
    package var id: String {
        SHA256.hash(data: key.publicKey.rawRepresentation).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    /// The public key as frames spell it.
    package var publicKey: String {
        Base64URL.text(key.publicKey.rawRepresentation)
    }

    /// Signs a payload; the signature as frames spell it.
    func signature(of payload: SignaturePayload) throws -> String {
        Base64URL.text(try key.signature(for: [UInt8](payload.text.utf8)))
    }
}

extension DeviceIdentity: CustomStringConvertible {
    /// The name, never the secret.
    package var description: String {
        "device \(id)"
    }
}
