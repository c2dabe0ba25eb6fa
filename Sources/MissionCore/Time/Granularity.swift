// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How finely time is divided in an answer.
package enum Granularity: String, Sendable, CaseIterable {
    /// Local hours, as `2026-11-21T14:00`.
    case hour
    /// Local days, as `2026-11-21`.
    case day
    /// ISO weeks, named by their Monday.
    case week
    /// Months, as `2026-11`.
    case month
}

/// A quarter of an hour in UTC, the grain of rollups: every zone's local hour and day is a whole number of them.
package struct QuarterHour: Hashable, Sendable, Comparable {
    /// Quarter hours since 1970-01-01T00:00:00Z.
    package var number: Int64

    /// A quarter hour from its number since 1970.
    package init(number: Int64) {
        self.number = number
    }

    /// The quarter hour in which the moment lies.
    package init(containing moment: Timestamp) {
        self.number = moment.milliseconds.floorDivided(by: 900_000)
    }

    /// Its first moment.
    package var start: Timestamp {
        Timestamp(milliseconds: number * 900_000)
    }

    /// Earlier ones come first.
    package static func < (left: QuarterHour, right: QuarterHour) -> Bool {
        left.number < right.number
    }
}
