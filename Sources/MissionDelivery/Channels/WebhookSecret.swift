// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Foundation

/// What a webhook's requests are signed with: `whsec_` and the base64 of 24 to 64 bytes.
package struct WebhookSecret: Hashable, Sendable {
    private static let prefix = "whsec_"
    /// As it is shown and kept.
    package let text: String
    private let key: [UInt8]

    /// A new one, of 32 random bytes.
    package init() {
        key = SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) }
        text = Self.prefix + Data(key).base64EncodedString()
    }

    /// Reads one; nil where it is none.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), let key = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))),
            (24...64).contains(key.count)
        else { return nil }
        self.text = text
        self.key = [UInt8](key)
    }

    /// The HMAC-SHA256, in base64.
    func signature(of content: Data) -> String {
        Data(HMAC<SHA256>.authenticationCode(for: content, using: SymmetricKey(data: key))).base64EncodedString()
    }
}
