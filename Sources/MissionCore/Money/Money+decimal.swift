// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Money {
    /// Reads a decimal number of dollars as JSON writes it (`0.016836`, `1.2e-05`, `-3`), rounded half-even to a nanodollar.
    ///
    /// No binary floating point is involved, so the result is the exact rounding of the text.
    /// - Returns: nil when the text is no JSON number or the amount does not fit.
    package init?(decimalDollars text: String) {
        var text = text
        let parsed = text.withUTF8 { Money(decimalDollars: $0) }
        guard let parsed else { return nil }
        self = parsed
    }

    /// The same for the ASCII bytes of the number.
    package init?(decimalDollars bytes: UnsafeBufferPointer<UInt8>) {
        guard let scaled = DecimalText.scaled(bytes, by: 9) else { return nil }
        self.init(nanodollars: scaled)
    }
}

/// Reads decimal numbers from text into scaled integers, exactly.
package enum DecimalText {
    /// The number times ten to the power of `digits`, rounded half-even; nil when malformed or out of range.
    package static func scaled(_ text: String, by digits: Int) -> Int64? {
        var text = text
        return text.withUTF8 { scaled($0, by: digits) }
    }

    /// The same for ASCII bytes.
    package static func scaled(_ bytes: UnsafeBufferPointer<UInt8>, by digits: Int) -> Int64? {
        var reader = Reader(bytes: bytes)
        guard let number = reader.number() else { return nil }
        return number.scaled(by: digits)
    }
}

/// A decimal number as digits and a power of ten.
private struct DecimalNumber {
    var isNegative = false
    /// Up to 19 significant digits.
    var digits: UInt64 = 0
    /// Power of ten of the last kept digit.
    var exponent = 0
    /// The first digit dropped behind the kept ones.
    var firstDropped: UInt64?
    /// Whether a digit other than zero was dropped behind that one.
    var hasRemainder = false

    func scaled(by places: Int) -> Int64? {
        let power = exponent + places
        if digits == 0 { return 0 }
        if power >= 0 {
            guard power <= 19 else { return nil }
            var value = digits
            for _ in 0..<power {
                let (product, overflow) = value.multipliedReportingOverflow(by: 10)
                if overflow { return nil }
                value = product
            }
            return signed(rounded(value, dropped: firstDropped ?? 0, isBelow: hasRemainder))
        }
        guard power >= -20 else { return 0 }
        var kept = digits
        var dropped: UInt64 = 0
        var isBelow = hasRemainder || (firstDropped ?? 0) != 0
        for _ in 0..<(-power) {
            isBelow = isBelow || dropped != 0
            dropped = kept % 10
            kept /= 10
        }
        return signed(rounded(kept, dropped: dropped, isBelow: isBelow))
    }

    private func rounded(_ kept: UInt64, dropped: UInt64, isBelow: Bool) -> UInt64 {
        let isAboveHalf = dropped > 5 || (dropped == 5 && isBelow)
        let isHalf = dropped == 5 && !isBelow
        return isAboveHalf || (isHalf && kept % 2 == 1) ? kept + 1 : kept
    }

    private func signed(_ magnitude: UInt64) -> Int64? {
        guard let value = Int64(exactly: magnitude) else { return nil }
        return isNegative ? -value : value
    }
}

private struct Reader {
    let bytes: UnsafeBufferPointer<UInt8>
    var index = 0

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func number() -> DecimalNumber? {
        var number = DecimalNumber()
        if take(0x2d) { number.isNegative = true }
        guard digits(into: &number, isFraction: false) else { return nil }
        if take(0x2e), !digits(into: &number, isFraction: true) { return nil }
        if take(0x65) || take(0x45) {
            guard let exponent = exponent() else { return nil }
            number.exponent += exponent
        }
        return index == bytes.count ? number : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func digits(into number: inout DecimalNumber, isFraction: Bool) -> Bool {
        let start = index
        while index < bytes.count {
            let digit = bytes[index] &- 0x30
            guard digit < 10 else { break }
            index += 1
            if number.digits < 1_000_000_000_000_000_000 {
                number.digits = number.digits * 10 + UInt64(digit)
                if isFraction { number.exponent -= 1 }
            } else {
                if number.firstDropped == nil {
                    number.firstDropped = UInt64(digit)
                } else {
                    number.hasRemainder = number.hasRemainder || digit != 0
                }
                if !isFraction { number.exponent += 1 }
            }
        }
        return index > start
    }

    private mutating func exponent() -> Int? {
        let isNegative = take(0x2d)
        if !isNegative { _ = take(0x2b) }
        let start = index
        var value = 0
        while index < bytes.count {
            let digit = bytes[index] &- 0x30
            guard digit < 10 else { break }
            index += 1
            // Any exponent this large is out of range or zero either way.
            value = min(value * 10 + Int(digit), 10_000)
        }
        guard index > start else { return nil }
        return isNegative ? -value : value
    }
}
