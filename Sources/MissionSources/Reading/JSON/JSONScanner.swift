// Mission Control
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Reads JSON where it lies, without building anything: a cursor over bytes, every access bounds-checked.
///
/// It is the hot path of ingestion, and it stays out of what is unusual: an escape in a key, an exponent, anything
/// malformed ends a scan as ``Step/odd``, and the line goes to a general decoder. Speed never costs a figure.
enum JSONScanner {
    /// How a scan goes on.
    enum Step {
        /// To the next member.
        case next
        /// No further: the line is not wanted.
        case stop
        /// To the general decoder.
        case odd
    }

    /// The offset of the next `byte` at or after `index`; nil when there is none.
    @inline(__always)
    static func find(_ byte: UInt8, in bytes: Span<UInt8>, from index: Int) -> Int? {
        guard index < bytes.count else { return nil }
        return bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, let hit = memchr(base + index, Int32(byte), buffer.count - index)
            else { return nil }
            return UnsafeRawPointer(hit) - UnsafeRawPointer(base)
        }
    }

    @inline(__always)
    static func skipSpace(_ bytes: Span<UInt8>, _ index: inout Int) {
        while index < bytes.count, JSONObjects.isSpace(bytes[index]) { index += 1 }
    }

    /// Takes one byte of punctuation, white space before it included.
    @inline(__always)
    static func take(_ byte: UInt8, _ bytes: Span<UInt8>, _ index: inout Int) -> Bool {
        skipSpace(bytes, &index)
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// Whether the bytes in `range` are exactly `literal`.
    @inline(__always)
    static func equals(_ bytes: Span<UInt8>, _ range: Range<Int>, _ literal: StaticString) -> Bool {
        guard range.count == literal.utf8CodeUnitCount else { return false }
        return starts(bytes, range, with: literal)
    }

    /// Whether the bytes in `range` begin with `literal`.
    @inline(__always)
    static func starts(_ bytes: Span<UInt8>, _ range: Range<Int>, with literal: StaticString) -> Bool {
        guard range.count >= literal.utf8CodeUnitCount else { return false }
        var offset = 0
        while offset < literal.utf8CodeUnitCount {
            if bytes[range.lowerBound + offset] != literal.utf8Start[offset] { return false }
            offset += 1
        }
        return true
    }

    /// The inside of the string that begins here; nil when none does or it does not end.
    @inline(__always)
    static func string(_ bytes: Span<UInt8>, _ index: inout Int) -> Range<Int>? {
        skipSpace(bytes, &index)
        guard index < bytes.count, bytes[index] == 0x22 else { return nil }
        let start = index + 1
        var search = start
        while let quote = find(0x22, in: bytes, from: search) {
            var before = quote - 1
            while before >= start, bytes[before] == 0x5c { before -= 1 }
            // An even number of backslashes escapes itself, not the quote.
            if (quote - 1 - before) & 1 == 0 {
                index = quote + 1
                return start..<quote
            }
            search = quote + 1
        }
        return nil
    }

    /// Steps over a value of any kind.
    static func skip(_ bytes: Span<UInt8>, _ index: inout Int) -> Bool {
        skipSpace(bytes, &index)
        guard index < bytes.count else { return false }
        switch bytes[index] {
        case 0x22: return string(bytes, &index) != nil
        case 0x7b, 0x5b: return skipNested(bytes, &index)
        default: return skipScalar(bytes, &index)
        }
    }

    private static func skipNested(_ bytes: Span<UInt8>, _ index: inout Int) -> Bool {
        var depth = 0
        while index < bytes.count {
            switch bytes[index] {
            case 0x22:
                guard string(bytes, &index) != nil else { return false }
                continue
            case 0x7b, 0x5b: depth += 1
            case 0x7d, 0x5d:
                depth -= 1
                if depth == 0 {
                    index += 1
                    return true
                }
            default: break
            }
            index += 1
        }
        return false
    }

    private static func skipScalar(_ bytes: Span<UInt8>, _ index: inout Int) -> Bool {
        let start = index
        while index < bytes.count, !isDelimiter(bytes[index]) { index += 1 }
        return index > start
    }

    @inline(__always)
    private static func isDelimiter(_ byte: UInt8) -> Bool {
        byte == 0x2c || byte == 0x7d || byte == 0x5d || JSONObjects.isSpace(byte)
    }

    /// A whole number; nil for anything else, also for one that does not fit.
    @inline(__always)
    static func integer(_ bytes: Span<UInt8>, _ index: inout Int) -> Int64? {
        skipSpace(bytes, &index)
        let isNegative = index < bytes.count && bytes[index] == 0x2d
        if isNegative { index += 1 }
        let start = index
        var value: Int64 = 0
        while index < bytes.count, bytes[index] &- 0x30 < 10 {
            let (product, first) = value.multipliedReportingOverflow(by: 10)
            let (sum, second) = product.addingReportingOverflow(Int64(bytes[index] &- 0x30))
            if first || second { return nil }
            value = sum
            index += 1
        }
        guard index > start, index == bytes.count || isDelimiter(bytes[index]) else { return nil }
        return isNegative ? -value : value
    }

    /// The text of a number or another scalar.
    @inline(__always)
    static func scalar(_ bytes: Span<UInt8>, _ index: inout Int) -> Range<Int>? {
        skipSpace(bytes, &index)
        let start = index
        guard skipScalar(bytes, &index) else { return nil }
        return start..<index
    }

    /// Walks the members of an object. `body` gets the inside of the key and must step over the value.
    @inline(__always)
    static func members(
        _ bytes: Span<UInt8>, _ index: inout Int, _ body: (Span<UInt8>, inout Int, Range<Int>) -> Step
    ) -> Step {
        guard take(0x7b, bytes, &index) else { return .odd }
        if take(0x7d, bytes, &index) { return .next }
        while true {
            guard let key = key(bytes, &index), take(0x3a, bytes, &index) else { return .odd }
            let step = body(bytes, &index, key)
            if step != .next { return step }
            if take(0x2c, bytes, &index) { continue }
            return take(0x7d, bytes, &index) ? .next : .odd
        }
    }

    /// The inside of a key; nil when there is none, or one with an escape: "\\u0075sage" is "usage" too, and cannot be
    /// compared byte by byte.
    @inline(__always)
    private static func key(_ bytes: Span<UInt8>, _ index: inout Int) -> Range<Int>? {
        skipSpace(bytes, &index)
        guard index < bytes.count, bytes[index] == 0x22 else { return nil }
        let start = index + 1
        var end = start
        // Keys are short: one look at each byte is faster than a search.
        while end < bytes.count {
            let byte = bytes[end]
            if byte == 0x5c { return nil }
            if byte == 0x22 {
                index = end + 1
                return start..<end
            }
            end += 1
        }
        return nil
    }

    /// The text in `range`; nil when it has an escape or is not UTF-8, which the general decoder knows to handle.
    static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String? {
        let inside = bytes.extracting(range)
        var (union, offset): (UInt64, Int) = (0, 0)
        while offset + 8 <= inside.count {
            let word = inside.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
            if zeroBytes(word ^ (ones &* 0x5c)) | lowBytes(word) != 0 { return nil }
            union |= word
            offset += 8
        }
        while offset < inside.count {
            let byte = inside[offset]
            if byte == 0x5c || byte < 0x20 { return nil }
            union |= UInt64(byte)
            offset += 1
        }
        return inside.withUnsafeBufferPointer { buffer in
            // Names and times are ASCII, of which nothing needs to be checked.
            union & (ones << 7) == 0
                ? String(decoding: buffer, as: UTF8.self) : String(validating: buffer, as: UTF8.self)
        }
    }

    /// A one in each byte.
    static let ones: UInt64 = 0x0101_0101_0101_0101

    /// Not zero exactly when one of the bytes is.
    @inline(__always)
    static func zeroBytes(_ word: UInt64) -> UInt64 {
        (word &- ones) & ~word & (ones << 7)
    }

    /// Not zero exactly when one of the bytes is below 0x20.
    @inline(__always)
    private static func lowBytes(_ word: UInt64) -> UInt64 {
        (word &- ones &* 0x20) & ~word & (ones << 7)
    }
}
