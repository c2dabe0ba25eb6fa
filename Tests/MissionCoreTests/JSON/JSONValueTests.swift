// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore
internal import Testing

@Suite struct `JSON values` {
    @Test func `keys keep their order`() {
        let value: JSONValue = ["z": 1, "a": [true, nil, "x"], "m": [:]]
        #expect(value.text() == #"{"z":1,"a":[true,null,"x"],"m":{}}"#)
        #expect(
            value.text(.indented)
                == "{\n  \"z\": 1,\n  \"a\": [\n    true,\n    null,\n    \"x\"\n  ],\n  \"m\": {}\n}\n")
    }

    @Test(arguments: [
        ("\"", #""\"""#), ("\\", #""\\""#), ("\n\r\t", #""\n\r\t""#), ("\u{0}\u{1f}\u{7f}", #""\u0000\u001f\u007f""#),
        ("</script>", #""\u003c/script>""#), ("\u{2028}", #""\u2028""#), ("ü🙂", "\"ü🙂\""),
    ])
    func `text is escaped so that it can stand anywhere`(text: String, json: String) {
        #expect(JSONValue.string(text).text() == json)
        #expect(JSONValue(parsing: Data(json.utf8)) == .string(text))
    }

    @Test func `numbers are read exactly`() throws {
        let value = try #require(JSONValue(parsing: Data(#"[0.1,7.2e-05,9223372036854775807,-3,1.0]"#.utf8)))
        #expect(
            value == [
                .decimal(0.1), .decimal(Decimal(sign: .plus, exponent: -6, significand: 72)), .integer(.max), -3, 1,
            ])
        #expect(value.text() == "[0.1,0.000072,9223372036854775807,-3,1]")
    }

    @Test func `a number beyond reason is read as nothing`() {
        #expect(JSONValue(parsing: Data("[1e400]".utf8)) == [nil] || JSONValue(parsing: Data("[1e400]".utf8)) == nil)
    }

    @Test(arguments: ["", "{", "nul", "{\"a\"}"])
    func `what is no JSON is not read`(text: String) {
        #expect(JSONValue(parsing: Data(text.utf8)) == nil)
    }

    @Test func `other encoders write the same value`() throws {
        let value: JSONValue = ["a": [1, nil, true, "x", .decimal(1.5)], "b": ["c": [:]]]
        #expect(JSONValue(parsing: try JSONEncoder().encode(value)) == value)
    }
}
