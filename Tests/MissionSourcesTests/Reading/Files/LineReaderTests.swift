// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import MissionSources

@Suite struct LineReaderTests {
    private func lines(_ text: String, limit: Int64 = .max / 2) throws -> (
        lines: [String], offsets: [Int64], rest: String
    ) {
        let home = try TemporaryHome()
        try home.write("a", text)
        let reader = LineReader()
        return try FileAccess.withFile(home.file("a")) { descriptor, _ in
            reader.begin(descriptor, at: 0)
            var lines: [String] = []
            var offsets: [Int64] = []
            _ = reader.read(atMost: limit) { line, info in
                lines.append(line.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
                offsets.append(info.offset)
            }
            return (lines, offsets, String(decoding: reader.unfinished, as: UTF8.self))
        }
    }

    @Test func `lines come without newline and with their offsets`() throws {
        let read = try lines("ab\n\ncde\nf")
        #expect(read.lines == ["ab", "", "cde"])
        #expect(read.offsets == [0, 3, 4])
        #expect(read.rest == "f")
    }

    @Test func `lines longer than a buffer are whole`() throws {
        let long = String(repeating: "x", count: 5 << 20)
        let read = try lines("a\n\(long)\nb\n")
        #expect(read.lines.map(\.utf8.count) == [1, 5 << 20, 1])
    }

    @Test func `a line too long to keep is told with its length`() throws {
        let home = try TemporaryHome()
        let length = LineReader.longestLine + 1000
        try home.write("a", String(repeating: "x", count: length) + "\nok\n")
        let reader = LineReader()
        try FileAccess.withFile(home.file("a")) { descriptor, _ in
            reader.begin(descriptor, at: 0)
            var seen: [(Bool, Int64, Int)] = []
            _ = reader.read(atMost: .max / 2) { line, info in seen.append((info.isTooLong, info.length, line.count)) }
            #expect(seen.map(\.0) == [true, false])
            #expect(seen.map(\.1) == [Int64(length), 2])
        }
    }
}
