// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MissionDelivery

@Suite struct `Replies of mail servers` {
    private func replies(_ text: String, by size: Int = .max) throws -> [SMTPReply] {
        var (parser, found, rest) = (SMTPReplyParser(), [SMTPReply](), Array(text.utf8)[...])
        while !rest.isEmpty {
            found += try parser.replies(adding: rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        return found
    }

    @Test(arguments: [1, 2, 3, 7, .max])
    func `are the same in whatever pieces they come`(size: Int) throws {
        let found = try replies("220 here\r\n250-here\r\n250-AUTH PLAIN\r\n250 SIZE\r\n250\r\n451 4.7.1\n", by: size)
        #expect(
            found == [
                SMTPReply(code: 220, lines: ["here"]), SMTPReply(code: 250, lines: ["here", "AUTH PLAIN", "SIZE"]),
                SMTPReply(code: 250, lines: [""]), SMTPReply(code: 451, lines: ["4.7.1"]),
            ])
    }

    @Test(arguments: [
        "hello\r\n", "\r\n", "22 x\r\n", "2200 x\r\n", "120 x\r\n", "620 x\r\n", "250-a\r\n251 b\r\n", "250_x\r\n",
    ])
    func `that are none are garbage`(text: String) {
        #expect(throws: SMTPReplyParser.Mistake.garbage) { try replies(text) }
    }

    @Test func `have an end`() {
        #expect(throws: SMTPReplyParser.Mistake.endless) { try replies(String(repeating: "250-x\r\n", count: 200)) }
        #expect(throws: SMTPReplyParser.Mistake.endless) { try replies(String(repeating: "x", count: 5000)) }
    }

    @Test func `that are not complete are noticed`() throws {
        var parser = SMTPReplyParser()
        #expect(try parser.replies(adding: "220 go\r\n".utf8).count == 1 && parser.isEmpty)
        #expect(try parser.replies(adding: "250-inj".utf8).isEmpty && !parser.isEmpty)
    }
}
