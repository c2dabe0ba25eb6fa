// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Testing

@Suite struct `Reading dollars` {
    @Test(arguments: [
        ("0", 0), ("-0", 0), ("1", 1_000_000_000), ("-3", -3_000_000_000), ("0.016836", 16_836_000),
        ("1.2e-05", 12_000), ("1.2E-05", 12_000), ("1e3", 1_000_000_000_000), ("1.5e+2", 150_000_000_000),
        ("0.000000001", 1), ("9223372036.854775807", Int64.max), ("0.1e10", 1_000_000_000_000_000_000),
        ("00012", 12_000_000_000), ("1e-400", 0), ("0e99999", 0),
    ])
    func `a JSON number is read exactly`(text: String, nanodollars: Int64) {
        #expect(Money(decimalDollars: text) == Money(nanodollars: nanodollars))
    }

    @Test(arguments: [
        ("0.0000000005", 0), ("0.0000000015", 2), ("0.0000000025", 2), ("0.00000000250000000000000000001", 3),
        ("0.0000000024999999999999999999999", 2), ("-0.0000000015", -2), ("-0.0000000005", 0),
        ("12345678.1234567895", 12_345_678_123_456_790), ("12345678.1234567885", 12_345_678_123_456_788),
        // Twenty digits and more, where the last one kept is the nanodollar.
        ("1234567890.1234567899", 1_234_567_890_123_456_790), ("1234567890.1234567885", 1_234_567_890_123_456_788),
        ("1234567890.12345678850001", 1_234_567_890_123_456_789),
    ])
    func `what lies beyond a nanodollar is rounded half to even`(text: String, nanodollars: Int64) {
        #expect(Money(decimalDollars: text) == Money(nanodollars: nanodollars))
    }

    @Test(arguments: [
        "", "-", ".", "1.", ".5", "+1", "1e", "1e+", "0x10", "1,5", " 1", "1 ", "nan", "inf", "1_000", "１", "--1",
        "1.2.3",
    ])
    func `what is no JSON number is not read`(text: String) {
        #expect(Money(decimalDollars: text) == nil)
    }

    @Test(arguments: ["9223372036.8547758075", "1e10", "99999999999999999999999", "1e400", "-1e11"])
    func `an amount that does not fit is not read`(text: String) {
        #expect(Money(decimalDollars: text) == nil)
    }

    @Test(arguments: [0, 1, -1, 16_836_000, 12_345_678_900, -5_000_000_000, Int64.max, Int64.min + 1])
    func `what is written is read back`(nanodollars: Int64) {
        let money = Money(nanodollars: nanodollars)
        #expect(Money(decimalDollars: money.decimalString) == money)
    }
}
