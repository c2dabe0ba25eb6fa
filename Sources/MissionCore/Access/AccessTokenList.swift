// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The tokens that somebody made, in the order in which that was done.
package struct AccessTokenList: Hashable, Sendable {
    package private(set) var tokens: [AccessToken] = []

    package init() {}

    /// The token that a text is, whether it still holds or not; nil for one that was never made or was revoked.
    ///
    /// Every token is compared, each to its last byte, so that the time tells nothing.
    package func token(_ secret: AccessSecret) -> AccessToken? { token(digest: secret.digest) }

    /// The token of that digest.
    package func token(digest: [UInt8]) -> AccessToken? {
        tokens.reduce(nil) { found, token in Self.areEqual(token.digest, digest) ? token : found }
    }

    /// The token of that name.
    package subscript(name: String) -> AccessToken? { tokens.first { $0.name == name } }

    /// Adds a token.
    ///
    /// - Returns: false where there is one of its name already.
    package mutating func add(_ token: AccessToken) -> Bool {
        guard self[token.name] == nil else { return false }
        tokens.append(token)
        return true
    }

    /// Forgets a token; false where there is none of that name.
    package mutating func remove(_ name: String) -> Bool {
        let count = tokens.count
        tokens.removeAll { $0.name == name }
        return tokens.count < count
    }

    private static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
