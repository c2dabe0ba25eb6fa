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

    @Test(arguments: ["\"=1+1", "' =1+1", " =1+1", "\u{feff}=1", "\u{200b}@x", "\u{ff1d}1+1", "\u{ff0b}1", "\n=1"])
    func `a formula behind blanks, quotes and what nobody sees is only text, too`(text: String) {
        #expect(CSV.record([.text(text)]).contains("'" + text.replacing("\"", with: "\"\"")))
    }

    @Test(arguments: ["plain", "\"quoted\"", "a=b", "it's", "  blank", "2026-11-21T05:20:06.000Z", "x-1", ""])
    func `text that no spreadsheet runs stays as it is`(text: String) {
        #expect(!CSV.record([.text(text)]).contains("'" + text) || text.isEmpty)
    }

    @Test func `raw text is written as it is, and still quoted`() {
        #expect(CSV.record([.text("=A1"), .text("-x,y")], isRaw: true) == "=A1,\"-x,y\"\r\n")
    }

    @Test func `a formula with a quote is still only text`() {
        #expect(CSV.record([.text("=HYPERLINK(\"x\",\"y\")")]) == "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"\r\n")
    }

    @Test func `numbers and gaps are written as they are`() {
        #expect(CSV.record([.number("-1.50"), .empty, .number("3")]) == "-1.50,,3\r\n")
    }
}
