// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Testing

@testable import MissionSources

/// What parsers remember of a conversation between two readings of its log.
@Suite struct LogConversationTests {
    @Test(arguments: [nil, Timestamp(milliseconds: 1_772_359_200_123)])
    func `a checkpoint brings back what was known`(startedAt: Timestamp?) throws {
        var conversation = LogConversation(id: "a b")
        conversation.startedAt = startedAt
        let known = try #require(LogConversation(conversation.text))
        #expect(known.id == "a b")
        #expect(known.startedAt == startedAt)
    }

    @Test func `an odd name stays one field`() throws {
        #expect(LogConversation(LogConversation(id: "a\tb\nc").text)?.id == "a b c")
    }

    @Test(arguments: ["", "-", "1\t5", "2\t5\ts1", "1\tnow\ts1"])
    func `a checkpoint of another kind is none`(text: String) {
        #expect(LogConversation(text) == nil)
    }

    @Test func `a log that goes on is still of its conversation`() async throws {
        let (folder, desk) = (try TemporaryFolder(), try Desk())
        // The file is named otherwise, so that only the header tells.
        let file = "2026-03-01T10-00-00-000Z_named.jsonl"
        try folder.write(file, Line.header() + Line.call())
        try await desk.read(PiSource(file: folder.file(file)))
        try folder.append(file, Line.call("a2", minute: 2))
        try await desk.read(PiSource(file: folder.file(file)))
        let page = try await desk.ledger.events(matching: UsageQuery(), after: nil, limit: 9).map(\.event)
        #expect(page.map(\.session.id) == ["s1", "s1"])
        #expect(Set(page.map(\.sessionStart)).count == 1 && page[0].sessionStart != nil)
    }
}
