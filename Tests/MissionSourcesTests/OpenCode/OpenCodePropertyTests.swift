// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Generated sessions give the calls that were generated, once, however they were written down.
@Suite struct OpenCodePropertyTests {
    private struct Message {
        var id: String
        var session: String
        /// In milliseconds.
        var begun: Int64
        var output: Int64
        var isSecond: Bool
    }

    /// Sessions with helpers begun in the same milliseconds, forks and forks of forks; old messages also as files; a
    /// database that was upgraded, with messages of both versions; a channel's database and a copy.
    private struct Generated {
        var stable: [Message] = []
        var channel: [Message] = []
        var copies: [Message] = []
        var files: [Message] = []
        var expected = GeneratedCalls()

        init(_ generator: inout SeededGenerator) {
            var clock = OpenCodeMessages.start
            for session in 0..<Int.random(in: 2...4, using: &generator) {
                let (isSecond, isChannel) = (session > 1, session == 1 && Bool.random(using: &generator))
                for _ in 0..<Int.random(in: 1...6, using: &generator) {
                    clock += Int64.random(in: 60_000...900_000, using: &generator)
                    let helpers = isChannel || isSecond ? 1 : Int.random(in: 1...3, using: &generator)
                    for helper in 0..<helpers {
                        let message = Message(
                            id: OpenCodeMessages.id(at: clock, helper + 1),
                            session: helper == 0 ? "ses_\(session)" : "ses_\(session)_\(clock)_\(helper)", begun: clock,
                            output: Bool.random(using: &generator) ? 50 : .random(in: 1...900, using: &generator),
                            isSecond: isSecond)
                        expected.add(TokenCounts(input: 100, output: message.output))
                        if isChannel { channel.append(message) } else { stable.append(message) }
                        // Files are of the time before databases; helpers ran one after the other then.
                        if helpers == 1, !isChannel, !isSecond, Bool.random(using: &generator) { files.append(message) }
                    }
                }
            }
            for fork in 0..<Int.random(in: 0...3, using: &generator) {
                clock += 7_200_000
                let known = stable + copies
                let origin = known.randomElement(using: &generator)?.session
                let copied = known.filter { $0.session == origin }.prefix(Int.random(in: 1...5, using: &generator))
                for (index, message) in copied.enumerated() {
                    var copy = message
                    copy.session = "ses_fork\(fork)"
                    copy.id = OpenCodeMessages.id(at: clock, index + 1)
                    copies.append(copy)
                }
            }
        }
    }

    private let folder: TemporaryFolder
    private let desk: Desk

    init() throws {
        folder = try TemporaryFolder()
        desk = try Desk()
    }

    private func read() async throws {
        try await desk.read(OpenCodeSource(folder: folder.path))
    }

    private func data(_ message: Message, isOver: Bool = true) -> String {
        let counts =
            #"{"input":\#(isOver ? 100 : 0),"output":\#(isOver ? message.output : 0),"reasoning":0,"#
            + #""cache":{"read":0,"write":0}}"#
        let time = #"{"created":\#(message.begun)\#(isOver ? ",\"completed\":\(message.begun + 500)" : "")}"#
        let model = #""modelID":"claude-sonnet-4-5","providerID":"anthropic","mode":"build""#
        return
            #"{"id":"\#(message.id)","sessionID":"\#(message.session)","role":"assistant","time":\#(time),\#(model),"#
            + #""path":{"cwd":"/w","root":"/w"},"cost":0,"tokens":\#(counts)}"#
    }

    private func second(_ message: Message) -> String {
        let tokens = #"{"input":100,"output":\#(message.output),"reasoning":0,"cache":{"read":0,"write":0}}"#
        return #"{"agent":"build","model":{"id":"claude-sonnet-4-5","providerID":"anthropic"},"content":[],"#
            + #""time":{"created":\#(message.begun),"completed":\#(message.begun + 500)},"cost":0,"tokens":\#(tokens)}"#
    }

    private func insert(_ message: Message, isOver: Bool, updated: Int64, _ queue: DatabaseQueue) throws {
        try queue.write { database in
            if message.isSecond {
                if !isOver { return }
                try database.execute(
                    sql: "INSERT OR IGNORE INTO session_v2 VALUES (?, NULL, NULL, '/w')", arguments: [message.session])
                try database.execute(
                    sql: "INSERT OR REPLACE INTO session_message VALUES (?, ?, 'assistant', 1, ?, ?, ?)",
                    arguments: [message.id, message.session, message.begun, updated, second(message)])
            } else {
                try database.execute(
                    sql: "INSERT OR REPLACE INTO message VALUES (?, ?, ?, ?, ?)",
                    arguments: [message.id, message.session, message.begun, updated, data(message, isOver: isOver)])
            }
        }
    }

    @Test(arguments: 1...25)
    func `generated sessions give their calls once`(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let generated = Generated(&generator)
        let stable = try OpenCodeMessages.database(folder.file("opencode.db"))
        let channel = try OpenCodeMessages.database(folder.file("opencode-dev.db"))
        try OpenCodeMessages.addSecondVersion(stable)
        for message in generated.files {
            try folder.write("storage/message/\(message.session)/\(message.id).json", data(message))
        }
        // Answers are noted down when they begin and again when they end, in whatever order they end.
        var updated: Int64 = 1
        for message in generated.stable { try insert(message, isOver: false, updated: updated, stable) }
        let endings = generated.stable.map { ($0, stable) } + generated.channel.map { ($0, channel) }
        let forks = generated.copies.map { ($0, stable) }
        for (message, queue) in endings.shuffled(using: &generator) + forks.shuffled(using: &generator) {
            updated += Int64.random(in: 0...2, using: &generator)
            try insert(message, isOver: true, updated: updated, queue)
            if Int.random(in: 0..<8, using: &generator) == 0 { try await read() }
        }
        try stable.backup(to: try DatabaseQueue(path: folder.file("opencode - Copy.db")))
        // An upgrade copies the first version's rows, with their ids, into the table of the second.
        for message in generated.stable where !message.isSecond && Bool.random(using: &generator) {
            var copy = message
            copy.isSecond = true
            try insert(copy, isOver: true, updated: updated, stable)
        }
        try await read()
        #expect(try await desk.generatedCalls() == generated.expected)
        let ledger = desk.ledger
        _ = try await OpenCodeSource(folder: folder.path).run(from: [:]) { _ = try await ledger.append($0) }
        #expect(try await desk.generatedCalls() == generated.expected, "read by somebody who forgot everything")
    }
}
