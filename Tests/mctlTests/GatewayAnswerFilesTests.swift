// Mission Control
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import MissionCore
import MissionServer
import Testing

@testable import mctl

/// Recorded answers of gateways.
@Suite struct GatewayAnswerFilesTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    private func reading(_ text: String) throws -> GatewayReading {
        let path = try folder.write("answer.json", text)
        let files = try GatewayAnswerFiles(["office=\(path)"])
        let facts = try files.facts("office", prices: PriceBook.embedded())
        return try #require(facts?.reading)
    }

    @Test func `an object of payloads is an answer`() throws {
        let reading = try reading(#"{"usage.cost": {"tokenLimit": 7}, "usage.status": {"providers": []}}"#)
        #expect(reading.isReachable)
        #expect(reading.figures.answered == [.cost, .status])
    }

    @Test func `recorded calls, one a line, are an answer; the first of a method counts`() throws {
        let reading = try reading(
            """
            {"method":"health","frame":{"payload":{"ok":true}}}
            not json
            {"method":"usage.cost","frame":{"payload":{"tokenLimit":7}}}
            {"method":"usage.cost","frame":{"payload":{"tokenLimit":8}}}
            {"method":"sessions.usage","frame":{"payload":{"sessions":[]}}}

            """)
        #expect(reading.isReachable)
        #expect(reading.figures.answered == [.cost, .sessions])
        #expect(reading.figures.terms.tokenLimit == 7)
    }

    @Test(arguments: ["", "{", "[]", #"{"other": {}}"#, #"{"method":"usage.cost","frame":{}}"#])
    func `a file without usage is a gateway that cannot be reached, not one without usage`(text: String) throws {
        let reading = try reading(text)
        #expect(!reading.isReachable)
        #expect(reading.error == "the recorded answer holds no usage")
    }

    @Test func `a file that went away is a gateway that cannot be reached`() throws {
        let path = try folder.write("answer.json", "{}")
        let files = try GatewayAnswerFiles(["office=\(path)"])
        try FileManager.default.removeItem(atPath: path)
        let reading = try #require(try files.facts("office", prices: PriceBook.embedded())?.reading)
        #expect(!reading.isReachable)
        #expect(reading.error == "the recorded answer cannot be read")
    }

    @Test func `a gateway without a file is not known`() throws {
        #expect(try GatewayAnswerFiles([]).facts("office", prices: PriceBook.embedded()) == nil)
    }

    @Test(arguments: ["office", "office=", "=", "office=/nowhere/answer.json"])
    func `an option that names no file is refused`(option: String) {
        #expect(throws: ValidationError.self) { try GatewayAnswerFiles([option]) }
    }
}
