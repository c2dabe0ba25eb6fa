// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A moment in UTC, to the millisecond.
package struct Timestamp: Hashable, Sendable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package var milliseconds: Int64

    /// A moment from milliseconds since 1970-01-01T00:00:00Z.
    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// A moment from seconds since 1970-01-01T00:00:00Z.
    package init(seconds: Int64) {
        self.milliseconds = seconds.multipliedReportingOverflow(by: 1000).partialValue
    }

    /// Earlier moments come first.
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// Whole seconds since 1970, rounded down.
    package var seconds: Int64 {
        milliseconds.floorDivided(by: 1000)
    }

    /// The moment this many milliseconds later.
    package func advanced(byMilliseconds offset: Int64) -> Timestamp {
        Timestamp(milliseconds: milliseconds.addingSaturating(offset))
    }

    /// The moments a log may claim: 2000-01-01 up to, not including, 2100-01-01. What lies outside is a mistake in the log.
    package static let plausible = Timestamp(seconds: 946_684_800)..<Timestamp(seconds: 4_102_444_800)
}

extension Int64 {
    /// The quotient rounded towards minus infinity; `divisor` is positive.
    package func floorDivided(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
