// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Testing

@Suite struct `Writing dollars` {
    @Test(arguments: [
        (0, "$0.00"), (1_234_560_000_000, "$1,234.56"), (-1_500_000_000, "-$1.50"),
        (999_000_000_000_000, "$999,000.00"),
        (5_000_000, "<$0.01"), (-5_000_000, ">-$0.01"), (15_000_000, "$0.02"), (25_000_000, "$0.02"),
        (25_000_001, "$0.03"), (10_000_000, "$0.01"), (Int64.min, "-$9,223,372,036.85"),
    ])
    func `people see dollars and cents`(nanodollars: Int64, text: String) {
        #expect(Money(nanodollars: nanodollars).displayString == text)
    }

    @Test func `an amount below a cent is not shown as nothing`() {
        #expect(Money(nanodollars: 1).displayString == "<$0.01")
    }

    @Test(arguments: [
        (0, "0.000000000"), (12_345_678_900, "12.345678900"), (-1, "-0.000000001"),
        (Int64.min, "-9223372036.854775808"),
    ])
    func `programs see all nine decimals`(nanodollars: Int64, text: String) {
        #expect(Money(nanodollars: nanodollars).decimalString == text)
    }

    @Test func `sums stop at the bounds`() {
        #expect(Money(nanodollars: .max) + Money(nanodollars: 1) == Money(nanodollars: .max))
        #expect(Money(nanodollars: .min) - Money(nanodollars: 1) == Money(nanodollars: .min))
        #expect(Money(nanodollars: 0) - Money(nanodollars: .min) == Money(nanodollars: .max))
    }

    @Test(arguments: [
        (Int64(0), "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"),
        (.min, "-9,223,372,036,854,775,808"),
    ])
    func `digits are grouped by three`(number: Int64, text: String) {
        #expect(number.groupedString == text)
    }
}
