// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import Testing

@testable import MissionClickHouse

@Suite struct SQLTests {
    /// Texts that would end a literal, begin an escape, a comment, a field or a row.
    static let odd = [
        "", "'", "\\", "\\'", "'; DROP TABLE events; --", "\\\\'", "a\tb", "a\nb", "a\rb", "\0", "\\N", "/* x */",
        "{p0:String}",
        "é🦀", "\u{2028}", "''", "\\t", "$$", "`", "\u{1F}",
    ]

    @Test(arguments: odd)
    func `a literal ends where it began, whatever is in it`(text: String) {
        let literal = Statement.literal(text)
        #expect(literal.hasPrefix("'") && literal.hasSuffix("'") && literal.count >= 2)
        var isEscaped = false
        for character in literal.dropFirst().dropLast().unicodeScalars {
            if isEscaped {
                isEscaped = false
                continue
            }
            #expect(character != "'" && character != "\n" && character != "\t" && character != "\0")
            isEscaped = character == "\\"
        }
        #expect(!isEscaped)
        #expect(Self.unescaped(literal) == text)
    }

    @Test func `values are bound by name where servers do that`() {
        let statement: Statement =
            "SELECT a FROM t WHERE b = \(value: "x'y") AND c IN \(values: ["1", "'"]) AND d = \(number: -5)"
        #expect(statement.bound.sql == "SELECT a FROM t WHERE b = {p0:String} AND c IN {p1:Array(String)} AND d = -5")
        #expect(statement.bound.values.map(\.name) == ["p0", "p1"])
        #expect(statement.bound.values.map(\.value) == ["x'y", "['1','\\'']"])
        #expect(statement.escaped == "SELECT a FROM t WHERE b = 'x\\'y' AND c IN ('1','\\'') AND d = -5")
    }

    @Test(arguments: odd)
    func `a text comes back as it was written`(text: String) throws {
        var rows = TabSeparated()
        rows.add(text)
        rows.add(Int64.min)
        rows.add(String?.none)
        rows.endRow()
        rows.add("next")
        rows.endRow()
        var read = TabSeparatedRows(rows.bytes)
        // Not within the macros: reading on changes the reader.
        let (first, second, end) = (read.next(), read.next(), read.next())
        let row = try #require(first)
        #expect(row.count == 3)
        #expect(row[0].optionalText == text)
        #expect(row[1].number == .min)
        #expect(row[2].optionalText == nil && row[2].number == nil)
        #expect(second?.first?.text == "next")
        #expect(end == nil)
    }

    @Test(arguments: [
        "", "-", "1.5", "9223372036854775808", "-9223372036854775809", "99999999999999999999999", "1e3", "\\N", " 1",
    ])
    func `what is no whole number of 64 bits is none`(text: String) {
        var read = TabSeparatedRows(Array((text + "\t\n").utf8))
        let row = read.next()
        #expect(row?.first?.number == nil)
    }

    @Test func `an answer that is cut off gives what came of it and never traps`() {
        let whole = Array("a\tb\\tc\t1\nd\te\\\\\t2\n".utf8)
        for length in 0...whole.count {
            var read = TabSeparatedRows(Array(whole[..<length]))
            while let row = read.next() { _ = row.map { ($0.text, $0.number) } }
        }
    }

    @Test func `a server's message tells its code`() {
        let old = ClickHouseFailure.refusal("Code: 279, e.displayText() = DB::Exception: All connection tries failed")
        let new = ClickHouseFailure.refusal("Code: 60. DB::Exception: Table x does not exist. (UNKNOWN_TABLE)")
        #expect(old.isPassing && !new.isPassing)
        #expect(old.ledgerError("p") == .busy(path: "p"))
        #expect(new.ledgerError("p") == .missing(path: "p"))
        #expect(ClickHouseFailure.refusal("garbage").ledgerError("p") == .failed(path: "p", reason: "garbage"))
    }

    /// What ClickHouse makes of a literal.
    private static func unescaped(_ literal: String) -> String {
        var (result, isEscaped) = ("", false)
        for scalar in literal.dropFirst().dropLast().unicodeScalars {
            if isEscaped {
                isEscaped = false
                let special: [Unicode.Scalar: Unicode.Scalar] = ["n": "\n", "t": "\t", "r": "\r", "0": "\0"]
                result.unicodeScalars.append(special[scalar] ?? scalar)
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
