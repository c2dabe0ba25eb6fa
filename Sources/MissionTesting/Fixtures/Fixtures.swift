// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// Values that tests need many of, each valid as it is; a test changes only what it is about.
package enum Fixtures {
    /// A source.
    package static let source = SourceID(kind: "openclaw", place: "/home/someone/.openclaw")

    /// A Tuesday noon, UTC.
    package static let noon = Timestamp(seconds: 1_771_934_400)

    /// A conversation of the agent `main`.
    package static func session(_ id: String = "s1", agent: String = "main", harness: String = "openclaw") -> SessionID
    {
        SessionID(harness: harness, agent: agent, id: id)
    }

    /// A call's identity: the same number gives the same one, and neighbours lie far apart.
    package static func eventID(_ number: Int) -> EventID {
        var generator = SeededGenerator(seed: UInt64(bitPattern: Int64(number)))
        return EventID(high: Int64(bitPattern: generator.next()), low: Int64(bitPattern: generator.next()))
    }

    /// A call of 100 input and 10 output tokens that cost 1.5 cents by its log and by list price.
    package static func event(
        _ number: Int = 1, at: Timestamp = noon, session: SessionID = session(), sessionStart: Timestamp? = nil,
        provider: String = "anthropic", model: String = "claude-opus-4-6",
        tokens: TokenCounts = TokenCounts(input: 100, output: 10),
        cost: Cost = Cost(
            reported: Money(nanodollars: 15_000_000), estimated: Money(nanodollars: 15_000_000), basis: .reported,
            priceRevision: "test"),
        status: CallStatus = .ok, isSynthetic: Bool = false, source: SourceKind = .transcript
    ) -> UsageEvent {
        UsageEvent(
            id: eventID(number), at: at, session: session, sessionStart: sessionStart,
            attribution: Attribution(recordedProvider: provider, recordedModel: model), tokens: tokens, status: status,
            isSynthetic: isSynthetic, cost: cost, source: source)
    }

    /// A batch of calls.
    package static func batch(_ events: UsageEvent...) -> SourceBatch {
        SourceBatch(source: source, events: events)
    }
}
