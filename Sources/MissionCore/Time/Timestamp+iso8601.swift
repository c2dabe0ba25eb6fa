// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Timestamp {
    /// Reads an RFC 3339 time (`2026-11-21T05:20:06.000Z`, any offset, any number of decimals); nil for anything else.
    ///
    /// Decimals beyond the millisecond are cut off. A time without zone is read as UTC, which is how producers mean it.
    package init?(iso8601 text: String) {
        var text = text
        guard let parsed = text.withUTF8({ Timestamp(iso8601: $0) }) else { return nil }
        self = parsed
    }

    /// The same for ASCII bytes.
    package init?(iso8601 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count >= 10 else { return nil }
        var cursor = Cursor(bytes: bytes)
        guard let year = cursor.digits(4), cursor.take(0x2d),
            let month = cursor.digits(2), (1...12).contains(month), cursor.take(0x2d),
            let day = cursor.digits(2), (1...31).contains(day)
        else { return nil }
        let civil = CivilDay(year: year, month: month, day: day)
        // A 30th of February would come back as another day; the first 28 exist in every month.
        guard day <= 28 || civil.components.day == day else { return nil }
        var milliseconds = civil.number * 86_400_000
        if cursor.isAtEnd {
            self.init(milliseconds: milliseconds)
            return
        }
        guard cursor.take(0x54) || cursor.take(0x20) || cursor.take(0x74),
            let hour = cursor.digits(2), hour < 24, cursor.take(0x3a),
            let minute = cursor.digits(2), minute < 60
        else { return nil }
        milliseconds += hour * 3_600_000 + minute * 60_000
        if cursor.take(0x3a) {
            guard let second = cursor.digits(2), second <= 60 else { return nil }
            milliseconds += second * 1000
            if cursor.take(0x2e) {
                guard let fraction = cursor.fraction() else { return nil }
                milliseconds += fraction
            }
        }
        guard let offset = cursor.offsetMinutes(), cursor.isAtEnd else { return nil }
        self.init(milliseconds: milliseconds - offset * 60_000)
    }

    /// `2026-11-21T05:20:06.000Z`.
    package var iso8601: String {
        let day = CivilDay(number: milliseconds.floorDivided(by: 86_400_000))
        let rest = milliseconds - day.number * 86_400_000
        let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { $0.padded(to: 2) }
        return "\(day)T\(clock.joined(separator: ":")).\((rest % 1000).padded(to: 3))Z"
    }
}

private struct Cursor {
    let bytes: UnsafeBufferPointer<UInt8>
    var index = 0

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { index == bytes.count }

    mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    mutating func digits(_ count: Int) -> Int64? {
        guard index + count <= bytes.count else { return nil }
        var value: Int64 = 0
        for offset in index..<(index + count) {
            let digit = bytes[offset] &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + Int64(digit)
        }
        index += count
        return value
    }

    /// Milliseconds of the decimals.
    mutating func fraction() -> Int64? {
        var value: Int64 = 0
        var count = 0
        while index < bytes.count, bytes[index] &- 0x30 < 10 {
            if count < 3 { value = value * 10 + Int64(bytes[index] - 0x30) }
            count += 1
            index += 1
        }
        guard count > 0 else { return nil }
        for _ in min(count, 3)..<3 { value *= 10 }
        return value
    }

    mutating func offsetMinutes() -> Int64? {
        if isAtEnd || take(0x5a) || take(0x7a) { return 0 }
        let isWest = take(0x2d)
        guard isWest || take(0x2b), let hours = digits(2), hours < 24 else { return nil }
        _ = take(0x3a)
        guard let minutes = digits(2), minutes < 60 else { return nil }
        return (isWest ? -1 : 1) * (hours * 60 + minutes)
    }
}
