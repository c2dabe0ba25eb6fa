// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Testing

@Suite struct `What is known about a session` {
    private let session = SessionID(harness: "openclaw", agent: "main", id: "s1")

    @Test func `newer facts win and nothing is forgotten, whatever the order`() {
        let old = SessionFacts(
            session: session, key: "k", kind: .chat, label: "old", startedAt: Timestamp(seconds: 5),
            asOf: Timestamp(seconds: 5))
        let new = SessionFacts(
            session: session, channel: "telegram", label: "new", startedAt: Timestamp(seconds: 9),
            asOf: Timestamp(seconds: 9))
        for merged in [old.merging(new), new.merging(old)] {
            #expect((merged.key, merged.kind, merged.channel) == ("k", .chat, "telegram"))
            #expect(merged.label == "new")
            #expect(merged.startedAt == Timestamp(seconds: 5))
        }
        #expect(old.merging(new) == new.merging(old))
    }

    @Test func `a better origin is believed before a newer one`() {
        let store = SessionFacts(session: session, kind: .chat, origin: .sessionStore, asOf: Timestamp(seconds: 1))
        let log = SessionFacts(session: session, kind: .cron, origin: .runLog, asOf: Timestamp(seconds: 9))
        #expect(store.merging(log).kind == .chat)
        #expect(log.merging(store).kind == .chat)
    }

    @Test func `how much facts weigh survives being written down`() {
        var weights = SessionFacts(session: session, key: "k", kind: .chat, origin: .registry, asOf: .init(seconds: 7))
            .weights
        #expect(FactWeights(text: weights.text) == weights)
        weights = SessionFacts(session: session).weights
        #expect(weights.text == "")
        #expect(FactWeights(text: "no such thing") == weights)
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
