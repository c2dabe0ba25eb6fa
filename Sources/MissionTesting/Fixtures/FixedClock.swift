// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// A clock that stands still.
package struct FixedClock: WallClock {
    /// The moment it shows.
    package let now: Timestamp

    /// A clock that shows `now`.
    package init(_ now: Timestamp = Fixtures.noon) {
        self.now = now
    }
}
