// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Makes replies of the bytes that a mail server sends.
struct SMTPReplyParser {
    private enum Limit {
        /// RFC 5321 allows 512 bytes a line; some servers say more.
        static let line = 4096
        /// A reply of more lines says nothing that is needed here.
        static let lines = 128
    }

    /// What is wrong with the bytes.
    enum Mistake: Error, Hashable {
        /// They are no replies of a mail server.
        case garbage
        /// They do not end.
        case endless
    }

    private var bytes: [UInt8] = []
    private var lines: [String] = []
    private var code: Int?

    /// Whether everything that came was part of a reply that was given.
    var isEmpty: Bool { bytes.isEmpty && lines.isEmpty }

    /// Adds bytes and gives the replies that are complete now.
    ///
    /// - Throws: ``Mistake``.
    mutating func replies(adding new: some Sequence<UInt8>) throws -> [SMTPReply] {
        var replies: [SMTPReply] = []
        for byte in new {
            guard byte == 0x0a else {
                if bytes.count >= Limit.line { throw Mistake.endless }
                bytes.append(byte)
                continue
            }
            if bytes.last == 0x0d { bytes.removeLast() }
            if let reply = try reply(endingWith: bytes) { replies.append(reply) }
            bytes.removeAll(keepingCapacity: true)
        }
        return replies
    }

    /// A line is `250-text` where others follow, and `250 text` or `250` where it is the last.
    private mutating func reply(endingWith line: [UInt8]) throws -> SMTPReply? {
        let digits = line.prefix(3)
        guard digits.count == 3, (0x32...0x35).contains(digits[0]), digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let code = Int(String(decoding: digits, as: UTF8.self)), self.code == nil || self.code == code
        else { throw Mistake.garbage }
        let mark = line.count > 3 ? line[3] : 0x20
        guard mark == 0x20 || mark == 0x2d else { throw Mistake.garbage }
        if lines.count >= Limit.lines { throw Mistake.endless }
        lines.append(PlainText.line(String(decoding: line.dropFirst(4), as: UTF8.self)))
        self.code = code
        if mark == 0x2d { return nil }
        defer { (lines, self.code) = ([], nil) }
        return SMTPReply(code: code, lines: lines)
    }
}
