// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// What was found out about the gateway's age while talking with it.
final class ServerCapabilities: Sendable {
    private let old = Atomic(false)

    /// Whether it has refused the newest parameters.
    var isOld: Bool {
        get { old.load(ordering: .relaxed) }
        set { old.store(newValue, ordering: .relaxed) }
    }
}
