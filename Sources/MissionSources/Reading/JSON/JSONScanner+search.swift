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
    static func contains(_ bytes: Span<UInt8>, _ range: Range<Int>, _ literal: StaticString) -> Bool {
        var (anchor, best) = (0, UInt8(rare.utf8CodeUnitCount))
        for offset in 0..<literal.utf8CodeUnitCount {
            let rank = ranks[Int(literal.utf8Start[offset])]
            if rank < best { (anchor, best) = (offset, rank) }
        }
        return contains(bytes, range, literal, anchor: anchor)
    }

    /// Whether `literal` occurs anywhere in `range`.
    ///
    /// - Parameter anchor: The place within `literal` of its rarest byte, which is looked for first.
    static func contains(_ bytes: Span<UInt8>, _ range: Range<Int>, _ literal: StaticString, anchor: Int) -> Bool {
        guard (0..<literal.utf8CodeUnitCount).contains(anchor) else { return false }
        let rare = literal.utf8Start[anchor]
        let inside = bytes.extracting(range)
        var search = 0
        while let hit = find(rare, in: inside, from: search) {
            if hit >= anchor, starts(inside, hit - anchor..<inside.count, with: literal) { return true }
            search = hit + 1
        }
        return false
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

    private static let leadingMembers = 8
}
