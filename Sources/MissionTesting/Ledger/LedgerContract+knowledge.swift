// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    static let knowledge = [
        Rule("an unknown model is unpriced, not free") { make in
            let ledger = try await make()
            let unknown = Fixtures.event(1, provider: "nobody", model: "nothing-1", cost: Cost())
            _ = try await ledger.append(Fixtures.batch(try PriceBook.embedded().stamped(unknown)))
            let total = try await ledger.total(UsageQuery())
            try expect(total.unpricedCalls, equals: 1, "unpriced calls")
            try expect(total.knownCost, equals: nil, "known cost")
            let page = try await ledger.events(matching: UsageQuery(), after: nil, limit: 1)
            try expect(page.first?.event.cost.counted, equals: .some(nil), "the call's cost")
        },
        Rule("an answer without usage is counted apart") { make in
            let ledger = try await make()
            let silent = Fixtures.event(1, tokens: .zero, cost: Cost(basis: .unknownUsage))
            let failed = Fixtures.event(2, tokens: .zero, cost: Cost(basis: .free), status: .rateLimited)
            _ = try await ledger.append(Fixtures.batch(silent, failed, Fixtures.event(3)))
            let total = try await ledger.total(UsageQuery())
            try expect(total.calls, equals: 3, "calls")
            try expect(total.unknownUsageCalls, equals: 1, "calls of unknown usage")
            try expect(total.unpricedCalls, equals: 0, "unpriced calls")
            try expect(total.failedCalls, equals: 1, "failed calls")
        },
        Rule("rows that are no calls are left out unless asked for") { make in
            let ledger = try await make()
            _ = try await ledger.append(
                Fixtures.batch(Fixtures.event(1), Fixtures.event(2, cost: Cost(basis: .free), isSynthetic: true)))
            for (isIncluded, calls) in [(false, 1), (true, 2)] {
                let query = UsageQuery(includeSynthetic: isIncluded)
                try expect(try await ledger.total(query).calls, equals: Int64(calls), "calls")
                let page = try await ledger.events(matching: query, after: nil, limit: 9)
                try expect(page.count, equals: calls, "page")
                let summaries = try await ledger.sessions(matching: query, limit: 9)
                try expect(summaries.map(\.sums.calls), equals: [Int64(calls)], "conversations")
            }
            try expect(try await ledger.state().events, equals: 2, "state counts them")
        },
        Rule("a subscription's calls cost nothing and keep their list price") { make in
            let ledger = try await make()
            let cost = Cost(estimated: Money(nanodollars: 5), basis: .subscription)
            _ = try await ledger.append(Fixtures.batch(Fixtures.event(1, cost: cost)))
            let total = try await ledger.total(UsageQuery())
            try expect(total.cost, equals: .zero, "cost")
            try expect(total.subscriptionValue, equals: Money(nanodollars: 5), "value")
            try expect(total.subscriptionCalls, equals: 1, "calls")
        },
        Rule("every mode of cost is answered") { make in
            let ledger = try await make()
            let odd = Cost(
                reported: Money(nanodollars: 3), estimated: Money(nanodollars: 3_000_000), basis: .implausibleReport)
            _ = try await ledger.append(
                Fixtures.batch(
                    Fixtures.event(1, cost: odd),
                    Fixtures.event(2, cost: Cost(reported: Money(nanodollars: 10), basis: .reported))))
            let wanted: [(CostMode, Int64, Int64)] = [
                (.auto, 3_000_010, 0), (.reported, 13, 0), (.estimated, 3_000_000, 1),
            ]
            for (mode, nanodollars, unpriced) in wanted {
                let total = try await ledger.total(UsageQuery(costMode: mode))
                try expect(total.cost.nanodollars, equals: nanodollars, "cost, \(mode)")
                try expect(total.unpricedCalls, equals: unpriced, "unpriced, \(mode)")
                try expect(total.implausibleReportedCalls, equals: 1, "implausible, \(mode)")
            }
        },
        Rule("a call comes back as it went in") { make in
            let ledger = try await make()
            var event = Fixtures.event(
                1, sessionStart: Fixtures.noon,
                tokens: TokenCounts(
                    input: 1, output: 2, cacheRead: 3, cacheWrite5m: 4, cacheWrite1h: 5, reasoning: 1))
            event.at = Fixtures.noon.advanced(byMilliseconds: 123)
            event.attribution = Attribution(
                recordedProvider: "Claude", recordedModel: "claude-opus-4-6-20260101", gateway: "east", account: "work",
                machine: "m1", kind: .heartbeat, cronJob: "c1", taskType: "coding", caller: "router")
            event.webSearches = 6
            event.serviceTier = "batch"
            event.region = "us"
            event.durationMilliseconds = 1234
            event.status = .aborted
            event.cost = Cost(
                reported: Money(nanodollars: 7), isProviderBilled: true, estimated: Money(nanodollars: 8),
                basis: .providerBilled, priceRevision: "2026-11-01")
            _ = try await ledger.append(Fixtures.batch(event))
            let page = try await ledger.events(matching: UsageQuery(), after: nil, limit: 1)
            try expect(page.map(\.event), equals: [event], "call")
        },
        Rule("calls that differ in their region alone are told apart") { make in
            let ledger = try await make()
            let calls = [nil, "us", "eu"].enumerated().map { number, region in
                var event = Fixtures.event(number)
                event.region = region
                return event
            }
            _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: calls))
            let page = try await ledger.events(matching: UsageQuery(), after: nil, limit: 9)
            let regions = page.map { $0.event.region ?? "" }.sorted()
            try expect(regions, equals: ["", "eu", "us"], "regions")
            try expect(try await ledger.total(UsageQuery()).calls, equals: 3, "calls")
        },
        Rule("an empty ledger answers with nothing") { make in
            let ledger = try await make()
            let state = try await ledger.state()
            try expect(
                state, equals: LedgerState(generation: 0, events: 0, newestEvent: nil, extent: nil), "state")
            for dimension in Dimension.allCases {
                let rows = try await ledger.usage(UsageQuery(groupBy: [dimension]))
                try expect(rows, equals: [], "rows by \(dimension)")
            }
            try expect(try await ledger.usage(UsageQuery()), equals: [], "total")
            try expect(try await ledger.events(matching: UsageQuery(), after: nil, limit: 9), equals: [], "calls")
            try expect(try await ledger.sessions(matching: UsageQuery(), limit: 9), equals: [], "conversations")
            try expect(try await ledger.sourceStates(), equals: [], "sources")
        },
    ]
}
