// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import MissionSources

/// What is looked at several bytes at once is seen wherever it stands among them.
@Suite struct JSONScannerTests {
    private static let plain = "abc[]^_~ {}xyz0123456789ABCDEFGHIJKLMNOP"

    private func text(_ bytes: [UInt8]) -> String? {
        JSONScanner.text(bytes.span, 0..<bytes.count)
    }

    @Test(arguments: 0...40) func `a text of any length is read as it is`(length: Int) {
        let wanted = String(Self.plain.prefix(length))
        #expect(text(Array(wanted.utf8)) == wanted)
    }

    @Test(arguments: 0..<40, [0x5c, 0x00, 0x0a, 0x1f] as [UInt8])
    func `an escape or a control character is noticed wherever it stands`(place: Int, byte: UInt8) {
        var bytes = Array(Self.plain.utf8)
        bytes[place] = byte
        #expect(text(bytes) == nil)
    }

    @Test(arguments: 0...40) func `a character of several bytes is read wherever it stands`(place: Int) {
        let wanted = Self.plain.prefix(place) + "é→😀" + Self.plain.dropFirst(place)
        #expect(text(Array(wanted.utf8)) == String(wanted))
    }

    @Test(arguments: 0..<40) func `bytes that are no UTF-8 are noticed wherever they stand`(place: Int) {
        var bytes = Array(Self.plain.utf8)
        bytes[place] = 0xff
        #expect(text(bytes) == nil)
    }

    private func contains(_ bytes: ArraySlice<UInt8>) -> Bool {
        let bytes = Array(bytes)
        return JSONScanner.contains(bytes.span, 0..<bytes.count, "\"usage\"")
    }

    @Test(arguments: 0...60) func `a literal is found wherever it stands, and nowhere else`(place: Int) {
        let filling = String(repeating: "\"usagf\"osage\"\"", count: 6)
        let bytes = Array((filling.prefix(place) + "\"usage\"" + filling.dropFirst(place)).utf8)
        #expect(contains(bytes[...]))
        #expect(contains(bytes[place...]))
        #expect(contains(bytes[..<(place + 7)]))
        #expect(contains(bytes[place..<(place + 7)]))
        #expect(!contains(bytes[..<(place + 6)]))
        #expect(!contains(bytes[(place + 1)...]))
    }
}
