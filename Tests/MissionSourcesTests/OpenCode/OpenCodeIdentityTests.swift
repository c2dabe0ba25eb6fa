// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// Which messages are one call and which are two, in a database.
@Suite struct OpenCodeIdentityTests {
    private let folder: TemporaryFolder
    private let desk: Desk
    private let queue: DatabaseQueue
    private let begun = OpenCodeMessages.start + 60_000

    init() throws {
        folder = try TemporaryFolder()
        desk = try Desk()
        queue = try OpenCodeMessages.database(folder.file("opencode.db"))
    }

    private func read() async throws {
        try await desk.read(OpenCodeSource(folder: folder.path))
    }

    private func insert(_ id: String, session: String, output: Int = 10, updated: Int64 = 1000) throws {
        let usage = #"{"input":100,"output":\#(output),"reasoning":0,"cache":{"read":0,"write":0}}"#
        try OpenCodeMessages.insert(
            OpenCodeMessages.answer(id, session: session, usage: usage), id: id, session: session, updated: updated,
            into: queue)
    }

    @Test func `two helpers begun in one millisecond are two calls`() async throws {
        try insert("msg_a", session: "ses_a", output: 10)
        try insert("msg_b", session: "ses_b", output: 20)
        try await read()
        let sums = try await desk.totals()
        #expect((sums.calls, sums.tokens.output) == (2, 30))
    }

    @Test func `helpers begun in one millisecond are two calls also when they used the same`() async throws {
        try insert(OpenCodeMessages.id(at: begun, 1), session: "ses_a")
        try insert(OpenCodeMessages.id(at: begun, 2), session: "ses_b")
        try await read()
        #expect(try await desk.totals().calls == 2)
    }

    @Test func `sessions that others started are no forks of each other`() async throws {
        try await queue.write { database in
            try database.execute(
                sql: "INSERT INTO session VALUES ('ses_a', '/w', 'ses_0'), ('ses_b', '/w', 'ses_0')")
        }
        try insert("msg_a", session: "ses_a")
        try insert("msg_b", session: "ses_b")
        try await read()
        #expect(try await desk.totals([.sessionKind: ["subagent"]]).calls == 2)
    }

    @Test func `a fork's copies are the calls that they were copied from, in whatever order they come`() async throws {
        let later = begun + 3_600_000
        try insert(OpenCodeMessages.id(at: later, 1), session: "ses_fork")
        try await read()
        try insert(OpenCodeMessages.id(at: begun, 1), session: "ses_a", updated: 2000)
        try insert(OpenCodeMessages.id(at: later + 5, 2), session: "ses_fork2", updated: 3000)
        try await read()
        #expect(try await desk.totals().calls == 1)
    }

    @Test func `a helper that is told apart stays so while both are followed, and its fork's copy is it`() async throws
    {
        let (first, second) = (OpenCodeMessages.id(at: begun, 1), OpenCodeMessages.id(at: begun, 2))
        try insert(first, session: "ses_a", output: 0)
        try insert(second, session: "ses_b", output: 20, updated: 2000)
        try await read()
        try insert(first, session: "ses_a", output: 30, updated: 3000)
        try await read()
        try insert(OpenCodeMessages.id(at: begun + 9_000_000, 1), session: "ses_fork", output: 20, updated: 4000)
        try await read()
        let sums = try await desk.totals()
        #expect((sums.calls, sums.tokens.output) == (2, 50))
    }

    // MARK: The second version

    @Test func `the second version's table is read, with what an upgrade copied once`() async throws {
        try insert("msg_1", session: "ses_1")
        try OpenCodeMessages.addSecondVersion(queue)
        try await queue.write { database in
            try database.execute(sql: "INSERT INTO session_v2 VALUES ('ses_1', NULL, NULL, '/home/someone/work')")
        }
        try OpenCodeMessages.insertSecond(OpenCodeMessages.second(), id: "msg_1", updated: 1000, into: queue)
        try OpenCodeMessages.insertSecond(
            OpenCodeMessages.second(minute: 2, isOver: false), id: "msg_2", minute: 2, updated: 2000, into: queue)
        try await read()
        #expect(try await desk.totals().calls == 1)
        try OpenCodeMessages.insertSecond(
            OpenCodeMessages.second(minute: 2), id: "msg_2", minute: 2, updated: 3000, into: queue)
        try await read()
        #expect(try await desk.totals([.project: ["work"]]).calls == 2)
        #expect(try await desk.totals([.recordedModel: ["anthropic|claude-sonnet-4-5"]]).calls == 2)
    }

    @Test func `a call that is in a file of the first version and in the table of the second is one`() async throws {
        try folder.write("storage/message/ses_1/msg_1.json", OpenCodeMessages.answer("msg_1"))
        try OpenCodeMessages.addSecondVersion(queue)
        try await queue.write { database in
            try database.execute(sql: "INSERT INTO session_v2 VALUES ('ses_1', NULL, NULL, '/home/someone/work')")
        }
        try OpenCodeMessages.insertSecond(OpenCodeMessages.second(), id: "evt_1", updated: 1000, into: queue)
        try await read()
        #expect(try await desk.totals().calls == 1)
    }

    @Test func `a summary of the second version is a call when it says what it used`() async throws {
        try OpenCodeMessages.addSecondVersion(queue)
        let usage = #""cost":0.25,"tokens":{"input":100,"output":10,"reasoning":0,"cache":{"read":0,"write":0}}"#
        let time = #""time":{"created":\#(begun)}"#
        try OpenCodeMessages.insertSecond(
            #"{"reason":"auto","summary":"x",\#(usage),\#(time)}"#, id: "msg_1", type: "compaction", updated: 1,
            into: queue)
        try OpenCodeMessages.insertSecond(
            #"{"reason":"auto","summary":"x",\#(time)}"#, id: "msg_2", type: "compaction", updated: 1, into: queue)
        try OpenCodeMessages.insertSecond(
            #"{"text":"x",\#(usage),\#(time)}"#, id: "msg_3", type: "user", updated: 1, into: queue)
        try await read()
        let sums = try await desk.totals()
        #expect((sums.calls, sums.cost) == (1, Money(nanodollars: 250_000_000)))
    }
}
