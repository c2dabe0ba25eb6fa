// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import MissionDelivery

@Suite struct `Text from outside` {
    @Test func `control, direction and unseen characters are no part of a line`() {
        #expect(
            PlainText.line("a\r\nb\u{1b}[31mc\u{202e}d\u{200b}e\u{feff}\u{85}f\u{2028}g\u{3164}h") == "a b [31mcde f gh"
        )
        #expect(PlainText.line("  größer \t als\u{a0}5  ") == "größer als 5")
    }

    @Test func `a cut leaves whole characters and says that something is missing`() {
        #expect("abcdef".cut(to: 6) == "abcdef")
        #expect("abcdefg".cut(to: 6) == "abcde…")
        #expect("🙂🙂🙂".cut(to: 5, counting: \.utf16.count) == "🙂🙂…")
        #expect("🙂🙂🙂".cut(to: 4, counting: \.utf16.count) == "🙂…")
        #expect("👩‍👩‍👧a".cut(to: 3, counting: \.utf8.count) == "…")
        #expect("ab".cut(to: 0) == "")
        #expect("a<b".cut(to: 5, spelling: { $0 == "<" ? "&lt;" : String($0) }) == "a…")
    }

    @Test(arguments: ["geheim", "a b/c", "pass=word", "two  spaces"])
    func `secrets are taken out in every spelling`(secret: String) {
        let redaction = Redaction([secret, ""])
        let spellings = [
            secret, secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "",
            Data(secret.utf8).base64EncodedString(),
        ]
        for spelling in spellings {
            let text = redaction("no \(spelling) here, not \(spelling)")
            #expect(text == "no … here, not …")
        }
    }

    @Test func `a secret at the cut is taken out whole, and the longer one of two first`() {
        let redaction = Redaction(["bot1:abc", "abc"])
        #expect(redaction("x bot1:abc y abc") == "x … y …")
        let long = redaction(String(repeating: "x", count: 195) + "bot1:abcdef")
        #expect(long == String(repeating: "x", count: 195) + "…def")
        #expect(redaction(String(repeating: "y", count: 300)).count == 200)
    }
}
