// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Money {
    /// All nine decimals, no sign of currency: `12.345678900`.
    package var decimalString: String {
        let (dollars, fraction) = magnitudeParts
        let digits = String(fraction)
        let padding = String(repeating: "0", count: 9 - digits.count)
        return "\(sign)\(dollars).\(padding)\(digits)"
    }

    /// Dollars and cents for people, rounded half-even, with thousands separated: `$1,234.56`.
    ///
    /// An amount other than zero that would round to `$0.00` is shown as `<$0.01`, because it is not nothing.
    package var displayString: String {
        let cents = roundedCents
        if cents == 0, nanodollars != 0 { return nanodollars < 0 ? ">-$0.01" : "<$0.01" }
        let magnitude = cents.magnitude
        let fraction = magnitude % 100
        let tail = fraction < 10 ? "0\(fraction)" : "\(fraction)"
        return "\(cents < 0 ? "-" : "")$\((magnitude / 100).groupedString).\(tail)"
    }

    /// Whole cents, rounded half-even.
    package var roundedCents: Int64 {
        rounded(to: 10_000_000)
    }

    /// Dollars as a floating-point number, for charts and for interfaces that promise JSON numbers; never for sums.
    package var approximateDollars: Double {
        Double(nanodollars) / 1_000_000_000
    }

    /// Units of `unit` nanodollars, rounded half-even.
    package func rounded(to unit: Int64) -> Int64 {
        let (quotient, remainder) = nanodollars.quotientAndRemainder(dividingBy: unit)
        let doubled = remainder.magnitude * 2
        let isUp = doubled > unit.magnitude || (doubled == unit.magnitude && quotient % 2 != 0)
        return isUp ? quotient + (nanodollars < 0 ? -1 : 1) : quotient
    }

    private var sign: String {
        nanodollars < 0 ? "-" : ""
    }

    private var magnitudeParts: (UInt64, UInt64) {
        nanodollars.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
    }
}

extension BinaryInteger {
    /// Decimal digits in groups of three: `1,234,567`.
    package var groupedString: String {
        let digits = Array(String(magnitude))
        var text = self < 0 ? "-" : ""
        for (offset, digit) in digits.enumerated() {
            if offset > 0, (digits.count - offset) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }
}
