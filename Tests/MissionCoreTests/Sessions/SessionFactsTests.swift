// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Testing

@Suite struct `What is known about a session` {
    private let session = SessionID(harness: "openclaw", agent: "main", id: "s1")

    @Test func `newer facts win and nothing is forgotten`() {
        let old = SessionFacts(session: session, key: "k", kind: .chat, label: "old", startedAt: Timestamp(seconds: 5))
        let new = SessionFacts(session: session, channel: "telegram", label: "new", startedAt: Timestamp(seconds: 9))
        let merged = old.merging(new)
        #expect(
            merged
                == SessionFacts(
                    session: session, key: "k", kind: .chat, channel: "telegram", label: "new",
                    startedAt: Timestamp(seconds: 5)))
    }

    @Test func `the earliest beginning is the beginning, whatever the order`() {
        let early = SessionFacts(session: session, startedAt: Timestamp(seconds: 1))
        let late = SessionFacts(session: session, startedAt: Timestamp(seconds: 2))
        let unknown = SessionFacts(session: session)
        #expect(early.merging(late).startedAt == late.merging(early).startedAt)
        #expect(unknown.merging(early).startedAt == early.startedAt)
        #expect(early.merging(unknown).startedAt == early.startedAt)
    }

    @Test func `a session without key is shown by its id`() {
        #expect(SessionFacts(session: session).displayKey == "agent:main:s1")
        #expect(SessionFacts(session: session, key: "agent:main:main").displayKey == "agent:main:main")
    }
}
