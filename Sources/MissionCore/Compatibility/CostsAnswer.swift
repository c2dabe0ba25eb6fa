// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// The answer of `/api/costs`: dollars with cents as JSON numbers, because its callers expect that.
package struct CostsAnswer: Hashable, Sendable {
    /// What it is made from.
    package var overview: Overview
    /// The monthly budget; nil when there is none.
    package var budget: Money?

    /// The answer from an overview of the timeframe's days.
    package init(_ overview: Overview, budget: Money? = nil) {
        self.overview = overview
        self.budget = budget
    }

    /// Asks a ledger.
    package static func load(
        from reader: any LedgerReader, timeframe: CostsTimeframe, zone: Zone, now: Timestamp,
        costMode: CostMode = .auto, budget: Money? = nil
    ) async throws -> CostsAnswer {
        CostsAnswer(
            try await Overview.load(from: reader, zone: zone, now: now, days: timeframe.days, costMode: costMode),
            budget: budget)
    }

    /// The answer as its callers know it. `input` is everything sent to a model, so that `input` and `output` add up to
    /// `tokens`.
    package var json: JSONValue {
        [
            "today": overview.today.cost.approximateJSON,
            "yesterday": overview.yesterday.cost.approximateJSON,
            "thisMonth": overview.thisMonth.cost.approximateJSON,
            "lastMonth": overview.lastMonth.cost.approximateJSON,
            "projected": (overview.forecast?.expected ?? overview.thisMonth.cost).approximateJSON,
            "budget": budget.map(\.approximateJSON) ?? .null,
            "byAgent": Self.shares(overview.byAgent, nameKey: "agent"),
            "byModel": Self.shares(overview.byModel, nameKey: "model"),
            "daily": .array(
                overview.daily.map { day in
                    [
                        "date": .string(day.day.monthAndDay), "cost": day.sums.cost.approximateJSON,
                        "input": .integer(day.sums.tokens.prompt), "output": .integer(day.sums.tokens.output),
                    ]
                }),
            "hourly": .array(
                overview.hourly.map { hour in
                    [
                        "hour": .string("\(hour.hour.hourOfDay.padded(to: 2)):00"),
                        "cost": hour.sums.cost.approximateJSON,
                    ]
                }),
        ]
    }

    private static func shares(_ shares: [UsageShare], nameKey: String) -> JSONValue {
        let percentages = Percentages.of(shares.map(\.sums.cost))
        return .array(
            zip(shares, percentages).map { share, percentage in
                [
                    nameKey: .string(share.name ?? "unknown"), "cost": share.sums.cost.approximateJSON,
                    "tokens": .integer(share.sums.tokens.total), "percentOfTotal": .integer(percentage),
                ]
            })
    }
}

extension Money {
    /// Dollars and cents, rounded half-even, as a JSON number; for interfaces that promise one.
    package var approximateJSON: JSONValue {
        .decimal(Self.decimal(roundedCents, exponent: -2))
    }

    /// Dollars to eight decimals, rounded half-even, as a JSON number; for interfaces that promise one.
    package var approximateJSONToEightDecimals: JSONValue {
        approximateJSONToEightDecimals(dividedBy: 1)
    }

    /// A part of the dollars (from 1 to a million parts), rounded half-even once.
    func approximateJSONToEightDecimals(dividedBy parts: Int64) -> JSONValue {
        .decimal(Self.decimal(rounded(to: 10 * max(1, min(parts, 1_000_000))), exponent: -8))
    }

    private static func decimal(_ units: Int64, exponent: Int) -> Decimal {
        Decimal(sign: units < 0 ? .minus : .plus, exponent: exponent, significand: Decimal(units.magnitude))
    }
}
