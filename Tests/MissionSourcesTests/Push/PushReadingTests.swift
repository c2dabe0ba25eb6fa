// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import Testing

@testable import MissionSources

/// Taking bodies apart.
@Suite struct PushReadingTests {
    private func line(_ number: Int) -> String {
        #"{"at":1795248000123,"provider":"anthropic","model":"claude-opus-4-6","id":"c\#(number)"}"#
    }

    private func read(_ body: String, isLines: Bool = true) throws -> PushReading {
        try #require(PushEndpoints.events.read(Array(body.utf8), isLines ? .lines : .object))
    }

    @Test func `lines may be blank, padded and end as on Windows, and the last one needs no end`() throws {
        let reading = try read("\u{feff}\(line(1))\r\n\n  \(line(2))\t\n\r\n\(line(3))")
        #expect(reading.count == 3)
        #expect(reading.batch.events.count == 3)
        #expect(reading.refusals.isEmpty)
    }

    @Test func `one object may have many lines`() throws {
        let reading = try read(line(1).replacing(",", with: ",\n  ") + "\n", isLines: false)
        #expect(reading.count == 1)
        #expect(reading.batch.events.count == 1)
    }

    @Test func `a broken line is refused by its number and place, and the others are read`() throws {
        let reading = try read("\(line(1))\n{\"at\":\n\n[]\n\(line(2))\n")
        #expect(reading.batch.events.count == 2)
        #expect(reading.refusals.map(\.line) == [2, 4])
        #expect(reading.refusals.map(\.error.reason) == [.notJSON, .notJSON])
        let start = line(1).utf8.count + 1
        #expect(reading.batch.rejections.map(\.position) == [Int64(start), Int64(start + 8)])
        #expect(reading.batch.rejections.map(\.length) == [6, 2])
    }

    @Test func `the same body leaves the same rejections`() throws {
        let (first, again) = (try read("rubbish"), try read("rubbish"))
        #expect(first.batch.rejections == again.batch.rejections)
        #expect(first.fingerprint == again.fingerprint)
        #expect(try read("rubbisH").fingerprint != first.fingerprint)
    }

    @Test func `no more rejections are kept than can be listed`() throws {
        let reading = try read(String(repeating: "x\n", count: 1500))
        #expect(reading.refusals.count == 1500)
        #expect(reading.batch.rejections.count == 1000)
    }

    @Test func `more objects than a push may have are none`() throws {
        #expect(PushEndpoints.events.read(Array(String(repeating: "x\n", count: 10_001).utf8), .lines) == nil)
        #expect(try read(String(repeating: "x\n", count: 10_000)).count == 10_000)
    }

    @Test(arguments: ["", "\n\n \r\n", "\u{feff}"])
    func `an empty body has nothing`(body: String) throws {
        #expect(try read(body).count == 0)
        #expect(try read(body, isLines: false).count == 0)
    }

    @Test(arguments: [
        String(repeating: "[", count: 100_000), String(repeating: #"{"a":"#, count: 100_000),
        String(repeating: "[", count: 400) + String(repeating: "]", count: 400), "\u{0}", "nul", "\"", "{}{}",
        "1e999999",
    ])
    func `nothing that is pushed stops the program`(body: String) throws {
        #expect(try read(body).batch.events.isEmpty)
        #expect(try read(body, isLines: false).refusals.count == 1)
    }

    @Test(arguments: ["1e400", "-1e400", "1e99999"])
    func `a number beyond every bound is refused, and not taken for one that is absent`(number: String) throws {
        let absurd = line(1).replacing("}", with: #","input_tokens":\#(number),"caller":null}"#)
        #expect(try read(absurd).refusals.map(\.error) == [PushError(.badField)])
        let absent = line(1).replacing("}", with: #","input_tokens":null,"caller":null}"#)
        #expect(try read(absent).refusals.isEmpty)
    }
}
