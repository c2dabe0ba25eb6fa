// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// The objects of one line, for formats that need no faster way.
enum JSONObjects {
    /// Every object on a line, as ``decode(_:)-(Data)`` says; mostly without the general decoder.
    static func decode(_ line: Span<UInt8>) -> [JSONValue]? {
        if let value = JSONSelection.everything.decode(line) { return [value] }
        return decode(line.withUnsafeBufferPointer { Data(buffer: $0) })
    }

    /// Every object on a line: more than one when lines are glued together; nil when it is anything else.
    static func decode(_ line: Data) -> [JSONValue]? {
        var objects: [JSONValue] = []
        var rest = line
        while true {
            if let value = JSONValue(parsing: rest) { return value.isObject ? objects + [value] : nil }
            let bytes = [UInt8](rest)
            var end = 0
            guard bytes.first == 0x7b, JSONScanner.skip(bytes.span, &end), end < bytes.count,
                let head = JSONValue(parsing: Data(bytes[..<end]))
            else { return nil }
            objects.append(head)
            rest = Data(bytes[end...].drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d })
        }
    }

    /// The one value that the bytes are, with all that it has; nil when they are no JSON.
    static func value(_ bytes: Span<UInt8>) -> JSONValue? {
        JSONSelection.everything.decode(bytes) ?? JSONValue(parsing: bytes.withUnsafeBufferPointer { Data(buffer: $0) })
    }

    /// Whether the bytes contain one of some texts: a look that spares decoding what is of no interest.
    static func contains(_ texts: [StaticString], in bytes: Span<UInt8>) -> Bool {
        texts.contains { JSONScanner.contains(bytes, 0..<bytes.count, $0) }
    }

    /// Whether the bytes begin and end as one object, or several, do.
    static func looksWhole(_ bytes: Span<UInt8>) -> Bool {
        !bytes.isEmpty && bytes[0] == 0x7b && endsWhole(bytes)
    }

    /// Whether the bytes end as an object or a list does.
    static func endsWhole(_ bytes: Span<UInt8>) -> Bool {
        var end = bytes.count
        while end > 0, isSpace(bytes[end - 1]) { end -= 1 }
        return end > 1 && (bytes[end - 1] == 0x7d || bytes[end - 1] == 0x5d)
    }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
    }
}
