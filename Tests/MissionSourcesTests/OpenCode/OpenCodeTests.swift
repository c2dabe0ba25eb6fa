// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

@Suite struct OpenCodeTests {
    private let folder: TemporaryFolder
    private let desk: Desk

    init() throws {
        folder = try TemporaryFolder()
        desk = try Desk()
    }

    private func write(_ id: String, _ answer: String) throws {
        try folder.write("storage/message/ses_1/\(id).json", answer)
    }

    private func read() async throws {
        try await desk.read(OpenCodeSource(folder: folder.path))
    }

    @Test func `reasoning is added to the output, unless the total has it there already`() async throws {
        let cache = #""cache":{"read":500,"write":40}"#
        try write("m1", OpenCodeMessages.answer(usage: #"{"input":100,"output":10,"reasoning":5,\#(cache)}"#))
        try write(
            "m2",
            OpenCodeMessages.answer(
                "m2", minute: 2, usage: #"{"total":650,"input":100,"output":10,"reasoning":5,\#(cache)}"#))
        try await read()
        let tokens = try await desk.totals([.project: ["work"]]).tokens
        #expect(tokens == TokenCounts(input: 200, output: 25, cacheRead: 1000, cacheWrite5m: 80, reasoning: 10))
    }

    @Test func `a cost that was noted down is kept, and none is estimated`() async throws {
        try write("m1", OpenCodeMessages.answer(cost: "0.00045"))
        try write("m2", OpenCodeMessages.answer("m2", minute: 2))
        try await read()
        let sums = try await desk.totals()
        #expect(sums.reportedCost == Money(nanodollars: 450_000))
        #expect(sums.cost == Money(nanodollars: 900_000))
    }

    @Test func `errors are failed calls, and answers that have not begun are none`() async throws {
        let none = #"{"input":0,"output":0,"reasoning":0,"cache":{"read":0,"write":0}}"#
        let error = #","error":{"name":"APIError","data":{"statusCode":429,"message":"slow down"}}"#
        try write("m1", OpenCodeMessages.answer(usage: none, extra: error))
        let begun = OpenCodeMessages.answer("m2", minute: 2, usage: none)
            .replacingOccurrences(of: #"completed""#, with: #"other""#)
        try write("m2", begun)
        try await read()
        #expect(try await desk.totals().calls == 1)
        #expect(try await desk.totals([.status: ["rate_limited"]]).failedCalls == 1)
    }

    @Test func `a database is read with what only its write-ahead log has, and followed`() async throws {
        let queue = try OpenCodeMessages.database(folder.file("opencode.db"))
        try OpenCodeMessages.insert(OpenCodeMessages.answer(), id: "m1", updated: 1000, into: queue)
        try await read()
        #expect(try await desk.totals().calls == 1)
        // An answer that grew, and a new one in the same millisecond.
        let grown = #"{"input":100,"output":70,"reasoning":0,"cache":{"read":0,"write":0}}"#
        try OpenCodeMessages.insert(OpenCodeMessages.answer(usage: grown), id: "m1", updated: 2000, into: queue)
        try await read()
        try OpenCodeMessages.insert(OpenCodeMessages.answer("m0", minute: 2), id: "m0", updated: 2000, into: queue)
        try await read()
        let sums = try await desk.totals()
        #expect((sums.calls, sums.tokens.output) == (2, 80))
    }

    @Test func `a message in a file and in the database is one call`() async throws {
        try write("m1", OpenCodeMessages.answer())
        let queue = try OpenCodeMessages.database(folder.file("opencode.db"))
        try OpenCodeMessages.insert(OpenCodeMessages.answer(), id: "m1", updated: 1000, into: queue)
        try await read()
        #expect(try await desk.totals().calls == 1)
    }

    @Test func `a database of unknown tables is told`() async throws {
        let queue = try DatabaseQueue(path: folder.file("opencode.db"))
        try await queue.write { try $0.execute(sql: "CREATE TABLE other (id TEXT)") }
        let result = try await desk.read(OpenCodeSource(folder: folder.path))
        #expect(result.summary.problems.map(\.kind) == [.unknownSchema])
    }

    @Test func `its folder is recognised, and a project's own`() throws {
        try write("m1", OpenCodeMessages.answer())
        try folder.write("project/.opencode/opencode.db", "")
        let own = SourceCatalog.recognize([folder.path]).sources
        #expect(own.map(\.id.kind) == ["opencode"])
        for path in ["project", "project/.opencode", "project/.opencode/opencode.db"] {
            let sources = SourceCatalog.recognize([folder.file(path)]).sources
            #expect(sources.map(\.id.kind) == ["opencode"], "\(path)")
            #expect(sources.first?.id.place.hasSuffix("/project/.opencode") == true, "\(path)")
        }
    }

    @Test func `the databases of all channels are read, and copies beside them count once`() async throws {
        let stable = try OpenCodeMessages.database(folder.file("opencode.db"))
        try OpenCodeMessages.insert(OpenCodeMessages.answer(), id: "m1", updated: 1000, into: stable)
        let other = try OpenCodeMessages.database(folder.file("opencode-dev.db"))
        try OpenCodeMessages.insert(
            OpenCodeMessages.answer("m2", minute: 2), id: "m2", minute: 2, updated: 1000, into: other)
        try stable.backup(to: try DatabaseQueue(path: folder.file("opencode - Copy.db")))
        try await read()
        #expect(try await desk.totals().calls == 2)
        try await read()
        #expect(try await desk.totals().calls == 2)
        #expect(SourceCatalog.recognize([folder.file("opencode-dev.db")]).sources.map(\.id.place) == [folder.path])
    }

    @Test func `answers of 2025, which stood deeper, are read`() async throws {
        let tokens = #"{"input":100,"output":10,"reasoning":0,"cache":{"read":0,"write":0}}"#
        try folder.write(
            "project/site/storage/session/message/ses_1/m1.json",
            #"{"id":"m1","role":"assistant","parts":[],"metadata":{"sessionID":"ses_1","#
                + #""time":{"created":1772359260000,"completed":1772359261000},"assistant":{"modelID":"claude-sonnet-4-5","#
                + #""providerID":"anthropic","cost":0,"path":{"cwd":"/w","root":"/w"},"tokens":\#(tokens)}}}"#)
        try await read()
        #expect(try await desk.totals([.recordedModel: ["anthropic|claude-sonnet-4-5"]]).tokens.input == 100)
    }

    @Test func `its folder is where programs keep their data`() {
        func places(_ variables: [String: String]) -> [String] {
            OpenCodeSource.places(in: SearchEnvironment(home: "/h", variables: variables))
        }
        #expect(places([:]) == ["/h/.local/share/opencode"])
        #expect(places(["XDG_DATA_HOME": "/d"]) == ["/d/opencode"])
        #expect(places(["OPENCODE_DATA_DIR": "~/a,/b"]) == ["/h/a", "/b", "/h/.local/share/opencode"])
        #expect(places(["OPENCODE_DB": "/x/my.sqlite"]) == ["/h/.local/share/opencode", "/x/my.sqlite"])
        #expect(places(["OPENCODE_DB": "my.db"]).last == "/h/.local/share/opencode/my.db")
        #expect(places(["OPENCODE_DB": "opencode-x.db"]) == ["/h/.local/share/opencode"])
        #expect(places(["OPENCODE_DB": ":memory:"]) == ["/h/.local/share/opencode"])
    }

    @Test func `a database that a variable names is read wherever it lies`() async throws {
        let queue = try OpenCodeMessages.database(folder.file("elsewhere/my.sqlite"))
        try OpenCodeMessages.insert(OpenCodeMessages.answer(), id: "m1", updated: 1000, into: queue)
        let environment = SearchEnvironment(
            home: folder.path, variables: ["OPENCODE_DB": folder.file("elsewhere/my.sqlite")])
        let sources = SourceCatalog.discover(in: environment, kind: "opencode").sources
        #expect(sources.count == 1)
        for source in sources { try await desk.read(source) }
        #expect(try await desk.totals().calls == 1)
    }
}
