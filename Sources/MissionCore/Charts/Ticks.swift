// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Round amounts for an axis: a step of 1, 2 or 5 times a power of ten.
package struct Ticks: Hashable, Sendable {
    /// The amounts, from nothing up to the first one that is not below the highest value.
    package let amounts: [Money]

    /// Two to six ticks for values up to `top`.
    package init(upTo top: Money) {
        let top = min(max(1, top.nanodollars), 5_000_000_000_000_000_000)
        var (power, step) = (Int64(1), Int64(1))
        search: while true {
            for factor in [1, 2, 5] as [Int64] {
                step = power * factor
                if Int128(step) * 5 >= Int128(top) { break search }
            }
            power *= 10
        }
        let count = (top + step - 1) / step
        amounts = (0...count).map { Money(nanodollars: $0 * step) }
    }

    /// The highest amount.
    package var top: Money { amounts.last ?? .zero }

    /// The amount as an axis names it: no more decimals than it needs, but never one alone: `$5`, `$0.50`, `$0.002`.
    package static func label(_ amount: Money) -> String {
        let (dollars, rest) = amount.nanodollars.quotientAndRemainder(dividingBy: Money.nanodollarsPerDollar)
        guard rest != 0 else { return "$\(dollars.groupedString)" }
        var digits = rest.padded(to: 9)
        while digits.last == "0", digits.count > 2 { digits.removeLast() }
        return "$\(dollars.groupedString).\(digits)"
    }
}
