// Mission Control
// SPDX-License-Identifier: Apache-2.0

public import MissionCore

/// A clock that stands still.
public struct FixedClock: WallClock {
    /// The moment it shows.
    public let now: Timestamp

    /// Makes a clock that shows `now`.
    public init(_ now: Timestamp = Fixtures.noon) {
        self.now = now
    }
}
