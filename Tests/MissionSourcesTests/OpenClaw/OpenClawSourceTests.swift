// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// A home in all the states that files go through: each call counts once.
@Suite struct OpenClawSourceTests {
    private let home: TemporaryHome
    private let desk: Desk

    init() throws {
        home = try TemporaryHome()
        desk = try Desk()
    }

    private func calls() async throws -> Int64 {
        try await desk.totals().calls
    }

    @Test func `reading again changes nothing`() async throws {
        try home.write("s1.jsonl", Line.header() + Line.user() + Line.call("a1") + Line.call("a2", minute: 2))
        let first = try await desk.read(home.source)
        let second = try await desk.read(home.source)
        #expect(first.appended.inserted == 2)
        #expect(second.summary.changedItems == 0)
        #expect(try await calls() == 2)
    }

    @Test func `a new line is read from where reading stopped`() async throws {
        try home.write("s1.jsonl", Line.header() + Line.call("a1"))
        try await desk.read(home.source)
        try home.append("s1.jsonl", Line.call("a2", minute: 2))
        let result = try await desk.read(home.source)
        #expect(result.appended.inserted == 1)
        #expect(result.summary.bytes == Int64(Line.call("a2", minute: 2).utf8.count))
    }

    @Test func `a line that arrives in pieces is read exactly once, wherever it is cut`() async throws {
        let line = Line.call("a1")
        for cut in stride(from: 1, to: line.utf8.count, by: 7) {
            let home = try TemporaryHome()
            let desk = try Desk()
            let bytes = Array(line.utf8)
            try home.write("s1.jsonl", Line.header() + String(decoding: bytes[..<cut], as: UTF8.self))
            try await desk.read(home.source)
            try home.append("s1.jsonl", String(decoding: bytes[cut...], as: UTF8.self))
            try await desk.read(home.source)
            #expect(try await desk.totals().calls == 1, "cut at \(cut)")
            #expect(try await desk.rejections().isEmpty, "cut at \(cut)")
        }
    }

    @Test func `a last line without its newline counts, once`() async throws {
        try home.write("s1.jsonl", Line.header() + String(Line.call("a1").dropLast()))
        try await desk.read(home.source)
        #expect(try await calls() == 1)
        try home.append("s1.jsonl", "\n" + Line.call("a2", minute: 2))
        try await desk.read(home.source)
        #expect(try await calls() == 2)
    }

    @Test func `an archive of what was read is no news`() async throws {
        try home.write("s1.jsonl", Line.header() + Line.call("a1"))
        try await desk.read(home.source)
        try home.move("s1.jsonl", to: "s1.jsonl.reset.2026-03-02T00-00-00.000Z")
        try home.write("s1.jsonl", Line.header() + Line.call("a2", minute: 2))
        try await desk.read(home.source)
        #expect(try await calls() == 2)
    }

    @Test func `copies of a call in checkpoint, backup and fork are one call`() async throws {
        let shared = Line.call("a1")
        try home.write("s1.jsonl", Line.header("s1") + shared)
        try home.write("s1.checkpoint.0d8f.jsonl", Line.header("s1") + shared)
        try home.write("s1.jsonl.bak.17", Line.header("s1") + shared)
        try home.write(
            "s2.jsonl", Line.header("s2", at: "2026-03-01T11:00:00.000Z") + shared + Line.call("b1", minute: 5))
        try await desk.read(home.source)
        #expect(try await calls() == 2)
    }

    @Test func `a call says everywhere it was seen, and reading again adds nothing`() async throws {
        try home.write("s1.jsonl", Line.header() + Line.call("a1") + Line.call("a2", minute: 2))
        try await desk.read(home.source)
        #expect(try await desk.places == [.transcript, .transcript])
        try home.write("s1.jsonl.bak.17", Line.header() + Line.call("a1"))
        let second = try await desk.read(home.source)
        #expect(second.appended.unchanged == 1)
        #expect(try await desk.places == [.transcript, [.transcript, .archive]])
        #expect(try await calls() == 2)
    }

    @Test func `a call that a fork copied stays with the conversation that began first`() async throws {
        let child = Line.header("s0-child", at: "2026-03-01T11:00:00.000Z") + Line.call("a1")
        try home.write("s0-child.jsonl", child)
        try await desk.read(home.source)
        try home.write("s1.jsonl", Line.header("s1", at: "2026-03-01T09:00:00.000Z") + Line.call("a1"))
        try await desk.read(home.source)
        #expect(try await desk.totals([.session: ["s1"]]).calls == 1)
        #expect(try await desk.totals([.session: ["s0-child"]]).calls == 0)
    }

    @Test func `a deleted file takes nothing away`() async throws {
        try home.write("s1.jsonl", Line.header() + Line.call("a1"))
        try await desk.read(home.source)
        try home.remove("s1.jsonl")
        try await desk.read(home.source)
        #expect(try await calls() == 1)
    }

