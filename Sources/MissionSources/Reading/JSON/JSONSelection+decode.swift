// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

extension JSONSelection {
    /// The wanted part of the one object that the bytes are; nil when they are anything else, or hold something that only
    /// the general decoder reads right: escaped or repeated keys, exponents, numbers that do not fit, lone surrogates.
    ///
    /// What is passed over is not checked: a defect there costs nothing.
    func decode(_ bytes: Span<UInt8>) -> JSONValue? {
        var index = 0
        guard let value = Self.object(bytes, &index, root, depth: 0) else { return nil }
        while index < bytes.count {
            guard JSONObjects.isSpace(bytes[index]) else { return nil }
            index += 1
        }
        return value
    }

    private static func object(
        _ bytes: Span<UInt8>, _ index: inout Int, _ node: Node?, depth: Int
    ) -> JSONValue? {
        guard depth < deepest else { return nil }
        guard let node else { return wholeObject(bytes, &index, depth: depth) }
        var members: [JSONMember] = []
        members.reserveCapacity(node.names.count)
        var seen: UInt64 = 0
        let step = JSONScanner.members(bytes, &index) { bytes, index, range in
            guard let place = node.index(of: bytes, range) else {
                return JSONScanner.skip(bytes, &index) ? .next : .odd
            }
            // Beyond 64 keys two share a bit, and seeing both is the general decoder's to judge.
            let bit: UInt64 = 1 &<< UInt64(place)
            guard seen & bit == 0, !node.areExceptions[place] else { return .odd }
            guard let value = value(bytes, &index, node.nodes[place], depth: depth + 1) else { return .odd }
            seen |= bit
            members.append(JSONMember(key: node.names[place], value: value))
            return .next
        }
        return step == .next ? .object(members) : nil
    }

    private static func wholeObject(_ bytes: Span<UInt8>, _ index: inout Int, depth: Int) -> JSONValue? {
        var members: [JSONMember] = []
        let step = JSONScanner.members(bytes, &index) { bytes, index, range in
            guard let name = JSONScanner.text(bytes, range), !members.contains(where: { $0.key == name }),
                let value = value(bytes, &index, nil, depth: depth + 1)
            else { return .odd }
            members.append(JSONMember(key: name, value: value))
            return .next
        }
        // In the order that the general decoder gives: values may be compared that came either way.
        return step == .next ? .object(members.sorted { $0.key < $1.key }) : nil
    }

    private static func value(
        _ bytes: Span<UInt8>, _ index: inout Int, _ node: Node?, depth: Int
    ) -> JSONValue? {
        JSONScanner.skipSpace(bytes, &index)
        guard index < bytes.count else { return nil }
        switch bytes[index] {
        case 0x7b: return object(bytes, &index, node, depth: depth)
        case 0x5b: return list(bytes, &index, node, depth: depth)
        case 0x22:
            guard let range = JSONScanner.string(bytes, &index) else { return nil }
            return (JSONScanner.text(bytes, range) ?? JSONScanner.unescaped(bytes, range)).map(JSONValue.string)
        default:
            guard let range = JSONScanner.scalar(bytes, &index) else { return nil }
            return scalar(bytes, range)
        }
    }

    private static func list(
        _ bytes: Span<UInt8>, _ index: inout Int, _ node: Node?, depth: Int
    ) -> JSONValue? {
        guard depth < deepest, JSONScanner.take(0x5b, bytes, &index) else { return nil }
        var values: [JSONValue] = []
        if JSONScanner.take(0x5d, bytes, &index) { return .array(values) }
        while true {
            guard let value = value(bytes, &index, node, depth: depth + 1) else { return nil }
            values.append(value)
            if JSONScanner.take(0x2c, bytes, &index) { continue }
            return JSONScanner.take(0x5d, bytes, &index) ? .array(values) : nil
        }
    }

    private static func scalar(_ bytes: Span<UInt8>, _ range: Range<Int>) -> JSONValue? {
        switch bytes[range.lowerBound] {
        case 0x74: return JSONScanner.equals(bytes, range, "true") ? .bool(true) : nil
        case 0x66: return JSONScanner.equals(bytes, range, "false") ? .bool(false) : nil
        case 0x6e: return JSONScanner.equals(bytes, range, "null") ? .null : nil
        default: return number(bytes, range)
        }
    }

    /// A number in its plainest notation. `1.0` and `-0` are whole to the general decoder, which is asked.
    private static func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> JSONValue? {
        let digits = range.lowerBound + (bytes[range.lowerBound] == 0x2d ? 1 : 0)
        guard digits < range.upperBound else { return nil }
        if bytes[digits] == 0x30, digits > range.lowerBound || range.upperBound > digits + 1 {
            guard digits + 2 < range.upperBound, bytes[digits + 1] == 0x2e else { return nil }
        }
        var start = range.lowerBound
        if let whole = JSONScanner.integer(bytes, &start), start == range.upperBound { return .integer(whole) }
        return fraction(bytes, range, digits: digits).map(JSONValue.decimal)
    }

    private static func fraction(_ bytes: Span<UInt8>, _ range: Range<Int>, digits: Int) -> Decimal? {
        var (points, isPositive) = (0, false)
        for offset in digits..<range.upperBound {
            if bytes[offset] == 0x2e {
                points += 1
            } else {
                guard bytes[offset] &- 0x30 < 10 else { return nil }
                // Only a fraction of zeros makes the number whole.
                if points > 0, bytes[offset] != 0x30 { isPositive = true }
            }
        }
        // A Decimal has 38 digits.
        guard points == 1, isPositive, bytes[digits] != 0x2e, bytes[range.upperBound - 1] != 0x2e, range.count < 36
        else { return nil }
        return JSONScanner.text(bytes, range).flatMap { Decimal(string: $0) }
    }
}
