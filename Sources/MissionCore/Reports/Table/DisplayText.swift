// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension String {
    /// The columns a terminal needs for the text: two for characters of East Asian scripts and for emoji.
    var displayWidth: Int {
        reduce(0) { $0 + $1.displayWidth }
    }

    /// The text without anything a terminal would obey: a name from a log must not move the cursor.
    package var displayable: String {
        guard unicodeScalars.contains(where: \.isControl) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0.isControl ? "\u{fffd}" : $0 }))
    }

    /// Whether all of it is printable ASCII without a mark that HTML or XML takes for its own: most text is.
    package var isPlainText: Bool {
        utf8.allSatisfy { byte in
            (0x20...0x7e).contains(byte)
                && byte != UInt8(ascii: "&") && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
                && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "'")
        }
    }

    /// The text cut in its middle to so many columns, because names differ at both ends.
    func shortened(to width: Int, unicode: Bool) -> String {
        guard displayWidth > width else { return self }
        let gap = unicode ? "…" : "..."
        let room = Swift.max(0, width - gap.displayWidth)
        let head = prefix(columns: room - room / 2, of: self[...])
        let tail = String(prefix(columns: room / 2, of: String(reversed())[...]).reversed())
        return head + gap + tail
    }

    private func prefix(columns: Int, of text: Substring) -> String {
        var used = 0
        return String(
            text.prefix { character in
                used += character.displayWidth
                return used <= columns
            })
    }
}

extension Character {
    fileprivate var displayWidth: Int {
        guard let first = unicodeScalars.first else { return 0 }
        return switch first.value {
        case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
            0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f680...0x1f6ff, 0x1f900...0x1faff, 0x20000...0x3fffd:
            2
        default: 1
        }
    }
}

extension Unicode.Scalar {
    /// C0, DEL, C1 and the marks that turn the direction of writing.
    fileprivate var isControl: Bool {
        value < 0x20 || (0x7f...0x9f).contains(value) || (0x202a...0x202e).contains(value)
            || (0x2066...0x2069).contains(value)
    }
}
