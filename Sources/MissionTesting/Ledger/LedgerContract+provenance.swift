// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    static let provenance = [
        Rule("a call is one row that says everywhere it was seen, whatever the order") { make in
            var (copy, database) = (Fixtures.event(1), Fixtures.event(1))
            (copy.provenance, database.provenance) = (.archive, .database)
            let told = [copy, database, Fixtures.event(1, source: .stream), Fixtures.event(1, source: .push)]
            for order in permutations(told) {
                let ledger = try await make()
                for event in order { _ = try await ledger.append(Fixtures.batch(event)) }
                let page = try await ledger.events(matching: UsageQuery(), after: nil, limit: 9)
                try expect(
                    page.map(\.event.provenance), equals: [[.archive, .database, .stream, .push]], "places")
                try expect(page.map(\.event.source), equals: [.transcript], "whose figures count")
            }
        },
        Rule("another place changes no figure, counts as unchanged and moves the generation once") { make in
            let ledger = try await make()
            _ = try await ledger.append(Fixtures.batch(Fixtures.event(1)))
            var seen = try await ledger.state().generation
            let sums = try await ledger.total(UsageQuery())
            let push = Fixtures.event(1, tokens: TokenCounts(input: 999), source: .push)
            try expect(try await ledger.append(Fixtures.batch(push)), equals: AppendResult(unchanged: 1), "result")
            try expect(try await ledger.total(UsageQuery()), equals: sums, "sums")
            let moved = try await ledger.state().generation
            try expect(moved > seen, "the place did not move the generation")
            seen = moved
            try expect(try await ledger.append(Fixtures.batch(push)), equals: AppendResult(unchanged: 1), "again")
            try expect(try await ledger.state().generation, equals: seen, "generation after a replay")
        },
        Rule("a call that is replaced keeps the places where it was seen") { make in
            let ledger = try await make()
            _ = try await ledger.append(Fixtures.batch(Fixtures.event(1, source: .otlp)))
            let grown = Fixtures.event(1, tokens: TokenCounts(input: 100, output: 50))
            try expect(try await ledger.append(Fixtures.batch(grown)), equals: AppendResult(updated: 1), "result")
            let page = try await ledger.events(matching: UsageQuery(), after: nil, limit: 9)
            try expect(page.map(\.event.provenance), equals: [[.transcript, .otlp]], "places")
        },
        Rule("copies within a batch are one row with all their places") { make in
            let ledger = try await make()
            let copies = [Fixtures.event(1, source: .push), Fixtures.event(1), Fixtures.event(1, source: .stream)]
            _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: copies))
            let page = try await ledger.events(matching: UsageQuery(), after: nil, limit: 9)
            try expect(page.map(\.event.provenance), equals: [[.transcript, .stream, .push]], "places")
        },
    ]
}