    @Test func `a file that was truncated and grew past the old end is read anew`() async throws {
        try home.write("s1.jsonl", Line.header() + Line.call("a1"))
        try await desk.read(home.source)
        try home.write("s1.jsonl", Line.header() + Line.call("b1", minute: 2) + Line.call("b2", minute: 3))
        try await desk.read(home.source)
        #expect(try await calls() == 3)
    }

    @Test func `a file replaced by another of the same length is read anew`() async throws {
        try home.write("s1.jsonl", Line.header() + Line.call("a1"))
        try await desk.read(home.source)
        try home.write("new", Line.header() + Line.call("b1"))
        try home.remove("s1.jsonl")
        try home.move("new", to: "s1.jsonl")
        try await desk.read(home.source)
        #expect(try await calls() == 2)
    }

    @Test func `a broken line is counted with its place and does not stop the rest`() async throws {
        let head = Line.header()
        try home.write("s1.jsonl", head + "{\"type\":\"message\",\"mess\n" + Line.call("a1"))
        try await desk.read(home.source)
        let rejection = try #require(try await desk.ledger.rejections(limit: 10).first)
        #expect(rejection.reason == .notJSON)
        #expect(rejection.position == Int64(head.utf8.count))
        #expect(rejection.item == "agents/main/sessions/s1.jsonl")
        #expect(try await calls() == 1)
    }

    @Test func `two objects glued into one line both count`() async throws {
        let glued = Line.user().dropLast() + Line.call("a1").dropLast() + Line.call("a2", minute: 2)
        try home.write("s1.jsonl", Line.header() + glued)
        try await desk.read(home.source)
        #expect(try await calls() == 2)
        #expect(try await desk.rejections().isEmpty)
    }

    @Test func `a byte order mark, carriage returns, blank lines and zero bytes lose no call`() async throws {
        let lines = "\u{FEFF}" + Line.header().replacing("\n", with: "\r\n") + "\n\r\n" + "\0\0\0" + Line.call("a1")
        try home.write("s1.jsonl", lines)
        try await desk.read(home.source)
        #expect(try await calls() == 1)
        #expect(try await desk.rejections() == [.notJSON])
    }

    @Test func `a line that is not UTF-8 is rejected when it matters and passed over when it does not`() async throws {
        var bytes = Array((Line.header() + Line.toolResult("x\u{7f}x") + Line.call("a1")).utf8)
        for (index, byte) in bytes.enumerated() where byte == 0x7f { bytes[index] = 0xff }
        try Data(bytes).write(to: URL(fileURLWithPath: home.file("s1.jsonl")))
        try await desk.read(home.source)
        #expect(try await calls() == 1)
    }

    @Test func `a call without time is rejected, not dated now`() async throws {
        let line = Line.call().replacing(#""timestamp":"2026-03-01T10:01:00.000Z","#, with: "")
            .replacing(#""timestamp":1772359260000"#, with: #""x":1"#)
        try home.write("s1.jsonl", Line.header() + line)
        try await desk.read(home.source)
        #expect(try await desk.rejections() == [.badTime])
    }

    @Test func `every agent's folder is read, also of agents no longer configured`() async throws {
        try home.write("agents/main/sessions/s1.jsonl", Line.header("s1") + Line.call("a1"))
        try home.write("agents/old-helper/sessions/s2.jsonl", Line.header("s2") + Line.call("a2", minute: 2))
        try await desk.read(home.source)
        #expect(try await desk.totals([.agent: ["old-helper"]]).calls == 1)
    }

    @Test func `archives moved one folder down still count`() async throws {
        try home.write("agents/main/sessions/session-sqlite-import-archive/s1.jsonl", Line.header() + Line.call("a1"))
        try await desk.read(home.source)
        #expect(try await calls() == 1)
    }

    @Test func `a folder named like a transcript is a problem and stops nothing`() async throws {
        try home.write("s1.jsonl", Line.header() + Line.call("a1"))
        try home.write("agents/main/sessions/odd.jsonl/inner", "x")
        let result = try await desk.read(home.source)
        #expect(result.summary.problems.count == 1)
        #expect(try await calls() == 1)
    }

    @Test func `nothing of what people and models wrote reaches the ledger`() async throws {
        try home.write("s1.jsonl", Line.header() + Line.user("my secret plan") + Line.call("a1") + "my secret plan {\n")
        try await desk.read(home.source)
        let everything = "\(try await desk.ledger.events(matching: UsageQuery(), after: nil, limit: 10))"
        #expect(!everything.contains("secret"))
        #expect(!"\(try await desk.ledger.rejections(limit: 10))".contains("secret"))
    }
}
