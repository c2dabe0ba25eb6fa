// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What the holder of a token may do over HTTP.
package enum AccessScope: String, Sendable, Hashable, CaseIterable {
    /// Read everything that is shown.
    case read
    /// Push calls, and nothing else.
    case push
    /// Everything: read, push and change.
    case write

    /// Whether who has this may do what needs `needed`.
    package func covers(_ needed: AccessScope) -> Bool { self == .write || self == needed }
}
