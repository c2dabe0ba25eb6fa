// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore
internal import Synchronization

/// A clock that stands still.
package struct FixedClock: WallClock {
    /// The moment it shows.
    package let now: Timestamp

    /// A clock that shows `now`.
    package init(_ now: Timestamp = Fixtures.noon) {
        self.now = now
    }
}

/// A clock that a test sets.
package final class SettableClock: WallClock {
    private let moment: Mutex<Timestamp>

    /// A clock that shows `now` until it is set.
    package init(_ now: Timestamp = Fixtures.noon) {
        moment = Mutex(now)
    }

    /// The moment it shows.
    package var now: Timestamp { moment.withLock { $0 } }

    /// Shows another moment from now on.
    package func set(_ now: Timestamp) { moment.withLock { $0 = now } }

    /// Shows a moment so many milliseconds later.
    package func advance(by milliseconds: Int64) {
        moment.withLock { $0 = $0.advanced(byMilliseconds: milliseconds) }
    }
}
