// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

@Suite struct GeminiTests {
    private let folder: TemporaryFolder
    private let desk: Desk

    init() throws {
        folder = try TemporaryFolder()
        desk = try Desk()
    }

    private func read() async throws {
        try await desk.read(GeminiSource(projects: folder.path))
    }

    @Test func `cached tokens are part of the input, thoughts come on top of the output`() async throws {
        let usage = #"{"input":1000,"output":50,"cached":800,"thoughts":30,"tool":7,"total":1087}"#
        try folder.write("work/chats/session-1.jsonl", GeminiLine.header() + GeminiLine.message(usage: usage))
        try await read()
        let tokens = try await desk.totals([.recordedModel: ["google|gemini-2.5-flash"]]).tokens
        #expect(tokens == TokenCounts(input: 207, output: 80, cacheRead: 800, reasoning: 30))
    }

    @Test func `a message that is written again is one call with its last counts`() async throws {
        let growing = [#"{"input":100,"output":1}"#, #"{"input":100,"output":9}"#].map { GeminiLine.message(usage: $0) }
        try folder.write("work/chats/session-1.jsonl", GeminiLine.header() + growing.joined())
        try await read()
        let last = GeminiLine.message(usage: #"{"input":100,"output":40}"#).dropLast()
        try folder.append("work/chats/session-1.jsonl", "{\"$set\":{\"messages\":[\(last)]}}\n")
        try await read()
        let sums = try await desk.totals()
        #expect((sums.calls, sums.tokens.output) == (1, 40))
    }

    @Test func `a chat in one document is read anew when it changes`() async throws {
        func document(_ messages: [String]) -> String {
            let head = GeminiLine.header().dropLast(2)
            return "\(head),\n  \"messages\": [\n\(messages.joined(separator: ","))]\n}\n"
        }
        let one = String(GeminiLine.message("m1").dropLast())
        try folder.write("work/chats/session-1.json", document([one]))
        try await read()
        #expect(try await desk.totals([.project: ["work"]]).calls == 1)
        try folder.write("work/chats/session-1.json", document([one, String(GeminiLine.message("m2").dropLast())]))
        try await read()
        #expect(try await desk.totals().calls == 2)
        #expect(try await desk.rejections().isEmpty)
    }

    @Test func `half a document is told and not taken for an empty one`() async throws {
        try folder.write("work/chats/session-1.json", String(GeminiLine.header().dropLast(5)))
        let result = try await desk.read(GeminiSource(projects: folder.path))
        #expect(result.summary.problems.map(\.reason) == ["ends in the middle of its document"])
    }

    @Test func `its folder and chats anywhere are recognised, settings are not`() throws {
        try folder.write(".gemini/tmp/project/chats/session-1.json", GeminiLine.header())
        try folder.write("elsewhere/full.jsonl", GeminiLine.header())
        try folder.write("settings/settings.json", #"{"sessionId":"x"}"#)
        for path in [".gemini", ".gemini/tmp", "elsewhere"] {
            #expect(SourceCatalog.recognize([folder.file(path)]).sources.map(\.id.kind) == ["gemini"], "\(path)")
        }
        #expect(SourceCatalog.recognize([folder.file("settings")]).sources.isEmpty)
    }

    @Test func `its folder is where its variable says`() {
        func places(_ variables: [String: String]) -> [String] {
            GeminiSource.places(in: SearchEnvironment(home: "/h", variables: variables))
        }
        #expect(places([:]) == ["/h/.gemini/tmp"])
        #expect(places(["GEMINI_CLI_HOME": "/g"]) == ["/g/.gemini/tmp"])
    }
}
