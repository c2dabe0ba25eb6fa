// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A token as it is kept: who it is for and what it allows, without the text that opens.
package struct AccessToken: Hashable, Sendable {
    /// What tokens begin with, so that people and scanners of published files recognise them.
    package static let prefix = "mct_"

    /// What a person called it: 1 to 64 letters, digits, points, dashes and underscores.
    package let name: String
    /// The SHA-256 of its text, 32 bytes.
    package let digest: [UInt8]
    /// What it allows; one at least.
    package let scopes: [AccessScope]
    package let createdAt: Timestamp
    /// From when on it opens nothing; nil for never.
    package let expiresAt: Timestamp?

    package init(
        name: String, digest: [UInt8], scopes: [AccessScope], createdAt: Timestamp, expiresAt: Timestamp? = nil
    ) {
        self.name = name
        self.digest = digest
        self.scopes = scopes
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    /// Whether a name can be one of a token.
    package static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy { $0.isASCII && ($0.properties.isAlphabetic || isSign($0)) }
    }

    private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar) || [".", "-", "_"].contains(scalar)
    }

    /// Whether it opens anything at a moment.
    package func isValid(at now: Timestamp) -> Bool { expiresAt.map { now < $0 } ?? true }

    /// Whether it allows what needs `needed`.
    package func allows(_ needed: AccessScope) -> Bool { scopes.contains { $0.covers(needed) } }
}
