// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// An exact amount of US dollars, counted in nanodollars (billionths of a dollar).
///
/// The range is about ±9.2 billion dollars. Sums saturate at those bounds instead of trapping, so that no input
/// can stop the program; a saturated total is unmistakable.
package struct Money: Hashable, Sendable {
    /// Billionths of a US dollar.
    package var nanodollars: Int64

    /// An amount from billionths of a US dollar.
    package init(nanodollars: Int64) {
        self.nanodollars = nanodollars
    }

    /// No money. Not to be used for "unknown": that is `nil`.
    package static let zero = Money(nanodollars: 0)

    /// Nanodollars in a dollar.
    package static let nanodollarsPerDollar: Int64 = 1_000_000_000

    /// The sum, saturating at the bounds of `Int64`.
    package static func + (left: Money, right: Money) -> Money {
        Money(nanodollars: left.nanodollars.addingSaturating(right.nanodollars))
    }

    /// The difference, saturating at the bounds of `Int64`.
    package static func - (left: Money, right: Money) -> Money {
        Money(nanodollars: left.nanodollars.subtractingSaturating(right.nanodollars))
    }

    /// Adds in place, saturating at the bounds of `Int64`.
    package static func += (left: inout Money, right: Money) {
        left = left + right
    }
}

extension Money: Comparable {
    /// Orders by amount.
    package static func < (left: Money, right: Money) -> Bool {
        left.nanodollars < right.nanodollars
    }
}

extension Int64 {
    /// The sum, or the nearest bound when it does not fit.
    package func addingSaturating(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }

    /// The difference, or the nearest bound when it does not fit.
    package func subtractingSaturating(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other < 0 ? .max : .min) : difference
    }
}
