// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// What today has cost so far, as the live counter asks for it.
struct UsageTodayRoute: Sendable {
    let reader: any LedgerReader
    let clock: any WallClock
    let zone: Zone

    private static let operation = Operation(
        .pages, "What today has cost so far.", parameters: [.zone], answer: .json(.usageToday))

    var route: Route {
        Route("/api/usage/today", Self.operation) { request, context in
            let zone = try context.query.zone(default: zone)
            let today = zone.day(of: clock.now)
            let query = UsageQuery(window: zone.window(from: today, through: today), groupBy: [.model], zone: zone)
            let rows = try await reader.usage(query)
            let total = rows.reduce(into: UsageSums()) { $0 += $1.sums }
            return Answer.json([
                "date": .string(today.description),
                // A number, as callers add and format it; what is not in it is counted beside it.
                "cost": .decimal(total.cost.dollars),
                "calls": .integer(total.calls),
                "tokens": .integer(total.tokens.total),
                "byModel": .array(
                    rows.mostExpensiveFirst(\.sums.costRank) { $0.name ?? "" }.map(Self.json)),
                "unpricedCalls": .integer(total.unpricedCalls),
            ]).response(to: request)
        }
    }

    private static func json(_ row: UsageRow) -> JSONValue {
        let sums = row.sums
        return [
            "model": JSONValue(row.name),
            "cost": sums.knownCost.map { .decimal($0.dollars) } ?? .null,
            "calls": .integer(sums.calls),
            "tokens": .integer(sums.tokens.total),
            "input": .integer(sums.tokens.input),
            "output": .integer(sums.tokens.output),
            "thinking": .integer(sums.tokens.reasoning),
            "cache": .integer(sums.tokens.cacheRead.addingSaturating(sums.tokens.cacheWrite)),
            "unpricedCalls": .integer(sums.unpricedCalls),
        ]
    }
}
