// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

/// Ledgers that tests of answers share.
enum Ledgers {
    /// Saturday, 21 November 2026, 14:30 in Berlin.
    static let now = Timestamp(milliseconds: 1_795_267_800_000)

    static func berlin() throws -> Zone { try #require(Zone(named: "Europe/Berlin")) }

    /// A ledger with calls, each stamped from ``TestPrices``.
    static func ledger(_ events: [UsageEvent], facts: [SessionFacts] = []) async throws -> MemoryLedger {
        let (ledger, book) = (MemoryLedger(), try TestPrices.book())
        _ = try await ledger.append(
            SourceBatch(source: Fixtures.source, events: events.map(book.stamped), sessions: facts))
        return ledger
    }

    /// A few days of two agents with everything that has to be said: unpriced calls, unknown usage, a subscription, an
    /// implausible record, a failure.
    static func mixed() async throws -> MemoryLedger {
        func call(
            _ number: Int, _ time: String, session: SessionID = Fixtures.session(), provider: String = "anthropic",
            model: String = "claude-haiku-4-5", tokens: TokenCounts, reported: Int64? = nil, status: CallStatus = .ok
        ) throws -> UsageEvent {
            Fixtures.event(
                number, at: try #require(Timestamp(iso8601: time)), session: session, provider: provider, model: model,
                tokens: tokens, cost: Cost(reported: reported.map(Money.init(nanodollars:))), status: status)
        }
        let ops = Fixtures.session("s2", agent: "ops")
        let cron = Fixtures.session("s3", agent: "ops")
        return try await ledger(
            [
                call(1, "2026-10-05T10:00:00Z", tokens: TokenCounts(input: 2_000_000, output: 400_000)),
                call(
                    2, "2026-11-19T10:00:00Z",
                    tokens: TokenCounts(input: 1_000_000, output: 100_000, cacheRead: 5_000_000)),
                call(
                    3, "2026-11-20T09:00:00Z", session: ops, provider: "openai", model: "gpt-5.2",
                    tokens: TokenCounts(input: 500_000, output: 50_000, reasoning: 20_000), reported: 1_400_000_000),
                call(
                    4, "2026-11-20T09:05:00Z", session: ops, provider: "openai", model: "gpt-5.2",
                    tokens: TokenCounts(input: 500_000, output: 50_000), reported: 14_000),
                call(
                    5, "2026-11-20T23:30:00Z", session: cron, provider: "nobody", model: "new-1",
                    tokens: TokenCounts(input: 1234, output: 56)),
                call(6, "2026-11-21T12:50:00Z", tokens: TokenCounts(input: 600_000, cacheWrite5m: 200_000)),
                call(
                    7, "2026-11-21T13:10:00Z", provider: "nobody", model: "new-1",
                    tokens: TokenCounts(input: 100, output: 10)),
                call(
                    8, "2026-11-21T13:15:00Z", provider: "openai-codex", model: "gpt-5.2",
                    tokens: TokenCounts(input: 10_000, output: 1000)),
                call(9, "2026-11-21T13:20:00Z", tokens: .zero),
                call(10, "2026-11-21T13:25:00Z", tokens: .zero, status: .rateLimited),
            ],
            facts: [
                SessionFacts(session: Fixtures.session(), key: "agent:main:main", kind: .chat, label: "Ann"),
                SessionFacts(session: cron, key: "agent:ops:cron:nightly", kind: .cron, cronJob: "nightly"),
            ])
    }
}
