// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A compiled zone, as the system's zone database and `/etc/localtime` hold it.
///
/// Format: RFC 8536, read 2026-11. Leap seconds and abbreviations are not read.
struct ZoneFile: Hashable, Sendable {
    /// Seconds since 1970 at which the offset changes, in order.
    private let changes: [Int64]
    /// Seconds east of UTC from each change on.
    private let offsets: [Int64]
    /// Before the first change.
    private let first: Int64
    /// Behind the last change; nil where the last offset stays.
    private let tail: PosixZone?

    /// Larger files are none.
    private static let longest = 1 << 20

    /// Reads a file's bytes; nil when they are something else.
    init?(_ bytes: [UInt8]) {
        guard bytes.count <= Self.longest, let head = Head(bytes, at: 0) else { return nil }
        // Since version 2 a second block with 64 bits a number follows the first, and then a rule for the time behind it.
        let isLong = head.version >= 2
        let start = isLong ? head.end(width: 4) : 0
        guard let block = isLong ? Head(bytes, at: start) : head else { return nil }
        let reader = Reader(bytes: bytes)
        var place = start + Head.length
        let width = isLong ? 8 : 4
        guard block.end(width: width) <= bytes.count else { return nil }
        changes = (0..<block.times).map { reader.signed(at: place + $0 * width, width: width) }
        place += block.times * width
        let kinds = (0..<block.times).map { Int(bytes[place + $0]) }
        place += block.times
        let types = (0..<block.types).map { reader.signed(at: place + $0 * 6, width: 4) }
        guard !types.isEmpty, kinds.allSatisfy({ $0 < types.count }),
            types.allSatisfy({ abs($0) < 26 * 3600 }), zip(changes, changes.dropFirst()).allSatisfy({ $0 < $1 })
        else { return nil }
        offsets = kinds.map { types[$0] }
        first = types[0]
        let footer = bytes[block.end(width: width)...].filter { $0 != 0x0a }
        tail = isLong ? PosixZone(String(decoding: footer, as: UTF8.self)) : nil
    }

    /// Seconds east of UTC at a moment, in seconds since 1970.
    func offset(at moment: Int64) -> Int64 {
        guard let last = changes.last, moment < last else {
            return tail?.offset(at: moment) ?? offsets.last ?? first
        }
        let next = changes.partitioningIndex { $0 > moment }
        return next == 0 ? first : offsets[next - 1]
    }

    /// The first change of the offset behind a moment, both in seconds since 1970.
    func transition(after moment: Int64) -> Int64? {
        var offset = offset(at: moment)
        for index in changes.partitioningIndex(where: { $0 > moment })..<changes.count {
            if self.offset(at: changes[index]) != offset { return changes[index] }
            offset = self.offset(at: changes[index])
        }
        return tail?.transition(after: max(moment, changes.last ?? moment))
    }
}

/// How many of everything a block holds.
private struct Head {
    static let length = 44

    let version: Int
    let times: Int
    let types: Int
    private let letters: Int
    private let leaps: Int
    private let standards: Int
    private let universals: Int
    private let start: Int

    init?(_ bytes: [UInt8], at start: Int) {
        guard start >= 0, bytes.count >= start + Self.length, bytes[start..<start + 4].elementsEqual("TZif".utf8) else {
            return nil
        }
        let reader = Reader(bytes: bytes)
        func count(_ index: Int) -> Int { Int(reader.signed(at: start + 20 + index * 4, width: 4)) }
        // The first version has a zero there.
        let mark = bytes[start + 4]
        version = (0x32...0x39).contains(mark) ? Int(mark) - 0x30 : 1
        (universals, standards, leaps, times, types, letters) = (
            count(0), count(1), count(2), count(3), count(4), count(5)
        )
        self.start = start
        let all = [universals, standards, leaps, times, types, letters]
        guard all.allSatisfy({ (0...100_000).contains($0) }), end(width: 4) <= bytes.count else { return nil }
    }

    /// Where the block ends whose moments take so many bytes.
    func end(width: Int) -> Int {
        start + Self.length + times * (width + 1) + types * 6 + letters + leaps * (width + 4) + standards + universals
    }
}

private struct Reader {
    let bytes: [UInt8]

    /// A big-endian number; 0 where the bytes end before it does.
    func signed(at place: Int, width: Int) -> Int64 {
        guard place >= 0, place + width <= bytes.count else { return 0 }
        let number = bytes[place..<place + width].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return width == 4 ? Int64(Int32(truncatingIfNeeded: number)) : Int64(bitPattern: number)
    }
}

extension [Int64] {
    /// The place of the first element that satisfies the condition, which all behind it do.
    fileprivate func partitioningIndex(where condition: (Int64) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
