// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import Testing

@testable import MissionServer

/// Figures as pages write them.
@Suite struct FigureTextTests {
    @Test(
        arguments: [
            (0, "0"), (999, "999"), (1000, "1.00K"), (1234, "1.23K"), (9994, "9.99K"), (9996, "10.0K"),
            (34_540, "34.5K"),
            (99_960, "100K"), (999_499, "999K"), (999_600, "1.00M"), (1_204_000, "1.20M"), (-1234, "-1.23K"),
            (Int64.max, "9,223,372,036,854,775,807"),
        ] as [(Int64, String)])
    func `counts have three significant digits`(count: Int64, text: String) {
        #expect(CountText.threeDigits(count) == text)
    }

    @Test func `a change is told where both amounts are known`() {
        func amount(_ cents: Int64, isPartial: Bool = false) -> KnownAmount {
            KnownAmount(Money(nanodollars: cents * 10_000_000), isPartial: isPartial)
        }
        #expect(ChangeText.text(amount(150), amount(100)) == "+50 %")
        #expect(ChangeText.text(amount(97), amount(100)) == "-3 %")
        #expect(ChangeText.text(amount(100), amount(0)) == "new")
        #expect(ChangeText.text(amount(5000), amount(1)) == "> +999 %")
        #expect(ChangeText.text(amount(100, isPartial: true), amount(50)) == "–")
        #expect(ChangeText.text(KnownAmount(nil), amount(50)) == "–")
        #expect(ChangeText.text(amount(1), nil) == "")
    }
}
