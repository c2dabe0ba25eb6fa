// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import Testing

@testable import MissionDelivery

@Suite struct `Mail` {
    @Test(arguments: ["a@b", "first.last+tag@mail.example.org", "ü@exämple.org", "o'neil@example.org"])
    func `goes to addresses`(text: String) {
        #expect(EmailAddress(text)?.text == text)
    }

    @Test(arguments: [
        "", "a", "@b", "a@", "a@b@c", "a b@c", "a@b>", "<a@b>", "a@b\r\nRCPT TO:<c@d>", "a@b\n", "a@b\u{0}", "a@b,c@d",
        "\"a\"@b",
        "a@b\u{202e}", "a@b\u{85}", "a@\u{200b}b", "a(b)@c", "a@[127.0.0.1]", String(repeating: "a", count: 255) + "@b",
    ])
    func `does not go where another command could begin`(text: String) {
        #expect(EmailAddress(text) == nil)
    }

    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (1_795_267_800, "Sat, 21 Nov 2026 13:30:00 +0000"),
        (951_782_399, "Mon, 28 Feb 2000 23:59:59 +0000"), (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
    ])
    func `bears a date`(seconds: Int64, text: String) {
        #expect(EmailMessage.date(Timestamp(seconds: seconds)) == text)
    }

    @Test func `has subjects in ASCII`() {
        #expect(EncodedWords.text("Daily cost $61.00") == "Daily cost $61.00")
        #expect(EncodedWords.text("=?utf-8?Q?x?=").hasPrefix("=?utf-8?B?"))
        let long = String(repeating: "größer als 🙂 ", count: 20)
        let words = EncodedWords.text(long).components(separatedBy: "\r\n ")
        #expect(
            words.count > 4
                && words.allSatisfy { $0.utf8.count <= 75 && $0.hasPrefix("=?utf-8?B?") && $0.hasSuffix("?=") })
        let parts = words.compactMap { Data(base64Encoded: String($0.dropFirst(10).dropLast(2))) }
        // Each word is text of its own, so that no character is split.
        #expect(parts.allSatisfy { String(data: $0, encoding: .utf8) != nil })
        #expect(String(decoding: parts.reduce(Data(), +), as: UTF8.self) == long)
    }

    @Test func `has bodies in ASCII`() {
        #expect(QuotedPrintable.text(["a=b", "ü ", ".", ""]) == "a=3Db\r\n=C3=BC=20\r\n.\r\n\r\n")
        let long = QuotedPrintable.text([String(repeating: "x", count: 100)])
        #expect(long == String(repeating: "x", count: 75) + "=\r\n" + String(repeating: "x", count: 25) + "\r\n")
        #expect(
            QuotedPrintable.text([String(repeating: "x", count: 74) + "ü"]).components(separatedBy: "\r\n").allSatisfy {
                $0.utf8.count <= 76
            })
    }

    @Test func `does not end at a dot`() {
        #expect(SMTPSession.stuffed(".a\r\n.\r\nb.\r\n..c\r\n") == "..a\r\n..\r\nb.\r\n...c\r\n")
    }
}
