// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Turns of which no id says who answered them.
extension LedgerContract {
    static let evidence = [
        Rule("a turn that repeats its last call's counts is told by that call, although no id says so") { make in
            let (turn, call) = (repeating(1), repeated(2, at: 59_000))
            let earlier = repeated(3, at: 40_000, input: 5)
            for order in permutations([turn, call, earlier]) {
                let ledger = try await make()
                for row in order { _ = try await ledger.append(Fixtures.batch(row)) }
                try expect(try await ledger.total(UsageQuery()), equals: sums([call, earlier]), "sums")
                let rows = try await ledger.usage(UsageQuery(groupBy: [.session]))
                try expect(rows.map(\.keys), equals: [["agent:main:s1"]], "sessions")
            }
        },
        Rule("a turn that repeats the sums of its calls is told by these, although no id says so") { make in
            let calls = [repeated(2, at: 20_000, input: 3), repeated(3, at: 59_000, input: 4)]
            var turn = repeating(1)
            turn.tokens = TokenCounts(input: 7, output: 1800, cacheRead: 176_000, cacheWrite5m: 800)
            for order in permutations(calls + [turn]) {
                let ledger = try await make()
                for row in order { _ = try await ledger.append(Fixtures.batch(row)) }
                try expect(try await ledger.total(UsageQuery()), equals: sums(calls), "sums")
            }
        },
        Rule("what may be told by two conversations, or be two sessions' turn, counts twice rather than not at all") {
            make in
            let (turn, call) = (repeating(1), repeated(2, at: 59_000))
            var rival = repeating(4, at: 58_000)
            rival.session = Fixtures.session("s2")
            for rows in [[turn, call, repeated(3, at: 58_000, in: "b2")], [turn, call, rival]] {
                for order in permutations(rows) {
                    let ledger = try await make()
                    for row in order { _ = try await ledger.append(Fixtures.batch(row)) }
                    try expect(try await ledger.total(UsageQuery()), equals: sums(rows), "sums")
                }
            }
        },
        Rule("figures that differ, another time, another model and another program are no evidence") { make in
            let others = [
                repeated(2, at: 59_000, input: 8), repeated(2, at: -1), repeated(2, at: 65_001),
                repeated(2, at: 59_000, model: "claude-haiku-4-5"), repeated(2, at: 59_000, harness: "codex"),
            ]
            for call in others {
                for order in permutations([repeating(1), call]) {
                    let ledger = try await make()
                    for row in order { _ = try await ledger.append(Fixtures.batch(row)) }
                    try expect(try await ledger.total(UsageQuery()), equals: sums(order), "sums")
                }
            }
        },
    ]

    static let shuffledBackends = (1...12).map { seed in
        Rule(
            "random turns and calls in any order, in pieces and again give the simplest ledger's answers (seed \(seed))"
        ) {
            make in
            var random = RandomTurns(seed: UInt64(seed))
            let (ledger, oracle) = (try await make(), MemoryLedger())
            for batch in random.batches() {
                try expect(
                    try await ledger.append(batch), equals: try await oracle.append(batch), "result")
            }
            for query in [[Dimension.session], [.agent, .sessionKind, .harness], [.cron, .day], []].map({
                UsageQuery(groupBy: $0)
            }) {
                let wanted = try await oracle.usage(query)
                try expect(try await ledger.usage(query), equals: wanted, "rows for \(query)")
                // What counts depends on what was told, never on the order.
                let other = MemoryLedger()
                for batch in random.reordered() { _ = try await other.append(batch) }
                try expect(try await other.usage(query), equals: wanted, "rows in another order")
            }
            for name in random.names {
                try expect(
                    try await ledger.explain(session: name, limit: .max),
                    equals: try await oracle.explain(session: name, limit: .max), "explanation of \(name)")
            }
            try expect(try await ledger.state(), equals: try await oracle.state(), "state")
            try expect(try await ledger.backendTurns(), equals: try await oracle.backendTurns(), "what became of turns")
        }
    }

    /// A turn whose row repeats what some call says.
    private static func repeating(_ number: Int, at offset: Int64 = 60_000) -> UsageEvent {
        var event = turn(number, at: offset)
        event.tokens = TokenCounts(input: 7, output: 900, cacheRead: 88_000, cacheWrite5m: 400)
        return event
    }

    private static func repeated(
        _ number: Int, at offset: Int64, in conversation: String = "b1", harness: String = "claude-code",
        input: Int64 = 7, model: String = "claude-opus-4-6"
    ) -> UsageEvent {
        var event = made(number, at: offset, in: conversation, harness: harness)
        event.attribution = Attribution(recordedProvider: "anthropic", recordedModel: model)
        event.tokens = TokenCounts(input: input, output: 900, cacheRead: 88_000, cacheWrite1h: 400)
        return event
    }
}
