// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MissionDelivery

@Suite struct `Text from outside` {
    @Test func `control, direction and unseen characters are no part of a line`() {
        #expect(PlainText.line("a\r\nb\u{1b}[31mc\u{202e}d\u{200b}e\u{feff}\u{85}f\u{2028}g") == "a b [31mcde f g")
        #expect(PlainText.line("  größer \t als  ") == "größer als")
    }
}
