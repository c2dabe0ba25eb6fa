// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    static let coarse = [
        Rule("a run that only its log tells of counts once, and is told apart") { make in
            let ledger = try await make()
            _ = try await ledger.append(Fixtures.batch(run("r1"), run("r1"), Fixtures.event(1)))
            let rows = try await ledger.usage(UsageQuery(groupBy: [.source]))
            try expect(rows.map(\.keys), equals: [["run_log"], ["transcript"]], "sources")
            try expect(rows.map(\.sums.calls), equals: [1, 1], "calls")
            try expect(rows.map(\.sums.coarseCalls), equals: [1, 0], "coarse calls")
            try expect(try await ledger.total(UsageQuery()).coarseCalls, equals: 1, "coarse calls in all")
        },
        Rule("a run counts from its log or from its calls, never from both, whichever comes first") { make in
            let log = run("r1")
            let call = Fixtures.event(
                1, at: Fixtures.noon.advanced(byMilliseconds: -1), session: Fixtures.session("r1"))
            for batches in [
                [[log], [call]], [[call], [log]], [[log, call]], [[call, log]], [[log], [log, call], [log]],
            ] {
                let ledger = try await make()
                for events in batches {
                    _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
                }
                let total = try await ledger.total(UsageQuery())
                try expect(total, equals: UsageSums(call), "sums after \(batches.map(\.count))")
                try expect(try await ledger.state().events, equals: 1, "calls held")
                let page = try await ledger.events(matching: UsageQuery(), after: nil, limit: 9)
                try expect(page.map(\.event), equals: [call], "calls listed")
            }
        },
        Rule("what stops counting for finer calls is told, and moves the generation") { make in
            let ledger = try await make()
            _ = try await ledger.append(Fixtures.batch(run("r1"), run("r2")))
            let before = try await ledger.state().generation
            let call = Fixtures.event(1, session: Fixtures.session("r1"))
            let result = try await ledger.append(Fixtures.batch(call))
            try expect(result, equals: AppendResult(inserted: 1, covered: 1), "result")
            let after = try await ledger.state().generation
            try expect(after > before, "the generation did not move")
            let again = try await ledger.append(Fixtures.batch(run("r1"), call))
            try expect(again, equals: AppendResult(unchanged: 2), "replay")
            try expect(try await ledger.state().generation, equals: after, "generation after a replay")
        },
        Rule("a copied call covers the conversation it was copied to, although another one owns it") { make in
            let owner = Fixtures.event(1, session: Fixtures.session("s1"), sessionStart: Fixtures.noon)
            let copy = Fixtures.event(
                1, session: Fixtures.session("r1"), sessionStart: Fixtures.noon.advanced(byMilliseconds: 9))
            for order in permutations([owner, copy, run("r1")]) {
                let ledger = try await make()
                for event in order { _ = try await ledger.append(Fixtures.batch(event)) }
                try expect(try await ledger.total(UsageQuery()), equals: UsageSums(owner), "sums")
            }
        },
        Rule("rows that are no calls and poorer sources leave a run from its log alone") { make in
            let others = [
                Fixtures.event(1, session: Fixtures.session("r1"), isSynthetic: true),
                Fixtures.event(2, session: Fixtures.session("r1"), source: .callDatabase),
                Fixtures.event(3, session: Fixtures.session("r1", agent: "ops")),
            ]
            for order in permutations(others + [run("r1")]) {
                let ledger = try await make()
                for event in order { _ = try await ledger.append(Fixtures.batch(event)) }
                try expect(try await ledger.total(UsageQuery()).coarseCalls, equals: 1, "coarse calls")
            }
        },
    ]

    static let shuffledCoarse = (1...6).map { seed in
        Rule("runs and calls in any order, in pieces and again give the same sums (seed \(seed))") { make in
            var chance = SeededGenerator(seed: UInt64(seed))
            let names = (0..<12).map { "r\($0)" }
            let calls = names.prefix(7).enumerated().flatMap { index, name in
                (0...index % 3).map { Fixtures.event(index * 10 + $0, session: Fixtures.session(name)) }
            }
            let wanted = (calls + names.dropFirst(7).map { run($0) }).reduce(into: UsageSums()) { $0 += UsageSums($1) }
            let ledger = try await make()
            let events = (calls + names.map { run($0) }).flatMap { [$0, $0] }.shuffled(using: &chance)
            var rest = events[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...6, using: &chance))
                _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: Array(piece)))
                rest = rest.dropFirst(piece.count)
            }
            try expect(try await ledger.total(UsageQuery()), equals: wanted, "sums")
            try expect(try await ledger.state().events, equals: wanted.calls, "calls held")
        }
    }

    /// A finished run of a conversation as its scheduler's log has it.
    private static func run(_ session: String) -> UsageEvent {
        let number = session.utf8.reduce(1000) { $0 * 31 + Int($1) }
        var event = Fixtures.event(
            number, session: Fixtures.session(session), tokens: TokenCounts(input: 7000, output: 300), source: .runLog)
        event.attribution.kind = .cron
        event.grain = .conversation
        return event
    }

    /// Every order of a few values.
    static func permutations<Value>(_ values: [Value]) -> [[Value]] {
        guard values.count > 1 else { return [values] }
        return values.indices.flatMap { index in
            var rest = values
            let first = rest.remove(at: index)
            return permutations(rest).map { [first] + $0 }
        }
    }
}
