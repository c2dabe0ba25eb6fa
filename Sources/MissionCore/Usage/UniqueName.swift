// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Tells names that mean one thing from names that any answer may have: relays answer everything as `ocgo`, or count from one.
package enum UniqueName {
    /// Whether a name is one of its own: long and mixed enough to have been drawn at random, as `msg_01…`, `chatcmpl-…` with a
    /// UUID, or a time with a random tail. `ocgo`, `msg_1` and `chatcmpl-123` say nothing about which answer is meant.
    package static func isUnique(_ name: String) -> Bool {
        var (length, digits, seen) = (0, 0, UInt128(0))
        var word = Word()
        func close() {
            // Words of a prefix: `msg`, `bdrk`, `chatcmpl`.
            if length > 0 || word.digits > 0 || word.length > 10 {
                length += word.length
                digits += word.digits
                seen |= word.seen
            }
            word = Word()
        }
        for byte in name.utf8 {
            if isDigit(byte) || isLetter(byte) { word.add(byte) } else { close() }
        }
        close()
        return length >= 16 && digits >= 2 && seen.nonzeroBitCount >= 8
    }

    /// What the letters and digits are that stand together.
    private struct Word {
        var length = 0
        var digits = 0
        /// A bit for each.
        var seen: UInt128 = 0

        mutating func add(_ byte: UInt8) {
            length += 1
            if isDigit(byte) { digits += 1 }
            seen |= 1 << UInt128(byte)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }
}
