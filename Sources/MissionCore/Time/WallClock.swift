// Mission Control
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Tells the time of day; passed in wherever "now" matters so that tests can fix it.
package protocol WallClock: Sendable {
    /// The present moment.
    var now: Timestamp { get }
}

/// The computer's own clock.
package struct SystemClock: WallClock {
    package init() {}

    /// The present moment.
    package var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
