// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Text in ASCII and short lines, which people can mostly read as it is (RFC 2045).
enum QuotedPrintable {
    private static let longest = 75

    /// Each line, ended by CR and LF; longer ones are continued behind a `=`.
    static func text(_ lines: [String]) -> String { lines.map(line).joined() }

    private static func line(_ line: String) -> String {
        let bytes = Array(line.utf8)
        var (text, length) = ("", 0)
        for (place, byte) in bytes.enumerated() {
            let isLast = place == bytes.count - 1
            // A space at the end of a line gets lost on the way.
            let isPlain = byte == 0x20 ? !isLast : byte > 0x20 && byte < 0x7f && byte != 0x3d
            let next = isPlain ? String(Unicode.Scalar(byte)) : escaped(byte)
            if length + next.utf8.count > longest {
                text += "=\r\n"
                length = 0
            }
            text += next
            length += next.utf8.count
        }
        return text + "\r\n"
    }

    private static func escaped(_ byte: UInt8) -> String {
        "=" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
