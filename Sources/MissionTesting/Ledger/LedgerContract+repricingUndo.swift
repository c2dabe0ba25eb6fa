// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    static let repricingUndo =
        [
            Rule("undoing a repricing gives each call its own stamp back, and is kept as what it is") { make in
                let ledger = try await make()
                let unknown = Fixtures.event(
                    3, model: "rocket-1", cost: Cost(basis: .unpriced, priceRevision: "oldest"))
                _ = try await ledger.append(Fixtures.batch(estimated(1, 10), estimated(2, 20, day: 1), unknown))
                let before = try await allAnswers(of: ledger)
                _ = try await ledger.reprice(request { _ in 27 })
                try expect(try await ledger.total(UsageQuery()).cost, equals: Money(nanodollars: 81), "cost")
                let tried = try await ledger.undoRepricing(nil, actor: "bob", isDryRun: true)
                try expect((tried.id, tried.calls, tried.undoes) == (nil, 3, 1), "\(tried)")
                try expect((tried.before.nanodollars, tried.after.nanodollars) == (81, 30), "\(tried)")
                try expect(try await ledger.total(UsageQuery()).cost, equals: Money(nanodollars: 81), "a dry run")
                let done = try await ledger.undoRepricing(nil, actor: "bob", isDryRun: false)
                try expect(try await allAnswers(of: ledger), equals: before, "everything")
                let kept = try await ledger.repricings(limit: 9)
                try expect(kept.map(\.kind), equals: [.undo, .selected], "records")
                try expect(kept.first, equals: done, "the record of the undoing")
                try expect(kept.map(\.actor), equals: ["bob", "ada"], "actors")
                try expect(kept.map(\.undoneBy), equals: [nil, 2], "undone by")
                try expect(kept.map(\.undoes), equals: [1, nil], "undoes")
            },
            Rule("calls that became better known since a repricing are left, and counted") { make in
                let ledger = try await make()
                var growing = estimated(1, 10)
                growing.tokens = TokenCounts(input: 5)
                _ = try await ledger.append(Fixtures.batch(growing, estimated(2, 20)))
                _ = try await ledger.reprice(request { _ in 27 })
                growing.tokens = TokenCounts(input: 50)
                growing.cost.estimated = Money(nanodollars: 270)
                growing.cost.priceRevision = "new"
                _ = try await ledger.append(Fixtures.batch(growing))
                let done = try await ledger.undoRepricing(1, actor: "ada", isDryRun: false)
                try expect((done.calls, done.leftCalls, done.examined) == (1, 1, 2), "\(done)")
                try expect(try await ledger.total(UsageQuery()).cost, equals: Money(nanodollars: 290), "cost")
            },
            Rule("a repricing is undone once, and only what somebody asked for") { make in
                let ledger = try await make()
                let unknown = Fixtures.event(1, model: "rocket-1", cost: Cost(basis: .unpriced, priceRevision: "old"))
                _ = try await ledger.append(Fixtures.batch(unknown, estimated(2, 20)))
                try await expectFailure(.nothingToUndo, ledger, nil)
                try await expectFailure(.unknown(7), ledger, 7)
                let first = request { $0.attribution.model == "rocket-1" ? 5 : $0.cost.estimated?.nanodollars }
                _ = try await ledger.reprice(to: "new", isDryRun: false, stamp: first.stamp)
                try await expectFailure(.notUndoable(1, .unpriced), ledger, 1)
                try await expectFailure(.nothingToUndo, ledger, nil)
                _ = try await ledger.reprice(request { _ in 27 })
                _ = try await ledger.undoRepricing(2, actor: "ada", isDryRun: false)
                try await expectFailure(.undone(2, by: 3), ledger, 2)
                try await expectFailure(.notUndoable(3, .undo), ledger, 3)
                try await expectFailure(.nothingToUndo, ledger, nil)
            },
            Rule("of two repricings the later one is undone first, and the earlier one then") { make in
                let ledger = try await make()
                _ = try await ledger.append(Fixtures.batch(estimated(1, 10), estimated(2, 20)))
                let before = try await allAnswers(of: ledger)
                _ = try await ledger.reprice(request { _ in 27 })
                _ = try await ledger.reprice(request(revision: "newer") { _ in 31 })
                try await expectFailure(.superseded(1, by: 2), ledger, 1)
                for id: Int64 in [2, 1] {
                    let done = try await ledger.undoRepricing(nil, actor: "ada", isDryRun: false)
                    try expect((done.undoes, done.calls) == (id, 2), "\(done)")
                }
                try expect(try await allAnswers(of: ledger), equals: before, "everything")
            },
        ] + randomUndo

    /// What a repricing changes in random calls, its undoing changes back.
    private static let randomUndo = (1...3).map { seed in
        Rule("random calls are as before once a repricing is undone (seed \(seed))") { make in
            let ledger = try await make()
            var random = RandomEvents(
                seed: UInt64(100 + seed),
                window: Window(start: Fixtures.noon, end: Fixtures.noon.advanced(byMilliseconds: 259_200_000)))
            for round: Int64 in 0..<4 {
                _ = try await ledger.append(random.batch(events: 80))
                let before = try await allAnswers(of: ledger)
                let query = round % 2 == 0 ? UsageQuery() : UsageQuery(window: secondDay, filters: [.model: ["llama"]])
                let done = try await ledger.reprice(
                    request(query) { $0.tokens.total.addingSaturating($0.cost.estimated?.nanodollars ?? round) })
                try expect(done.calls > 0, "\(done)")
                let undone = try await ledger.undoRepricing(nil, actor: "ada", isDryRun: false)
                try expect((undone.calls, undone.leftCalls) == (done.calls, 0), "\(undone)")
                try expect(undone.difference.nanodollars, equals: -done.difference.nanodollars, "difference")
                try expect(try await allAnswers(of: ledger), equals: before, "everything after round \(round)")
            }
        }
    }

    /// What a ledger answers about its calls, as texts that can be compared.
    private static func allAnswers(of ledger: Ledger) async throws -> [String] {
        let queries = [
            UsageQuery(), UsageQuery(groupBy: [.model, .hour]), UsageQuery(groupBy: [.day, .agent]),
            UsageQuery(costMode: .estimated), UsageQuery(includeSynthetic: true),
        ]
        var texts: [String] = []
        for query in queries {
            texts += try await ledger.usage(query).map { "\($0)" }.sorted()
        }
        let page = try await ledger.events(matching: UsageQuery(includeSynthetic: true), after: nil, limit: 1000)
        return texts + page.map { "\($0.event)" }
    }

    private static func expectFailure(_ wanted: RepricingError, _ ledger: Ledger, _ id: Int64?) async throws {
        do {
            let done = try await ledger.undoRepricing(id, actor: "ada", isDryRun: false)
            throw ContractViolation(description: "expected \(wanted), was done: \(done)")
        } catch let error as RepricingError {
            try expect(error, equals: wanted, "the reason")
        }
    }
}
