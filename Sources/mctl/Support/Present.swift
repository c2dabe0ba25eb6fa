// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// The moment that reports take for the present.
enum Present {
    private static let variable = "MISSION_NOW"

    /// The clock's; where the environment names one, that one: so that the manual's screens are the same every day.
    static var now: Timestamp {
        ProcessInfo.processInfo.environment[variable].flatMap { Timestamp(iso8601: $0) } ?? SystemClock().now
    }

    /// A clock that shows it.
    static var clock: any WallClock { Clock() }

    private struct Clock: WallClock {
        var now: Timestamp { Present.now }
    }
}
