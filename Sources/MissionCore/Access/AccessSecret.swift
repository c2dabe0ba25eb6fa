// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Foundation

/// A text that opens something to whoever has it. Only its digest is kept.
///
/// It describes itself without the text, so that no log shows one by accident.
package struct AccessSecret: Sendable, CustomStringConvertible {
    /// What is shown once, and what comes in with requests.
    package let text: String

    /// What somebody sent.
    package init(_ text: String) { self.text = text }

    /// A new one of 256 bits that nobody can guess, in base64 for addresses, behind a prefix.
    package static func random(prefix: String) -> AccessSecret {
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let text = bytes.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
            "=", with: "")
        return AccessSecret(prefix + text)
    }

    /// The SHA-256 of the text. It needs neither salt nor repetition, because the text is random and long.
    package var digest: [UInt8] { Array(SHA256.hash(data: Data(text.utf8))) }

    package var description: String { "a secret" }
}
