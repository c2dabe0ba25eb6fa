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

    @Test func `equal ids in two chats are two calls, and a chat that moved to another file is one`() async throws {
        try folder.write("work/chats/session-1.jsonl", GeminiLine.header("a") + GeminiLine.message("msg-2"))
        try folder.write("work/chats/session-2.jsonl", GeminiLine.header("b") + GeminiLine.message("msg-2"))
        // A resumed chat of an old version goes on in a file of its own.
        let message = GeminiLine.message("msg-2").dropLast()
        try folder.write(
            "work/chats/session-1.json", "\(GeminiLine.header("a").dropLast(2)), \"messages\":[\(message)]}")
        try await read()
        #expect(try await desk.totals().calls == 2)
    }

    @Test func `a chat whose header comes again under another id stays the chat that it is`() async throws {
        let first = GeminiLine.header("a") + GeminiLine.message("msg-2")
        try folder.write("work/chats/session-1.jsonl", first)
        try await read()
        try folder.append(
            "work/chats/session-1.jsonl",
            GeminiLine.header("b") + GeminiLine.message("msg-2") + GeminiLine.message("msg-4", minute: 2))
        try await read()
        #expect(try await desk.totals().calls == 2)
    }

    @Test func `what was rewound was used all the same`() async throws {
        let rewind = #"{"$rewindTo":"m1"}"# + "\n"
        try folder.write(
            "work/chats/session-1.jsonl",
            GeminiLine.header() + GeminiLine.message("m1") + rewind + GeminiLine.message("m2", minute: 2))
        try await read()
        #expect(try await desk.totals().calls == 2)
    }

    @Test func `helpers have chats of their own in a folder of their own`() async throws {
        try folder.write("work/chats/session-1.jsonl", GeminiLine.header() + GeminiLine.message("m1"))
        let header = GeminiLine.header("helper").replacing(#""main""#, with: #""subagent""#)
        try folder.write("work/chats/g1/helper.jsonl", header + GeminiLine.message("m1"))
        try await read()
        #expect(try await desk.totals([.project: ["work"]]).calls == 2)
        #expect(try await desk.totals([.sessionKind: ["subagent"]]).calls == 1)
    }

    @Test func `a chat that Gemini CLI could not load and put aside is read, too`() async throws {
        try folder.write("work/chats/session-1.jsonl", GeminiLine.header() + GeminiLine.message("m2", minute: 2))
        try folder.write(
            "work/chats/session-1.jsonl.unreadable-1772359200000",
            GeminiLine.header() + GeminiLine.message("m1") + GeminiLine.message("m2", minute: 2))
        try await read()
        #expect(try await desk.totals().calls == 2)
    }

    @Test func `a document of equal length and time with other content is read anew`() async throws {
        func document(_ input: Int) -> String {
            let message = GeminiLine.message(usage: #"{"input":\#(input),"output":10}"#).dropLast()
            return "\(GeminiLine.header().dropLast(2)), \"messages\":[\(message)]}"
        }
        let name = "work/chats/session-1.json"
        try folder.write(name, document(2000))
        try await read()
        let written = try #require(FileStat(path: folder.file(name)))
        try folder.write(name, document(5000))
        try FileTime.set(folder.file(name), to: written.modified)
        #expect(FileStat(path: folder.file(name))?.size == written.size)
        try await read()
        #expect(try await desk.totals().tokens.input == 5000)
    }

    @Test func `calls that a ledger knows under the identity of earlier versions are not counted again`() async throws {
        try folder.write("work/chats/session-1.jsonl", GeminiLine.header("a") + GeminiLine.message("m1"))
        try folder.write("work/chats/session-2.jsonl", GeminiLine.header("b") + GeminiLine.message("m1", minute: 2))
        try folder.write("work/chats/session-3.jsonl", GeminiLine.header("c") + GeminiLine.message("gone"))
        // What an earlier version made of it: the id alone, so the two chats' calls were one.
        let source = GeminiSource(projects: folder.path)
        let ledger = desk.ledger
        _ = try await source.run(from: [:]) { batch in
            var old = SourceBatch(source: batch.source)
            for (event, renaming) in zip(batch.events, batch.renamings) {
                var event = event
                event.id = renaming.old
                old.events.append(event)
            }
            _ = try await ledger.append(old)
        }
        #expect(try await desk.totals().calls == 2)
        try folder.remove("work/chats/session-3.jsonl")
        try await read()
        #expect(try await desk.totals().calls == 3)
        try await read()
        #expect(try await desk.totals().calls == 3)
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
