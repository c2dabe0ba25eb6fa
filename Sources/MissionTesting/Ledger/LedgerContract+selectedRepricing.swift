// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    static let selectedRepricing = [
        Rule("selected calls are stamped again, and who asked for it and what it changed is kept") { make in
            let ledger = try await make()
            let (early, late) = (estimated(1, 10, day: 0), estimated(2, 20, day: 1))
            let other = estimated(3, 40, day: 1, model: "claude-haiku-4-5")
            _ = try await ledger.append(Fixtures.batch(early, late, other))
            let before = try await ledger.state()
            let query = UsageQuery(window: secondDay, filters: [.model: ["claude-opus-4-6"]])
            var wanted = Repricing(
                at: Fixtures.noon, kind: .selected, actor: "ada", selection: "a day", oldRevisions: ["old"],
                revision: "new", calls: 1, before: Money(nanodollars: 20), after: Money(nanodollars: 27), examined: 1)
            wanted.models = [model("anthropic/claude-opus-4-6", calls: 1, before: 20, after: 27)]
            let tried = try await ledger.reprice(request(query, isDryRun: true) { _ in 27 })
            try expect(tried, equals: wanted, "a dry run")
            try expect(try await ledger.state(), equals: before, "state after a dry run")
            try expect(try await ledger.repricings(limit: 9), equals: [], "records after a dry run")
            wanted.id = 1
            let done = try await ledger.reprice(request(query) { _ in 27 })
            try expect(done, equals: wanted, "the repricing")
            try expect(try await ledger.repricings(limit: 9), equals: [wanted], "records")
            try expect(try await ledger.total(UsageQuery()).cost, equals: Money(nanodollars: 77), "cost")
            let days = try await ledger.usage(UsageQuery(groupBy: [.day])).map(\.sums.cost.nanodollars).sorted()
            try expect(days, equals: [10, 67], "cost by day")
            try expect(try await ledger.state().generation, equals: before.generation + 1, "generation")
        },
        Rule("calls whose amounts stay the same are not touched, and where none changes nothing is recorded") { make in
            let ledger = try await make()
            _ = try await ledger.append(Fixtures.batch(estimated(1, 10), estimated(2, 20)))
            let before = try await ledger.state()
            let done = try await ledger.reprice(request { $0.cost.estimated?.nanodollars })
            try expect((done.id, done.calls, done.examined) == (nil, 0, 2), "\(done)")
            try expect(done.before, equals: Money(nanodollars: 30), "before")
            try expect(done.after, equals: Money(nanodollars: 30), "after")
            try expect(try await ledger.state(), equals: before, "state")
            try expect(try await ledger.repricings(limit: 9), equals: [], "records")
            let page = try await ledger.events(matching: UsageQuery(), after: nil, limit: 9)
            try expect(Set(page.map(\.event.cost.priceRevision)), equals: ["old"], "revisions")
        },
        Rule("what was recorded goes on counting when a list price changes") { make in
            let ledger = try await make()
            let paid = Fixtures.event(
                1,
                cost: Cost(
                    reported: Money(nanodollars: 9), estimated: Money(nanodollars: 10), basis: .reported,
                    priceRevision: "old"))
            _ = try await ledger.append(Fixtures.batch(paid, estimated(2, 20)))
            let done = try await ledger.reprice(request { _ in 15 })
            try expect((done.calls, done.reportedCalls) == (2, 1), "\(done)")
            try expect((done.before.nanodollars, done.after.nanodollars) == (29, 24), "\(done)")
            let total = try await ledger.total(UsageQuery())
            try expect((total.cost.nanodollars, total.estimatedCost.nanodollars) == (24, 30), "\(total)")
        },
        Rule("a call that would lose its price keeps it, and one without gets one") { make in
            let ledger = try await make()
            let unknown = Fixtures.event(2, model: "rocket-1", cost: Cost(basis: .unpriced, priceRevision: "old"))
            _ = try await ledger.append(Fixtures.batch(estimated(1, 10), unknown))
            let done = try await ledger.reprice(
                request { $0.attribution.model == "rocket-1" ? 5 : nil })
            try expect((done.calls, done.keptCalls, done.examined) == (1, 1, 2), "\(done)")
            let total = try await ledger.total(UsageQuery())
            try expect((total.cost.nanodollars, total.unpricedCalls) == (15, 0), "\(total)")
        },
        Rule("selecting goes by every filter that questions have, and to whom calls count") { make in
            let ledger = try await make()
            var named = estimated(1, 10)
            named.attribution.account = "work"
            let other = estimated(2, 20, session: Fixtures.session("s2", agent: "scout"))
            _ = try await ledger.append(Fixtures.batch(named, other))
            for (filter, cost): ([Dimension: Set<String>], Int64) in [
                ([.account: ["work"]], 11), ([.agent: ["scout"]], 21), ([.provider: ["openai"]], 0),
                ([.session: ["s1"]], 11),
            ] {
                let tried = try await ledger.reprice(
                    request(UsageQuery(filters: filter), isDryRun: true) { ($0.cost.estimated?.nanodollars ?? 0) + 1 })
                try expect(tried.after.nanodollars, equals: cost, "\(filter)")
            }
        },
    ]

    static let secondDay = Window(
        start: Fixtures.noon.advanced(byMilliseconds: 43_200_000),
        end: Fixtures.noon.advanced(byMilliseconds: 129_600_000))

    /// A call that counts its list price.
    static func estimated(
        _ number: Int, _ nanodollars: Int64, day: Int64 = 0, model: String = "claude-opus-4-6",
        session: SessionID = Fixtures.session()
    ) -> UsageEvent {
        Fixtures.event(
            number, at: Fixtures.noon.advanced(byMilliseconds: day * 86_400_000), session: session, model: model,
            cost: Cost(estimated: Money(nanodollars: nanodollars), basis: .estimated, priceRevision: "old"))
    }

    static func model(_ name: String, calls: Int64, before: Int64, after: Int64) -> RepricedModel {
        var model = RepricedModel(model: name)
        (model.examined, model.calls) = (calls, calls)
        (model.before, model.after) = (Money(nanodollars: before), Money(nanodollars: after))
        return model
    }

    /// A request by Ada that gives calls a list price; nil for none.
    static func request(
        _ query: UsageQuery = UsageQuery(), isDryRun: Bool = false, revision: String = "new",
        price: @escaping @Sendable (UsageEvent) -> Int64?
    ) -> RepricingRequest {
        RepricingRequest(
            query: query, selection: "a day", revision: revision, actor: "ada", isDryRun: isDryRun
        ) { events in
            events.map { event in
                var stamped = event
                stamped.cost.estimated = price(event).map(Money.init(nanodollars:))
                stamped.cost.priceRevision = revision
                if stamped.cost.basis == .estimated || stamped.cost.basis == .unpriced {
                    stamped.cost.basis = stamped.cost.estimated == nil ? .unpriced : .estimated
                }
                return stamped
            }
        }
    }
}
