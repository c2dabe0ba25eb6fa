// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension JSONScanner {
    /// Bytes that are rare in logs, rarest first; quotation marks and vowels are everywhere.
    private static let rare: StaticString = "zqjxkvwb_yphgfcmdluirsanote"
    /// How rare each byte is, 0 for the rarest.
    private static let ranks: [UInt8] = {
        var ranks = [UInt8](repeating: UInt8(rare.utf8CodeUnitCount), count: 256)
        for rank in 0..<rare.utf8CodeUnitCount { ranks[Int(rare.utf8Start[rank])] = UInt8(rank) }
        return ranks
    }()

    /// Whether `literal` occurs anywhere in `range`.
    ///
    /// Sixteen places are looked at together: two bytes of the literal, its rarest ones, must both stand where they would.
    static func contains(_ bytes: Span<UInt8>, _ range: Range<Int>, _ literal: StaticString) -> Bool {
        let length = literal.utf8CodeUnitCount
        guard length > 0, range.count >= length else { return length == 0 }
        let anchors = anchors(of: literal)
        let (first, second) = (literal.utf8Start[anchors.first], literal.utf8Start[anchors.second])
        let inside = bytes.extracting(range)
        let (firsts, seconds) = (UInt64(first) &* ones, UInt64(second) &* ones)
        var place = 0
        let last = range.count - length
        while place + lanes - 1 <= last {
            // All loads end within the span: `last` is the last place where the whole literal fits.
            let isPossible = inside.withUnsafeBytes { bytes in
                func zeros(_ offset: Int) -> UInt64 {
                    let one = bytes.loadUnaligned(fromByteOffset: offset + anchors.first, as: UInt64.self) ^ firsts
                    let other = bytes.loadUnaligned(fromByteOffset: offset + anchors.second, as: UInt64.self) ^ seconds
                    return zeroBytes(one | other)
                }
                return zeros(place) | zeros(place + lanes / 2) != 0
            }
            if isPossible {
                for lane in 0..<lanes where starts(inside, place + lane..<inside.count, with: literal) { return true }
            }
            place += lanes
        }
        while place <= last {
            if starts(inside, place..<inside.count, with: literal) { return true }
            place += 1
        }
        return false
    }

    private static let lanes = 16

    /// The places of a literal's two rarest bytes.
    private static func anchors(of literal: StaticString) -> (first: Int, second: Int) {
        var (first, second) = (0, literal.utf8CodeUnitCount - 1)
        var (least, next) = (UInt8.max, UInt8.max)
        for offset in 0..<literal.utf8CodeUnitCount {
            let rank = ranks[Int(literal.utf8Start[offset])]
            if rank < least {
                (first, second, least, next) = (offset, first, rank, least)
            } else if rank < next {
                (second, next) = (offset, rank)
            }
        }
        return (first, second)
    }

    /// The text under a key of the line's object, where that stands among its first members, before any that is nested;
    /// nil where only reading on would tell.
    static func leadingText(under key: StaticString, _ line: Span<UInt8>) -> Range<Int>? {
        var index = 0
        guard take(0x7b, line, &index) else { return nil }
        for _ in 0..<leadingMembers {
            guard let name = string(line, &index), take(0x3a, line, &index) else { return nil }
            let isIt = equals(line, name, key)
            skipSpace(line, &index)
            guard index < line.count else { return nil }
            switch line[index] {
            case 0x22:
                guard let text = string(line, &index) else { return nil }
                if isIt { return text }
            case 0x7b, 0x5b: return nil
            default: if isIt || !skip(line, &index) { return nil }
            }
            guard take(0x2c, line, &index) else { return nil }
        }
        return nil
    }

    private static let leadingMembers = 12
}
