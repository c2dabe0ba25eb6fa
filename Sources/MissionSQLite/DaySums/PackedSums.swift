// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB

/// What a sum is of, in ascending order within its day.
struct SumKey: Hashable, Comparable {
    /// A quarter hour of the day, or a conversation.
    var first: Int64
    /// A profile or an outcome.
    var second: Int64

    static func < (left: SumKey, right: SumKey) -> Bool {
        (left.first, left.second) < (right.first, right.second)
    }
}

/// Reads the sums of a day, packed in the order of their keys.
///
/// Each is a sequence of numbers in base 128, least digits first, with the highest bit set in all bytes but the last: the
/// growth of the key's first part since the sum before, the second part, a number whose bits say which columns are not
/// zero, and those columns. On disk and in memory that is a quarter of what rows need, and reading it costs a tenth.
struct PackedSums {
    private let bytes: UnsafeRawBufferPointer
    private var index = 0
    private(set) var key = SumKey(first: 0, second: 0)
    private var mask: UInt64 = 0

    /// - Parameter bytes: Only read while this value is used.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// Goes to the next sum, whose columns are to be taken or skipped then.
    ///
    /// - Returns: false behind the last one.
    /// - Throws: that the ledger is damaged.
    mutating func next() throws -> Bool {
        guard index < bytes.count else { return false }
        key.first &+= Int64(bitPattern: try number())
        key.second = Int64(bitPattern: try number())
        mask = try number()
        return true
    }

    /// Adds the sum's columns to those in `sums` from `place` on.
    ///
    /// - Parameters:
    ///   - head: The number of columns in front that were taken by ``take(_:)`` and have no place in `sums`.
    ///   - width: The number of the others; all are at most 64.
    /// - Throws: that a sum does not fit 64 bits, or that the ledger is damaged.
    mutating func add(to sums: inout [Int64], at place: Int, head: Int = 0, width: Int) throws {
        guard mask >> UInt64(head + width) == 0, mask.trailingZeroBitCount >= head, place + width <= sums.count else {
            throw Self.damage
        }
        while mask != 0 {
            let column = place + mask.trailingZeroBitCount - head
            let (sum, overflows) = sums[column].addingReportingOverflow(Int64(bitPattern: try number()))
            if overflows { throw Self.overflow }
            sums[column] = sum
            mask &= mask &- 1
        }
    }

    /// Reads a column; to be called in the order of the columns.
    mutating func take(_ column: Int) throws -> Int64 {
        let bit = UInt64(1) << UInt64(column)
        guard mask & bit != 0 else { return 0 }
        guard mask & (bit - 1) == 0 else { throw Self.damage }
        mask ^= bit
        return Int64(bitPattern: try number())
    }

    /// The sum's columns as they are.
    mutating func values(width: Int) throws -> [Int64] {
        var values = [Int64](repeating: 0, count: width)
        try add(to: &values, at: 0, width: width)
        return values
    }

    /// Leaves out the sum's columns.
    mutating func skip() throws {
        defer { mask = 0 }
        var rest = mask.nonzeroBitCount
        while rest > 0 {
            guard index < bytes.count else { throw Self.damage }
            if bytes[index] < 0x80 { rest -= 1 }
            index += 1
        }
    }

    private mutating func number() throws -> UInt64 {
        var (value, shift): (UInt64, UInt64) = (0, 0)
        while index < bytes.count, shift < 64 {
            let byte = bytes[index]
            index += 1
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        throw Self.damage
    }

    private static var damage: DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: "sums of a day cannot be read")
    }

    /// What SQLite says of its own sums.
    static var overflow: DatabaseError {
        DatabaseError(resultCode: .SQLITE_ERROR, message: "integer overflow")
    }
}

/// Packs sums in ascending order of their keys.
struct SumPacker {
    private(set) var bytes: [UInt8] = []
    private var first: Int64 = 0

    mutating func append(_ key: SumKey, _ values: some Collection<Int64>) {
        var mask: UInt64 = 0
        for (index, value) in values.enumerated() where value != 0 { mask |= 1 << UInt64(index) }
        append(UInt64(bitPattern: key.first &- first))
        first = key.first
        append(UInt64(bitPattern: key.second))
        append(mask)
        for value in values where value != 0 { append(UInt64(bitPattern: value)) }
    }

    private mutating func append(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}
