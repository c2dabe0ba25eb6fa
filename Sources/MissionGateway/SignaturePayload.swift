// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a device signs to prove to a gateway who it is, that it means this connection, and what it asks for.
///
/// This is version 3 of the payload; it pins the platform too.
struct SignaturePayload: Equatable, Sendable {
    var deviceID: String
    var clientID: String
    var clientMode: String
    var role: String
    /// In the order in which they are sent.
    var scopes: [String]
    /// Milliseconds since 1970, by the gateway's clock.
    var signedAt: Int64
    /// The token that is sent along; a password is not part of it.
    var token: String?
    /// What the gateway's challenge said.
    var nonce: String
    var platform: String?
    var deviceFamily: String?

    var text: String {
        [
            "v3", deviceID, clientID, clientMode, role, scopes.joined(separator: ","), String(signedAt), token ?? "",
            nonce, Self.plain(platform), Self.plain(deviceFamily),
        ].joined(separator: "|")
    }

    /// Trimmed, with ASCII letters in lower case and all others as they are.
    private static func plain(_ name: String?) -> String {
        guard let name else { return "" }
        let scalars = name.unicodeScalars.map { scalar in
            ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars.drop(while: \.properties.isWhitespace))
        while let last = view.last, last.properties.isWhitespace { view.removeLast() }
        return String(view)
    }
}
