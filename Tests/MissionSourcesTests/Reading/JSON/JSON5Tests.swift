// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// The JSON that people write by hand.
@Suite struct JSON5Tests {
    private func parse(_ text: String, omitting: Set<String> = []) -> JSONValue? {
        JSON5Parser.parse(Data(text.utf8), omitting: omitting)
    }

    @Test func `comments, bare keys, single quotes and trailing commas are read`() {
        let text = """
            \u{FEFF}// a comment
            { /* another */ unquoted: 'single "quotes"', "quoted": [1, 2, 3,], $dollar_1: true,
              nested: { a: null, }, // at the end
            }
            """
        let wanted: JSONValue = [
            "unquoted": "single \"quotes\"", "quoted": [1, 2, 3], "$dollar_1": true, "nested": ["a": nil],
        ]
        #expect(parse(text) == wanted)
    }

    @Test(arguments: [
        ("7", "7"), ("-7", "-7"), ("+7", "7"), ("0x1F", "31"), ("-0xff", "-255"), (".5", "0.5"), ("5.", "5"),
        ("1e3", "1000"), ("2.5E-3", "0.0025"), ("9223372036854775807", "9223372036854775807"), ("007", "7"),
    ])
    func `numbers are read in every notation`(text: String, wanted: String) {
        #expect(parse(text)?.numberText == wanted)
    }

    @Test(arguments: ["NaN", "-Infinity", "1e9999", "-1e9999", "0xfffffffffffffffffffff"])
    func `what is no finite number is null`(text: String) {
        #expect(parse(text) == .null)
    }

    @Test func `escapes are resolved`() {
        #expect(parse(#"'\n\t\x41\u0042\'\"\\\q\0'"#) == .string("\n\tAB'\"\\q\0"))
        #expect(parse(#""\uD83D\uDE00 \uD83D x""#) == .string("😀 \u{FFFD} x"))
        #expect(parse("'one \\\n line'") == .string("one  line"))
    }

    @Test func `of equal keys the last one holds`() {
        #expect(parse("{a: 1, b: 2, a: 3}") == ["a": 3, "b": 2])
    }

    @Test func `values of omitted keys are passed over at any depth`() {
        let text = "{apiKey: 'secret', list: [{ \"APIKEY\": {deep: ['secret']}, id: 'm' }]}"
        let value = parse(text, omitting: ["apikey"])
        #expect(value == ["list": [["id": "m"]]])
    }

    @Test(arguments: [
        "", "{", "}", "[1,,2]", "{a}", "{a:}", "{a:1 b:2}", "'open", "\"line\nbreak\"", "/* open", "/", "1 2", "truex",
        "'\\u12",
        "'\\xg1'", "'\\", "--1", "1.2.3", "e5", "0x", "{'a' 1}", "[", "\\", "{:1}", "'\\u+123'", "1e", "1e+", "tru",
    ])
    func `what is malformed is nothing`(text: String) {
        #expect(parse(text) == nil)
    }

    @Test func `what is too deep or too much is nothing, and ends`() {
        #expect(parse(String(repeating: "[", count: 100_000)) == nil)
        #expect(parse(String(repeating: "{a:", count: 100_000)) == nil)
        #expect(parse("[" + String(repeating: "1,", count: 300_000) + "]") == nil)
        #expect(parse(String(repeating: " ", count: JSON5Parser.largest + 1)) == nil)
    }

    @Test func `no bytes whatever stop the program`() {
        var chance = SeededGenerator(seed: 5)
        let whole = Array("{a: [1.5e3, 'x\\u00e9', /*c*/ null,], \"b\": {c: -0x1f, d: \"\\n\"}, // e\n f: .5}".utf8)
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &chance) {
                let place = Int.random(in: bytes.indices, using: &chance)
                switch Int.random(in: 0..<3, using: &chance) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &chance)
                case 1: bytes.removeSubrange(place...)
                default: bytes.insert(UInt8.random(in: 0...255, using: &chance), at: place)
                }
                if bytes.isEmpty { bytes = [0] }
            }
            _ = JSON5Parser.parse(Data(bytes))
        }
        #expect(JSON5Parser.parse(Data(whole)) != nil)
    }

    @Test func `what strict JSON says it says here too`() throws {
        let text = #"{"a":[1,-2,3.25,"x\"y",{"b":null,"c":true}],"d":"é"}"#
        #expect(parse(text) == JSONValue(parsing: Data(text.utf8)))
    }
}
