// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension JSONScanner {
    /// The text in `range` with its escapes resolved; nil when it is no text that JSON allows.
    static func unescaped(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
        var text: [UInt8] = []
        text.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            guard byte >= 0x20 else { return nil }
            index += 1
            if byte != 0x5c {
                text.append(byte)
                continue
            }
            guard index < range.upperBound else { return nil }
            let escape = bytes[index]
            index += 1
            if escape == 0x75 {
                guard let scalar = scalar(bytes, &index, range.upperBound) else { return nil }
                text += Array(String(Character(scalar)).utf8)
            } else {
                guard let plain = plain(escape) else { return nil }
                text.append(plain)
            }
        }
        return String(validating: text, as: UTF8.self)
    }

    private static func plain(_ escape: UInt8) -> UInt8? {
        switch escape {
        case 0x22, 0x5c, 0x2f: escape
        case 0x62: 0x08
        case 0x66: 0x0c
        case 0x6e: 0x0a
        case 0x72: 0x0d
        case 0x74: 0x09
        default: nil
        }
    }

    /// The character behind `\u`; of a pair of surrogates, both.
    private static func scalar(_ bytes: Span<UInt8>, _ index: inout Int, _ end: Int) -> Unicode.Scalar? {
        guard let first = unit(bytes, &index, end) else { return nil }
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xdc00, index + 1 < end, bytes[index] == 0x5c, bytes[index + 1] == 0x75 else { return nil }
        index += 2
        guard let second = unit(bytes, &index, end), (0xdc00...0xdfff).contains(second) else { return nil }
        return Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    }

    private static func unit(_ bytes: Span<UInt8>, _ index: inout Int, _ end: Int) -> UInt32? {
        guard end - index >= 4 else { return nil }
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = bytes[index]
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x37
            case 0x61...0x66: digit = byte - 0x57
            default: return nil
            }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return value
    }
}
