// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// What this month, or another period that is not over, will have cost.
package struct ForecastReport: Report {
    package let id = "forecast"
    package let title = "Forecast"
    package let summary = "What this month, or another period, will have cost at its end, with intervals."
    package let options = ReportOptions(
        isLimitable: false,
        parameters: [ReportParameter("backtest", "1: how wrong such forecasts would have been until now")])

    package init() {}

    package func load(
        _ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> ReportDocument {
        var (now, today) = (now, request.zone.day(of: now))
        let since = request.since ?? min(today, request.until ?? today).startOfMonth
        let until = request.until ?? max(today, since).startOfNextMonth.advanced(by: -1)
        if until < since { throw ReportError.emptyRange(since: since, until: until) }
        // A period that is over is forecast as on its first day, and stands beside what came of it.
        let isOver = until < today
        let history = min(today, until.advanced(by: 1))
        if isOver { (now, today) = (request.zone.start(of: since), since) }
        var query = try request.query()
        let first = min(since, today.advanced(by: -Int64(SpendHistory.longest)))
        query.window = request.zone.window(
            from: min(first, history.advanced(by: -Int64(SpendHistory.longest))), through: max(today, history))
        query.groupBy = [.day]
        let costs = DayCosts(try await reader.usage(query))
        query.window = HourProfile.window(today: today, zone: request.zone)
        query.groupBy = [.hour]
        let hours = try await reader.usage(query)
        let forecast = Forecast(
            costs: isOver ? costs.known.filter { $0.key < since } : costs.known, zone: request.zone, now: now,
            period: since...until, hours: HourProfile(hours))
        let isBacktest = try request.flag("backtest")
        let known = SpendHistory(costs.known, before: history)
        return document(
            forecast, ReportRange(since: since, until: until, zone: request.zone), today: today,
            actual: isOver ? costs.known.filter { (since...until).contains($0.key) }.values.reduce(.zero, +) : nil,
            UsageNotes(costs.sums, costMode: request.costMode).sentences,
            tests: isBacktest ? [1, 7, 28].map { ForecastBacktest(known, days: $0) } : nil)
    }

    private func document(
        _ forecast: Forecast?, _ range: ReportRange, today: CivilDay, actual: Money?, _ notes: [String],
        tests: [ForecastBacktest]?
    ) -> ReportDocument {
        var document = ReportDocument(
            id: id, title: title, range: range,
            items: [
                .fact("schema_version", .count(1)), .fact("range", range.cell),
                .fact("forecast", .optional(forecast) { $0.cell }),
                .fact("actual", .optional(actual) { .money(KnownAmount($0)) }), .table(Self.summary(forecast, actual)),
                .table(Self.days(forecast, from: today)),
            ])
        if let tests { document.items.append(.table(Self.table(tests))) }
        document.items.append(.notes("warnings"))
        document.notes = [ReportNote](notes)
        guard let forecast else {
            document.emptySentence = "There is nothing to go by: no calls until then, or too far ahead."
            return document
        }
        let days = forecast.basisDays == 1 ? "one day" : "\(forecast.basisDays) days"
        document.notes.append(
            ReportNote(
                "From \(days). “Likely” holds in four of five cases, “nearly sure” in 19 of 20.", isWarning: false))
        return document
    }

    private static func summary(_ forecast: Forecast?, _ actual: Money?) -> ReportTable {
        @Sendable func amount(_ money: Money) -> KnownAmount { KnownAmount(money) }
        let fields: [ReportField<Forecast>] = [
            .text("period", "Period") { "\($0.since) to \($0.until)" }.asKey,
            .money("spent", "Spent so far") { amount($0.spent) },
            .money("expected", "Expected") { amount($0.expected) },
            ReportField("actual", "Came", .money) { _ in .optional(actual) { .money(amount($0)) } },
            .money("low", "Likely from") { amount($0.likely.lowerBound) },
            .money("high", "to") { amount($0.likely.upperBound) },
            .money("low_95", "Nearly sure from") { amount($0.nearlySure.lowerBound) },
            .money("high_95", "to") { amount($0.nearlySure.upperBound) },
        ]
        let told = actual == nil ? "spent" : "actual"
        var table = ReportTable(nil, fields, [forecast].compactMap(\.self))
        table.layouts = [
            ReportLayout(["period", told, "expected", "low", "high", "low_95", "high_95"]),
            ReportLayout(["period", told, "expected", "low", "high"]),
        ]
        return table
    }

    private static func days(_ forecast: Forecast?, from today: CivilDay) -> ReportTable {
        typealias Row = (day: CivilDay, expected: Money)
        let rows = (forecast?.days ?? []).enumerated().map { (today.advanced(by: Int64($0)), $1) as Row }
        let fields: [ReportField<Row>] = [
            .text("day", "Day") { $0.day.description }.asKey,
            .money("expected", "Expected") { KnownAmount($0.expected) },
        ]
        var table = ReportTable("days", fields, rows)
        table.sheet = ["day", "expected"]
        return table
    }

    private static func table(_ tests: [ForecastBacktest]) -> ReportTable {
        @Sendable func share(_ value: Double?) -> ReportCell {
            .optional(value) { .perMille(Int64(exactly: ($0 * 1000).rounded()) ?? .max) }
        }
        let fields: [ReportField<ForecastBacktest>] = [
            .count("days", "Days ahead") { Int64($0.days) }.asKey, .count("forecasts", "Tried") { Int64($0.forecasts) },
            ReportField("error", "Error", .share) { share($0.error) },
            ReportField("error_last_period", "Last period's", .share) { share($0.errorOfLastPeriod) },
            ReportField("error_four_weeks", "Four weeks' mean's", .share) { share($0.errorOfFourWeeks) },
            ReportField("held_80", "80 % held", .share) { share($0.likelyCoverage) },
            ReportField("held_95", "95 % held", .share) { share($0.nearlySureCoverage) },
        ]
        var table = ReportTable("backtest", fields, tests)
        table.title = "How such forecasts would have done"
        table.layouts = [
            ReportLayout(["days", "forecasts", "error", "error_last_period", "error_four_weeks", "held_80", "held_95"])
        ]
        return table
    }
}

extension ReportRequest {
    /// Whether one of a report's own parameters is set.
    ///
    /// - Throws: ``ReportError/parameter(_:expected:)`` where it is neither 0 nor 1.
    func flag(_ key: String) throws -> Bool {
        switch parameters[key]?.last {
        case nil, "0", "false": false
        case "1", "true": true
        default: throw ReportError.parameter(key, expected: "0 or 1")
        }
    }
}
