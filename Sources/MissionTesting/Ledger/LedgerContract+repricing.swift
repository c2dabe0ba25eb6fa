// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    static let repricing =
        [
            Rule("calls without a price get one when it is known, and all others stay as they were") { make in
                let ledger = try await make()
                let paid = Fixtures.event(1, cost: Cost(reported: Money(nanodollars: 7), basis: .reported))
                let silent = Fixtures.event(2, tokens: .zero, cost: Cost(basis: .unknownUsage))
                let known = Fixtures.event(3, model: "rocket-1", cost: Cost(basis: .unpriced, priceRevision: "a"))
                let other = Fixtures.event(4, model: "rocket-2", cost: Cost(basis: .unpriced, priceRevision: "b"))
                _ = try await ledger.append(Fixtures.batch(paid, silent, known, other))
                let before = try await ledger.state()
                let wanted = Repricing(
                    at: Fixtures.noon, oldRevisions: ["a"], revision: "c", calls: 1, after: Money(nanodollars: 5),
                    examined: 2)
                let stamp = stamping("rocket-1", "c", estimated: 5)
                let tried = try await ledger.reprice(to: "c", isDryRun: true, stamp: stamp)
                try expect(tried, equals: wanted, "a dry run")
                try expect(try await ledger.state(), equals: before, "state after a dry run")
                try expect(try await ledger.repricings(limit: 9), equals: [], "records after a dry run")
                let done = try await ledger.reprice(to: "c", isDryRun: false, stamp: stamp)
                var recorded = wanted
                recorded.id = 1
                try expect(done, equals: recorded, "the repricing")
                let total = try await ledger.total(UsageQuery())
                try expect(total.cost, equals: Money(nanodollars: 12), "cost")
                try expect(total.unpricedCalls, equals: 1, "unpriced calls")
                try expect(total.unknownUsageCalls, equals: 1, "calls of unknown usage")
                try expect(try await ledger.state().generation, equals: before.generation + 1, "generation")
                let again = try await ledger.reprice(to: "c", isDryRun: false, stamp: stamp)
                try expect((again.calls, again.examined) == (0, 1), "again: \(again)")
                try expect(try await ledger.state().generation, equals: before.generation + 1, "generation, again")
                var kept = recorded
                kept.examined = 1
                try expect(try await ledger.repricings(limit: 9), equals: [kept], "records")
                let page = try await ledger.events(matching: UsageQuery(), after: nil, limit: 9)
                let revisions = page.map(\.event.cost.priceRevision).sorted()
                try expect(revisions, equals: ["", "", "b", "c"], "revisions")
            },
            Rule("more calls than fit into a batch are one repricing") { make in
                let ledger = try await make()
                let events = (0..<4500).map { number in
                    Fixtures.event(
                        number, at: Fixtures.noon.advanced(byMilliseconds: Int64(number) * 1000),
                        model: number % 3 == 0 ? "rocket-2" : "rocket-1",
                        cost: Cost(basis: .unpriced, priceRevision: "r\(number % 2)"))
                }
                _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events))
                let done = try await ledger.reprice(
                    to: "c", isDryRun: false, stamp: stamping("rocket-1", "c", estimated: 2))
                let wanted = Repricing(
                    id: 1, at: Fixtures.noon, oldRevisions: ["r0", "r1"], revision: "c", calls: 3000,
                    after: Money(nanodollars: 6000), examined: 4500)
                try expect(done, equals: wanted, "the repricing")
                try expect(try await ledger.repricings(limit: 9).map(\.calls), equals: [3000], "records")
                let total = try await ledger.total(UsageQuery())
                try expect((total.calls, total.unpricedCalls) == (4500, 1500), "\(total)")
                try expect(total.cost, equals: Money(nanodollars: 6000), "cost")
            },
            Rule("a call that counts nowhere gets its price, too, and still counts nowhere") { make in
                let ledger = try await make()
                var line = Fixtures.event(1, model: "rocket-1", cost: Cost(basis: .unpriced), source: .runLog)
                line.grain = .conversation
                let call = Fixtures.event(2, cost: Cost(reported: Money(nanodollars: 7), basis: .reported))
                _ = try await ledger.append(Fixtures.batch(line, call))
                let done = try await ledger.reprice(
                    to: "c", isDryRun: false, stamp: stamping("rocket-1", "c", estimated: 5))
                try expect((done.calls, done.after) == (1, .zero), "\(done)")
                let total = try await ledger.total(UsageQuery())
                try expect((total.calls, total.cost.nanodollars) == (1, 7), "\(total)")
                let rows = try await ledger.explain(session: "s1", limit: 9).rows
                let bases = Set(rows.map(\.event.cost.basis))
                try expect(bases, equals: [.reported, .estimated], "rows")
            },
        ] + randomRepricing

    /// Prices known late give what prices known from the start would have given.
    private static let randomRepricing = (1...3).map { seed in
        Rule("random calls priced late are as if they had been priced at once (seed \(seed))") { make in
            let (early, late) = (try await make(), try await make())
            let stamp = stamping("llama", "new", estimated: 3)
            var random = RandomEvents(
                seed: UInt64(seed),
                window: Window(start: Fixtures.noon, end: Fixtures.noon.advanced(byMilliseconds: 86_400_000)))
            for round in 0..<5 {
                let batch = random.batch(events: 60)
                _ = try await late.append(batch)
                var known = batch
                known.events = stamp(batch.events)
                _ = try await early.append(known)
                if round % 2 == 1 { _ = try await late.reprice(to: "new", isDryRun: false, stamp: stamp) }
            }
            _ = try await late.reprice(to: "new", isDryRun: false, stamp: stamp)
            for query in [UsageQuery(), UsageQuery(groupBy: [.model, .hour]), UsageQuery(includeSynthetic: true)] {
                try expect(try await late.usage(query), equals: try await early.usage(query), "\(query)")
            }
            let pages = [
                try await late.events(matching: UsageQuery(), after: nil, limit: 500),
                try await early.events(matching: UsageQuery(), after: nil, limit: 500),
            ]
            try expect(pages[0], equals: pages[1], "calls")
        }
    }

    /// Prices one model's calls that have no price.
    private static func stamping(
        _ model: String, _ revision: String, estimated: Int64
    ) -> @Sendable ([UsageEvent]) -> [UsageEvent] {
        { events in
            events.map { event in
                guard event.cost.basis == .unpriced, event.attribution.model == model else { return event }
                var stamped = event
                stamped.cost.estimated = Money(nanodollars: estimated)
                stamped.cost.basis = .estimated
                stamped.cost.priceRevision = revision
                return stamped
            }
        }
    }
}
