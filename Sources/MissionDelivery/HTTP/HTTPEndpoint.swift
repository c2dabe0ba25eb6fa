// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Where a channel sends its requests, and under which conditions.
package struct HTTPEndpoint: Hashable, Sendable {
    /// The address.
    package var url: OutgoingURL
    /// Whether it may be on this computer, in a private network, or without encryption.
    package var allowsPrivate: Bool
    /// A file of certificates in PEM to trust besides the system's.
    package var authorities: String?

    /// The address, where it may be a secret: it has a path.
    var secrets: [String] { url.target == "/" ? [] : [url.text, url.target] }
}
