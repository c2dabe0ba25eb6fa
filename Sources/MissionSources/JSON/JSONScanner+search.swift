// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension JSONScanner {
    /// Bytes that are rare in logs, rarest first; quotation marks and vowels are everywhere.
    private static let rare: StaticString = "zqjxkvwb_yphgfcmdluirsanote"

    /// Whether `literal` occurs anywhere in `range`.
    static func contains(_ bytes: Span<UInt8>, _ range: Range<Int>, _ literal: StaticString) -> Bool {
        var (anchor, best) = (0, rare.utf8CodeUnitCount)
        for offset in 0..<literal.utf8CodeUnitCount {
            for rank in 0..<best where rare.utf8Start[rank] == literal.utf8Start[offset] {
                (anchor, best) = (offset, rank)
                break
            }
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
}
