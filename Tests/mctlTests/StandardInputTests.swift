// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import mctl

struct StandardInputTests {
    private func lines(_ pieces: [String], longest: Int = 8) -> [StandardInput.Line] {
        var splitter = InputSplitter(longest: longest)
        var lines = pieces.flatMap { splitter.take(Array($0.utf8)[...]) }
        if let rest = splitter.rest { lines.append(rest) }
        return lines
    }

    private func whole(_ texts: String...) -> [StandardInput.Line] { texts.map { .whole(Array($0.utf8)) } }

    @Test func `lines are the same in whatever pieces they come`() {
        let text = "one\n\ntwo\r\nthree"
        for size in 1...text.utf8.count {
            let bytes = Array(text.utf8)
            let pieces = stride(from: 0, to: bytes.count, by: size).map { start in
                String(decoding: bytes[start..<min(bytes.count, start + size)], as: UTF8.self)
            }
            #expect(lines(pieces) == whole("one", "", "two\r", "three"))
        }
        #expect(lines([]) == [] && lines(["a\n"]) == whole("a"))
    }

    @Test func `a line that is too long is told once and forgotten, and the next one is whole`() {
        #expect(lines(["123456789\nab\n"]) == [.tooLong] + whole("ab"))
        #expect(lines(["12345", "6789", "0000000", "\nab"]) == [.tooLong] + whole("ab"))
        #expect(lines(["12345678\n"]) == whole("12345678"))
        #expect(lines(["123456789"]) == [.tooLong])
    }

    @Test(arguments: [
        (Int64(0), "0 bytes"), (1023, "1023 bytes"), (1024, "1.0 KiB"), (1_572_864, "1.5 MiB"),
        (1_073_741_823, "1,023.9 MiB"),
        (Int64.max, "8,388,607.9 TiB"),
    ])
    func `sizes are told with one digit, rounded down`(bytes: Int64, text: String) {
        #expect(ByteText.short(bytes) == text)
    }
}
