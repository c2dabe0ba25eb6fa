// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    static let appending = [
        Rule("a new call is inserted") { make in
            let ledger = try await make()
            let result = try await ledger.append(Fixtures.batch(Fixtures.event(1), Fixtures.event(2)))
            try expect(result, equals: AppendResult(inserted: 2), "result")
            let total = try await ledger.total(UsageQuery())
            try expect(total.calls, equals: 2, "calls")
            try expect(total.tokens, equals: TokenCounts(input: 200, output: 20), "tokens")
            try expect(total.cost, equals: Money(nanodollars: 30_000_000), "cost")
        },
        Rule("replaying a batch changes nothing") { make in
            let ledger = try await make()
            var random = RandomEvents(seed: 7, window: LedgerContract.week)
            var batch = random.batch(events: 60)
            // Within the batch identities may come again; what is left of it after once is what must not move.
            batch.events = try await LedgerContract.settled(batch.events, make)
            _ = try await ledger.append(batch)
            let before = try await LedgerContract.everything(ledger)
            let again = try await ledger.append(batch)
            try expect(again, equals: AppendResult(unchanged: batch.events.count), "result")
            try expect(try await LedgerContract.everything(ledger), equals: before, "answers")
        },
        Rule("larger counts replace and sums move by the difference") { make in
            let ledger = try await make()
            _ = try await ledger.append(Fixtures.batch(Fixtures.event(1), Fixtures.event(2)))
            let grown = Fixtures.event(1, tokens: TokenCounts(input: 100, output: 50))
            let result = try await ledger.append(Fixtures.batch(grown))
            try expect(result, equals: AppendResult(updated: 1), "result")
            let total = try await ledger.total(UsageQuery())
            try expect(total.calls, equals: 2, "calls")
            try expect(total.tokens, equals: TokenCounts(input: 200, output: 60), "tokens")
            let shrunk = try await ledger.append(Fixtures.batch(Fixtures.event(1)))
            try expect(shrunk, equals: AppendResult(unchanged: 1), "smaller counts")
        },
        Rule("a replaced call leaves its old quarter hour, model and conversation") { make in
            let ledger = try await make()
            _ = try await ledger.append(Fixtures.batch(Fixtures.event(1)))
            let moved = Fixtures.event(
                1, at: Fixtures.noon.advanced(byMilliseconds: 7_200_000), session: Fixtures.session("s2"),
                model: "claude-haiku-4-5", tokens: TokenCounts(input: 100, output: 11))
            _ = try await ledger.append(Fixtures.batch(moved))
            let rows = try await ledger.usage(UsageQuery(groupBy: [.hour, .model, .session]))
            try expect(
                rows.map(\.keys), equals: [["2026-02-24T14:00", "anthropic/claude-haiku-4-5", "agent:main:s2"]], "keys")
            try expect(try await ledger.state().extent?.lowerBound.start, equals: moved.at, "extent")
        },
        Rule("the better source wins, whichever comes first") { make in
            let poor = Fixtures.event(1, tokens: TokenCounts(input: 999), source: .status)
            let good = Fixtures.event(1, source: .transcript)
            for order in [[poor, good], [good, poor]] {
                let ledger = try await make()
                for event in order { _ = try await ledger.append(Fixtures.batch(event)) }
                let total = try await ledger.total(UsageQuery())
                try expect(total.tokens, equals: TokenCounts(input: 100, output: 10), "tokens")
                let rows = try await ledger.usage(UsageQuery(groupBy: [.source]))
                try expect(rows.map(\.keys), equals: [["transcript"]], "sources")
            }
        },
        Rule("a checkpoint is committed with its calls") { make in
            let ledger = try await make()
            let source = SourceID(kind: "openclaw", place: "/a")
            for (position, number) in [("10", 1), ("20", 2)] {
                var batch = Fixtures.batch(Fixtures.event(number))
                batch.source = source
                batch.checkpoints = [Checkpoint(source: source, item: "f", position: position)]
                _ = try await ledger.append(batch)
            }
            try expect(
                try await ledger.checkpoints(of: source),
                equals: ["f": Checkpoint(source: source, item: "f", position: "20")], "checkpoints")
            let other = try await ledger.checkpoints(of: SourceID(kind: "codex", place: "/a"))
            try expect(other.isEmpty, "another source's checkpoints are not its own")
        },
        Rule("a rejection is kept once") { make in
            let ledger = try await make()
            func rejection(_ position: Int64) -> Rejection {
                Rejection(
                    source: Fixtures.source, item: "f", position: position, length: 3, reason: .notJSON)
            }
            let batch = SourceBatch(source: Fixtures.source, rejections: [rejection(1), rejection(2), rejection(1)])
            try expect(try await ledger.append(batch), equals: AppendResult(rejected: 2), "result")
            try expect(try await ledger.append(batch), equals: AppendResult(), "replay")
            try expect(try await ledger.rejections(limit: 9), equals: [rejection(2), rejection(1)], "rejections")
            try expect(try await ledger.rejections(limit: 1).count, equals: 1, "limit")
            try expect(try await ledger.sourceStates().map(\.rejections), equals: [2], "source state")
        },
        Rule("the generation grows with every change and only then") { make in
            let ledger = try await make()
            var seen = try await ledger.state().generation
            let checkpoint = Checkpoint(source: Fixtures.source, item: "f", position: "1")
            let facts = SessionFacts(session: Fixtures.session(), key: "agent:main:main")
            let changes = [
                Fixtures.batch(Fixtures.event(1)), SourceBatch(source: Fixtures.source, sessions: [facts]),
                SourceBatch(source: Fixtures.source, checkpoints: [checkpoint]),
                SourceBatch(source: Fixtures.source, cronJobs: [CronJobFacts(id: "c", agent: "main")]),
            ]
            for batch in changes {
                _ = try await ledger.append(batch)
                let changed = try await ledger.state().generation
                try expect(changed > seen, "a change did not move the generation")
                _ = try await ledger.append(batch)
                try expect(try await ledger.state().generation, equals: changed, "generation after a replay")
                seen = changed
            }
        },
    ]

    /// A week of autumn, in whole quarter hours, with the end of summer time in Europe.
    static let week = Window(start: Timestamp(seconds: 1_760_999_400), end: Timestamp(seconds: 1_761_604_200))

    /// What is left of calls when each identity has been decided.
    private static func settled(_ events: [UsageEvent], _ make: Factory) async throws -> [UsageEvent] {
        let ledger = try await make()
        _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
        let query = UsageQuery(includeSynthetic: true)
        return try await ledger.events(matching: query, after: nil, limit: .max).map(\.event)
    }

    /// Every answer that a replay could disturb.
    static func everything(_ ledger: Ledger) async throws -> [String] {
        let query = UsageQuery(groupBy: [.hour, .model, .session, .status], includeSynthetic: true)
        return [
            "\(try await ledger.usage(query))", "\(try await ledger.sessions(matching: query, limit: 99))",
            "\(try await ledger.events(matching: query, after: nil, limit: 999))", "\(try await ledger.cronJobs())",
            "\(try await ledger.rejections(limit: 999))", "\(try await ledger.sourceStates())",
            "\(try await ledger.state())",
        ]
    }
}
