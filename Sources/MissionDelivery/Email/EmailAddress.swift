// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A mailbox, `name@example.org`, in a spelling that cannot end a line or a command.
package struct EmailAddress: Hashable, Sendable {
    /// RFC 5321's limit for a path, in bytes, without its brackets.
    private static let longest = 254

    package let text: String

    /// Reads one; nil where it is none, or one that would have to be quoted.
    package init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                ? scalar.value > 0x20 && scalar.value < 0x7f && !"<>()[],;:\\\"".unicodeScalars.contains(scalar)
                : PlainText.line(String(scalar)) == String(scalar)
        }
        guard isPlain, parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, text.utf8.count <= Self.longest else {
            return nil
        }
        self.text = text
    }

    /// Whether every server can send it on.
    var isASCII: Bool { text.utf8.allSatisfy { $0 < 0x80 } }

    /// What stands behind the `@`.
    var domain: String { String(text.drop { $0 != "@" }.dropFirst()) }
}
