// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Comma-separated values` {
    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""), ("two\nlines", "\"two\nlines\""),
        ("two\r\nlines", "\"two\r\nlines\""), ("", ""), ("ünï", "ünï"),
    ])
    func `text is quoted where it has to be`(text: String, cell: String) {
        #expect(CSV.record([.text(text)]) == cell + "\r\n")
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
    func `text that a spreadsheet would run is only text`(text: String) {
        #expect(CSV.record([.text(text)]).contains("'" + text))
    }

    @Test func `a formula with a quote is still only text`() {
        #expect(CSV.record([.text("=HYPERLINK(\"x\",\"y\")")]) == "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"\r\n")
    }

    @Test func `numbers and gaps are written as they are`() {
        #expect(CSV.record([.number("-1.50"), .empty, .number("3")]) == "-1.50,,3\r\n")
    }
}
