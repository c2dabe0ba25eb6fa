// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// ClickHouse's format TabSeparated: how values are written to it and read from it.
///
/// It is the one form in which rows travel. Escapes are the ones that every version reads alike.
struct TabSeparated {
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    /// A text.
    mutating func add(_ text: String) {
        separate()
        for byte in text.utf8 {
            switch byte {
            case 0x09: bytes += [0x5C, 0x74]
            case 0x0A: bytes += [0x5C, 0x6E]
            case 0x0D: bytes += [0x5C, 0x72]
            case 0x00: bytes += [0x5C, 0x30]
            case 0x5C: bytes += [0x5C, 0x5C]
            default: bytes.append(byte)
            }
        }
    }

    /// A text, or that there is none.
    mutating func add(_ text: String?) {
        if let text { add(text) } else { addNothing() }
    }

    /// A whole number.
    mutating func add(_ number: some FixedWidthInteger) {
        separate()
        bytes += String(number).utf8
    }

    /// A whole number, or that there is none.
    mutating func add(_ number: Int64?) {
        if let number { add(number) } else { addNothing() }
    }

    /// A flag, as ClickHouse keeps it.
    mutating func add(_ flag: Bool) { add(flag ? 1 : 0) }

    /// Ends a row.
    mutating func endRow() {
        bytes.append(0x0A)
        isFirst = true
    }

    private mutating func addNothing() {
        separate()
        bytes += [0x5C, 0x4E]
    }

    private mutating func separate() {
        if !isFirst { bytes.append(0x09) }
        isFirst = false
    }
}

/// The rows of an answer in that format, one after the other.
struct TabSeparatedRows {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next row's fields, still escaped; nil when there are no more.
    mutating func next() -> [Field]? {
        guard place < bytes.count else { return nil }
        var fields: [Field] = []
        var start = place
        while place < bytes.count {
            let byte = bytes[place]
            if byte == 0x09 || byte == 0x0A {
                fields.append(Field(bytes: bytes[start..<place]))
                start = place + 1
            }
            place += 1
            if byte == 0x0A { return fields }
        }
        fields.append(Field(bytes: bytes[start..<place]))
        return fields
    }

    /// A field as it came.
    struct Field: Sendable {
        fileprivate let bytes: ArraySlice<UInt8>

        /// Its text; nil where there is none.
        var optionalText: String? {
            if bytes.elementsEqual([0x5C, 0x4E]) { return nil }
            guard bytes.contains(0x5C) else { return String(decoding: bytes, as: UTF8.self) }
            return String(decoding: unescaped, as: UTF8.self)
        }

        /// Its text; empty where there is none.
        var text: String { optionalText ?? "" }

        /// Its number; nil where it has none.
        var number: Int64? {
            var (magnitude, isNegative) = (UInt64(0), false)
            guard let first = bytes.first else { return nil }
            var digits = bytes
            if first == 0x2D {
                isNegative = true
                digits = digits.dropFirst()
            }
            if digits.isEmpty { return nil }
            for digit in digits {
                guard (0x30...0x39).contains(digit) else { return nil }
                let (tens, isTooLarge) = magnitude.multipliedReportingOverflow(by: 10)
                let (sum, isTooLargeNow) = tens.addingReportingOverflow(UInt64(digit - 0x30))
                if isTooLarge || isTooLargeNow { return nil }
                magnitude = sum
            }
            if isNegative { return magnitude == Int64.min.magnitude ? .min : Int64(exactly: magnitude).map { -$0 } }
            return Int64(exactly: magnitude)
        }

        private var unescaped: [UInt8] {
            var result: [UInt8] = []
            var isEscaped = false
            for byte in bytes {
                if !isEscaped {
                    if byte == 0x5C { isEscaped = true } else { result.append(byte) }
                    continue
                }
                isEscaped = false
                switch byte {
                case 0x74: result.append(0x09)
                case 0x6E: result.append(0x0A)
                case 0x72: result.append(0x0D)
                case 0x30: result.append(0x00)
                case 0x62: result.append(0x08)
                case 0x66: result.append(0x0C)
                default: result.append(byte)
                }
            }
            return result
        }
    }
}
