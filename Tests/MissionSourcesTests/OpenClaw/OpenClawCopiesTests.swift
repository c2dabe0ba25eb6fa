// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Generated conversations, kept in every way that OpenClaw keeps, copies and puts away transcripts, read in any order and
/// while they come to be: each generated call counts, once, where it belongs, for what it was for.
@Suite struct OpenClawCopiesTests {
    @Test(arguments: 1...12)
    func `copies, forks, archives and databases give the generated calls, once`(seed: UInt64) async throws {
        let (home, desk) = (try TemporaryHome(), try Desk())
        var chance = SeededGenerator(seed: seed)
        let conversations = (0..<12).map { GeneratedConversation($0, &chance) }
        var forks: [GeneratedConversation] = []
        for (number, original) in conversations.enumerated() where number % 4 == 3 {
            forks.append(GeneratedConversation(100 + number, &chance, forkOf: original))
        }
        let keeper = try TranscriptKeeper(home)
        var writes = (conversations + forks).flatMap { keeper.writes(of: $0, &chance) }
        // Whatever is a piece of one file has to come in order; apart from that nothing has.
        writes = writes.shuffled(using: &chance).sorted { $0.part < $1.part }
        for write in writes {
            try write.work()
            if Int.random(in: 0..<5, using: &chance) == 0 { try await desk.read(home.source) }
        }
        try await desk.read(home.source)
        try keeper.close()
        try await check(desk, conversations + forks, seed: seed)
        // A ledger that reads all of it at once, from its own beginning, has the same.
        let fresh = try Desk()
        try await fresh.read(home.source)
        try await fresh.read(home.source)
        try await check(fresh, conversations + forks, seed: seed)
    }

    private func check(_ desk: Desk, _ conversations: [GeneratedConversation], seed: UInt64) async throws {
        let sums = try await desk.totals()
        #expect(sums.calls == Int64(conversations.reduce(0) { $0 + $1.own.count }), "seed \(seed)")
        #expect(
            sums.tokens.input == conversations.reduce(0) { $0 + $1.own.reduce(0) { $0 + $1.input } }, "seed \(seed)")
        for conversation in conversations {
            let found = try await desk.totals([.session: [conversation.id]]).calls
            #expect(found == Int64(conversation.own.count), "seed \(seed), \(conversation.id)")
        }
        for kind in [SessionKind.chat, .heartbeat, .cron] {
            let wanted = conversations.reduce(0) { $0 + $1.own.count { $0.kind == kind } }
            #expect(
                try await desk.totals([.sessionKind: [kind.rawValue]]).calls == Int64(wanted), "seed \(seed), \(kind)")
        }
        #expect(try await desk.rejections() == [], "seed \(seed)")
    }
}

/// A conversation of some turns, some of them nobody's, each of some calls.
private struct GeneratedConversation {
    struct Call {
        var kind: SessionKind
        var input: Int64
    }

    let id: String
    /// Its turns: a user's message and calls.
    private(set) var turns: [String] = []
    /// The calls that nothing else tells first.
    private(set) var own: [Call] = []
    private let start: String
    private let parent: String?

    var header: String {
        let fork = parent.map { #","parentSession":"\#($0).jsonl""# } ?? ""
        return Line.header(id, at: start).replacing("\"}\n", with: "\"\(fork)}\n")
    }

    var text: String { header + turns.joined() }

    init(_ number: Int, _ chance: inout SeededGenerator, forkOf original: GeneratedConversation? = nil) {
        id = "c0ffee\(number)-aaaa-4bbb-8ccc-0000000000\(number % 90 + 10)"
        // A fork begins later than what it was forked from.
        start = "2026-03-0\(original == nil ? 1 : 2)T10:00:00.000Z"
        parent = original?.id
        if let original {
            turns = Array(original.turns.prefix(Int.random(in: 1...original.turns.count, using: &chance)))
        }
        for turn in 0..<Int.random(in: 2...5, using: &chance) {
            let (prompt, kind) = Self.prompts.randomElement(using: &chance) ?? ("hi", .chat)
            // Somebody speaks in each of them, so that none is left unattributed.
            var text = Line.user(turn == 0 ? "hi" : prompt)
            for call in 0..<Int.random(in: 1...3, using: &chance) {
                let input = Int64.random(in: 1...9000, using: &chance)
                own.append(Call(kind: turn == 0 ? .chat : kind, input: input))
                let usage = #"{"input":\#(input),"output":\#(turn + 1),"cacheRead":0,"cacheWrite":0,"totalTokens":0}"#
                text +=
                    Line.call("\(number)-\(turn)-\(call)", minute: turn * 3 + call, usage: usage) + Line.toolResult()
            }
            turns.append(text)
        }
    }

    private static let prompts: [(String, SessionKind)] = [
        ("thanks", .chat), ("[OpenClaw exec completion]", .chat), ("[OpenClaw heartbeat poll]", .heartbeat),
        ("System: [2026-03-01] up\\n\\nRead HEARTBEAT.md if it exists", .heartbeat), ("[cron:j1 Nightly] go", .cron),
    ]
}

/// Keeps conversations as OpenClaw does.
private final class TranscriptKeeper {
    /// One change to a home.
    struct Write {
        /// Its place among the pieces of one file.
        var part = 0
        var work: () throws -> Void
    }

