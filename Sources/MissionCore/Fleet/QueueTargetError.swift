// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A queue that was filled for somebody else: where it is delivered to now, nobody has what was delivered before.
package struct QueueTargetError: Error, Hashable, Sendable {
    /// The queue's file.
    package var path: String
    /// For whom it was filled.
    package var upstream: String

    package init(path: String, upstream: String) {
        self.path = path
        self.upstream = upstream
    }
}
