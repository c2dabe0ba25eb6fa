// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import Testing

@testable import MissionDelivery

@Suite struct `How long to wait` {
    @Test(
        arguments: [
            ("0", 0), ("35", 35_000), (" 2 ", 2000), ("1.5", 1500), ("0.0001", 1), ("99999999999999", 86_400_000),
            ("Sat, 21 Nov 2026 13:31:00 GMT", 60_000), ("Sat, 21 Nov 2026 13:00:00 GMT", 0),
            ("Sun, 06 Nov 2044 08:49:37 GMT", 86_400_000), ("", nil), ("-1", nil), ("soon", nil), ("1e9", nil),
            ("nan", nil),
            ("Sat, 21 Now 2026 13:31:00 GMT", nil), ("Sat, 31 Feb 2026 13:31:00 GMT", nil), ("0x10", nil), (".", nil),
        ] as [(String, Int64?)])
    func `is read in seconds and as a date, at most a day`(text: String, expected: Int64?) {
        #expect(RetryAfter.milliseconds(text, now: Messages.now) == expected)
    }
}