    private let home: TemporaryHome
    private let store: StoreBuilder

    init(_ home: TemporaryHome) throws {
        self.home = home
        store = try StoreBuilder(path: home.file("agents/main/agent/openclaw-agent.sqlite"), schema: 24)
    }

    func close() throws { try store.close() }

    /// A way that keeps all of a conversation, and some that keep copies of all or a part.
    func writes(of conversation: GeneratedConversation, _ chance: inout SeededGenerator) -> [Write] {
        let cut = Int.random(in: 1...conversation.turns.count, using: &chance)
        let beginning = conversation.header + conversation.turns.prefix(cut).joined()
        let rest = conversation.turns.dropFirst(cut).joined()
        var writes = whole(conversation, beginning, rest, &chance)
        let id = conversation.id
        let copies: [() throws -> Void] = [
            { [home] in try home.write("\(id).checkpoint.0d8f.jsonl", beginning) },
            { [home] in try home.write("\(id).jsonl.bak.1712", beginning) },
            { [home] in try home.write("agents/main/sessions/backup/\(id).jsonl", beginning) },
            { [home] in try home.write("\(Self.archive)/archive-tier.\(id).jsonl.imported-17", beginning) },
            { [home] in try home.write("old-agents/main/sessions/\(id).jsonl", beginning) },
            { [store] in try store.archive(Data(beginning.utf8), of: id, generation: 1, isCompressed: true) },
        ]
        for copy in copies where Int.random(in: 0..<4, using: &chance) == 0 { writes.append(Write(work: copy)) }
        return writes
    }

    private static let archive = "agents/main/session-sqlite-import-archive"

    private func whole(
        _ conversation: GeneratedConversation, _ beginning: String, _ rest: String, _ chance: inout SeededGenerator
    ) -> [Write] {
        let (id, text) = (conversation.id, conversation.text)
        let time = "2026-03-02T00-00-00.000Z"
        let plain = [
            "\(id).jsonl", "\(id).jsonl.deleted.\(time)", "\(Self.archive)/archive-tier.\(id).jsonl.imported-17",
        ]
        let packed = ["\(id).jsonl.deleted.\(time).zst", "agents/main/sessions/cold/\(id).jsonl.zst"]
        switch Int.random(in: 0..<6, using: &chance) {
        case 0, 1:
            let name = plain.randomElement(using: &chance) ?? plain[0]
            return [
                Write { [home] in try home.write(name, beginning) },
                Write(part: 1) { [home] in try home.append(name, rest) },
            ]
        case 2:
            let name = packed.randomElement(using: &chance) ?? packed[0]
            return [Write { [self] in try compressed(name, text) }]
        case 3:
            return [
                Write { [home] in try home.write("\(id).jsonl.reset.\(time)", beginning) },
                Write { [home] in try home.write("\(id).jsonl", conversation.header + rest) },
            ]
        case 4:
            return [
                Write { [store] in try store.add(beginning, to: id) },
                Write(part: 1) { [store] in try store.add(rest, to: id) },
            ]
        default:
            return [
                Write { [store] in try store.archive(Data(text.utf8), of: id, generation: 2, isCompressed: false) }
            ]
        }
    }

    private func compressed(_ name: String, _ text: String) throws {
        try home.write(name, "")
        try StoreBuilder.compress(Data(text.utf8)).write(to: URL(fileURLWithPath: home.file(name)))
    }
}
