// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Reads JSON5, in which OpenClaw's configuration is written: comments, trailing commas, bare keys, single quotes and the
/// rest of https://spec.json5.org. Whatever the bytes are, it ends: depth, size and the number of values are bounded.
///
/// Foundation's decoder reads JSON5 too, and traps on some damaged documents (seen with Swift 6.3.1 on Linux); of equal keys
/// it takes the first, where OpenClaw takes the last.
struct JSON5Parser {
    /// What a configuration may be at most.
    static let largest = 8 << 20
    private static let deepest = 64
    private static let most = 200_000

    private let bytes: [UInt8]
    private let omitted: Set<String>
    private var index = 0
    private var count = 0

    /// Why parsing ended early; nothing of the text.
    private struct Malformed: Error {}

    /// Reads a document; nil when it is no JSON5 or beyond the bounds.
    ///
    /// - Parameter omitted: Keys, in lower case, whose values are passed over and not kept: secrets.
    static func parse(_ data: Data, omitting omitted: Set<String> = []) -> JSONValue? {
        guard data.count <= largest else { return nil }
        var parser = JSON5Parser(bytes: [UInt8](data), omitted: omitted)
        return try? parser.document()
    }

    private init(bytes: [UInt8], omitted: Set<String>) {
        self.bytes = bytes
        self.omitted = omitted
    }

    private mutating func document() throws -> JSONValue {
        let value = try value(depth: 0)
        try skipSpace()
        guard index == bytes.count else { throw Malformed() }
        return value
    }

    private mutating func value(depth: Int) throws -> JSONValue {
        count += 1
        guard depth < Self.deepest, count <= Self.most else { throw Malformed() }
        try skipSpace()
        switch peek {
        case 0x7b: return try object(depth: depth)
        case 0x5b: return try array(depth: depth)
        case 0x22, 0x27: return .string(try string())
        case nil: throw Malformed()
        default: return try scalar()
        }
    }

    private mutating func object(depth: Int) throws -> JSONValue {
        index += 1
        var members: [JSONMember] = []
        var places: [String: Int] = [:]
        while true {
            try skipSpace()
            if take(0x7d) { return .object(members) }
            let key = try peek == 0x22 || peek == 0x27 ? string() : identifier()
            try skipSpace()
            guard take(0x3a) else { throw Malformed() }
            let value = try value(depth: depth + 1)
            if !omitted.contains(key.lowercased()) {
                // Of equal keys the last one holds, as in JavaScript.
                if let place = places[key] {
                    members[place].value = value
                } else {
                    places[key] = members.count
                    members.append(JSONMember(key: key, value: value))
                }
            }
            try skipSpace()
            if take(0x2c) { continue }
            guard take(0x7d) else { throw Malformed() }
            return .object(members)
        }
    }

    private mutating func array(depth: Int) throws -> JSONValue {
        index += 1
        var values: [JSONValue] = []
        while true {
            try skipSpace()
            if take(0x5d) { return .array(values) }
            values.append(try value(depth: depth + 1))
            try skipSpace()
            if take(0x2c) { continue }
            guard take(0x5d) else { throw Malformed() }
            return .array(values)
        }
    }

    // MARK: Scalars

    private mutating func scalar() throws -> JSONValue {
        let start = index
        while let byte = peek, Self.isWord(byte) || byte == 0x2b || byte == 0x2d || byte == 0x2e { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        switch text {
        case "true": return .bool(true)
        case "false": return .bool(false)
        // What is no finite number is no number to anybody here.
        case "null", "NaN", "+NaN", "-NaN", "Infinity", "+Infinity", "-Infinity": return .null
        default:
            guard let number = JSON5Number.value(text) else { throw Malformed() }
            return number
        }
    }

    private mutating func identifier() throws -> String {
        let start = index
        while let byte = peek, Self.isWord(byte) { index += 1 }
        guard index > start else { throw Malformed() }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func string() throws -> String {
        let quote = bytes[index]
        index += 1
        var text: [UInt8] = []
        while let byte = peek {
            index += 1
            switch byte {
            case quote: return String(decoding: text, as: UTF8.self)
            case 0x5c: try escape(into: &text)
            case 0x0a, 0x0d: throw Malformed()
            default: text.append(byte)
            }
        }
        throw Malformed()
    }

    private mutating func escape(into text: inout [UInt8]) throws {
        guard let byte = peek else { throw Malformed() }
        index += 1
        switch byte {
        case 0x62: text.append(0x08)
        case 0x66: text.append(0x0c)
        case 0x6e: text.append(0x0a)
        case 0x72: text.append(0x0d)
        case 0x74: text.append(0x09)
        case 0x76: text.append(0x0b)
        case 0x30: text.append(0x00)
        case 0x78: text += String(UnicodeScalar(UInt8(try hex(digits: 2)))).utf8
        case 0x75: text += try unicode().utf8
        // A line may go on behind its end.
        case 0x0a: break
        case 0x0d: _ = take(0x0a)
        default: text.append(byte)
        }
    }

    private mutating func unicode() throws -> String {
        var units = [UInt16(try hex(digits: 4))]
        let mark = index
        if units[0] & 0xfc00 == 0xd800, take(0x5c), take(0x75), let low = try? hex(digits: 4), low & 0xfc00 == 0xdc00 {
            units.append(UInt16(low))
        } else if units[0] & 0xfc00 == 0xd800 {
            index = mark
        }
        return String(decoding: units, as: UTF16.self)
    }

    private mutating func hex(digits: Int) throws -> UInt32 {
        guard index + digits <= bytes.count,
            let value = UInt32(String(decoding: bytes[index..<index + digits], as: UTF8.self), radix: 16),
            bytes[index] != 0x2b
        else { throw Malformed() }
        index += digits
        return value
    }

    // MARK: White space

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        index += 1
        return true
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte == 0x24 || byte == 0x5f || byte >= 0x80 || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }

    private mutating func skipSpace() throws {
        while let byte = peek {
            switch byte {
            case 0x09...0x0d, 0x20: index += 1
            case 0x2f: try skipComment()
            // No-break space, byte order mark, line and paragraph separator.
            case 0xc2 where starts(with: [0xc2, 0xa0]): index += 2
            case 0xef where starts(with: [0xef, 0xbb, 0xbf]): index += 3
            case 0xe2 where starts(with: [0xe2, 0x80, 0xa8]) || starts(with: [0xe2, 0x80, 0xa9]): index += 3
            default: return
            }
        }
    }

    private mutating func skipComment() throws {
        if starts(with: [0x2f, 0x2f]) {
            while let byte = peek, byte != 0x0a, byte != 0x0d { index += 1 }
        } else if starts(with: [0x2f, 0x2a]) {
            index += 2
            while index < bytes.count, !starts(with: [0x2a, 0x2f]) { index += 1 }
            guard index < bytes.count else { throw Malformed() }
            index += 2
        } else {
            throw Malformed()
        }
    }

    private func starts(with sign: [UInt8]) -> Bool {
        bytes[index...].starts(with: sign)
    }
}
