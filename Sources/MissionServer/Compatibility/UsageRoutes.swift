// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// What a live page asks for: the catalogue's reports in the shapes that such pages know.
struct UsageRoutes: Sendable {
    let reader: any LedgerReader
    let clock: any WallClock
    let zone: Zone
    let prices: PriceProvider
    /// What is watched.
    let keeper: any AlertAdministration

    /// Days in `/api/usage/daily` unless a caller says otherwise.
    static let usualDays = 30
    /// Models in `/api/usage/top-models` unless a caller says otherwise.
    static let top = 5

    var routes: [Route] {
        [
            Route("/api/usage/models", Self.models) { request, context in
                try await grouped(.models, "models", key: "model", context.query, request)
            },
            Route("/api/usage/providers", Self.providers) { request, context in
                try await grouped(.providers, "providers", key: "provider", context.query, request)
            },
            Route("/api/usage/top-models", Self.topModels) { request, context in
                try await grouped(.models, "models", key: "model", context.query, request, limit: Self.top)
            },
            Route("/api/usage/daily", Self.days) { request, context in try await daily(context.query, request) },
            Route("/api/usage/task-types", Self.taskTypes) { request, context in
                try await taskTypes(context.query, request)
            },
            Route("/api/usage/thinking", Self.thinking) { request, context in
                try await thinking(context.query, request)
            },
            Route("/api/usage/alerts", Self.alerts) { request, context in try await alerts(context.query, request) },
        ]
    }

    /// - Parameter limit: At most so many rows unless the caller says otherwise; nil where nobody can say so.
    private func grouped(
        _ report: UsageReport, _ name: String, key: String, _ parameters: QueryParameters, _ request: Request,
        limit: Int? = nil
    ) async throws -> Response {
        var asked = try self.asked(parameters)
        if limit != nil { asked.limit = try parameters.number("limit") }
        let answer = try await Problem.explaining { [asked] in try await report.answer(asked, from: reader) }
        let shares = Percentages.of(answer.rows.map(\.sums.cost))
        let rows = zip(answer.rows, shares).map { row, share -> JSONValue in
            let figures = UsageFields.row(key, row.name, row.sums)
            // Of some rows a part would not add up to anything.
            return answer.rows.count == answer.rowCount
                ? figures.appending(["percentOfTotal": row.sums.knownCost == nil ? .null : .integer(share)]) : figures
        }
        return Answer.json(
            .object([
                UsageFields.range(answer.range), JSONMember(key: name, value: .array(rows)),
                JSONMember(key: "totals", value: .object(UsageFields.members(answer.totals))),
                UsageFields.notes(answer.warnings),
            ])
        ).response(to: request)
    }

    /// The last days, first to last, without gaps.
    private func daily(_ parameters: QueryParameters, _ request: Request) async throws -> Response {
        let days = Int64(try parameters.number("days") ?? Self.usualDays)
        var asked = try ReportRequest(parameters, zone: zone)
        let today = asked.zone.day(of: clock.now)
        (asked.since, asked.until) = (today.advanced(by: 1 - days), today)
        let answer = try await Problem.explaining { [asked] in
            try await UsageReport.daily.answer(asked, from: reader)
        }
        let sums = Dictionary(answer.rows.compactMap { row in row.values.first?.day.map { ($0, row.sums) } }) { $1 }
        let first = asked.since ?? today
        let rows = (first.number...today.number).map { number -> JSONValue in
            let day = CivilDay(number: number)
            return UsageFields.row("date", day.description, sums[day] ?? UsageSums())
        }
        return Answer.json(
            .object([
                UsageFields.range(answer.range), JSONMember(key: "days", value: .array(rows)),
                JSONMember(key: "totals", value: .object(UsageFields.members(answer.totals))),
                UsageFields.notes(answer.warnings),
            ])
        ).response(to: request)
    }

    private func taskTypes(_ parameters: QueryParameters, _ request: Request) async throws -> Response {
        let asked = try asked(parameters)
        let usage = try await Problem.explaining { try await TaskUsage.load(from: reader, asked) }
        let types = usage.kinds.map { kind in
            UsageFields.row("taskType", kind.type, kind.sums).appending([
                "recordedCalls": .integer(kind.calls[.recorded] ?? 0)
            ])
        }
        let rules = usage.rules.map { rule, sums -> JSONValue in
            ["rule": .string(rule.rawValue), "sentence": .string(rule.sentence), "calls": .integer(sums.calls)]
        }
        return Answer.json(
            .object([
                UsageFields.range(usage.range), JSONMember(key: "taskTypes", value: .array(types)),
                JSONMember(key: "rules", value: .array(rules)),
                JSONMember(key: "totals", value: .object(UsageFields.members(usage.totals))),
                UsageFields.notes(usage.warnings),
            ])
        ).response(to: request)
    }

    private func thinking(_ parameters: QueryParameters, _ request: Request) async throws -> Response {
        let asked = try asked(parameters)
        let usage = try await Problem.explaining {
            try await ThinkingUsage.load(from: reader, asked, prices: prices.current)
        }
        let models = usage.models.map { model -> JSONValue in
            .object([JSONMember(key: "model", value: .string(model.name))] + Self.members(model.figures))
        }
        return Answer.json(
            .object(
                [UsageFields.range(usage.range)] + Self.members(usage.totals) + [
                    JSONMember(key: "models", value: .array(models)), UsageFields.notes(usage.notes),
                ])
        ).response(to: request)
    }

    private static func members(_ figures: ThinkingUsage.Figures) -> [JSONMember] {
        let values: [(String, JSONValue)] = [
            ("total", .integer(figures.tokens)), ("callsWithThinking", .integer(figures.calls)),
            ("calls", .integer(figures.all.calls)), ("max", figures.calls > 0 ? .integer(figures.largest) : .null),
            ("average", JSONValue(figures.average)), ("costAtListPrice", UsageFields.dollars(figures.amount.money)),
            ("costSharePerMille", JSONValue(figures.costPerMille)),
            ("unpricedCalls", .integer(figures.unpricedCalls)),
            ("subscriptionCalls", .integer(figures.subscriptionCalls)),
            ("includedInSubscription", .bool(figures.calls > 0 && figures.subscriptionCalls == figures.calls)),
        ]
        return values.map { JSONMember(key: $0.0, value: $0.1) }
    }

    /// What is exceeded now. Where nothing is watched the answer says so: an empty list alone would look like "all is well".
    private func alerts(_ parameters: QueryParameters, _ request: Request) async throws -> Response {
        let zone = try parameters.zone(default: zone)
        let plan = try keeper.plan()
        let alerts = try await AlertStanding.load(
            plan, keeper.settings(), from: reader, zone: zone, now: clock.now, looksAtHistory: false)
        let note: String? =
            plan.isEmpty && alerts.isEmpty
            ? "No budget is set, so nothing is watched: an empty list does not mean that spending is within limits."
            : nil
        return Answer.json([
            "alerts": .array(alerts.map(\.json)),
            "state": .string(alerts.isEmpty ? plan.isEmpty ? "no_budget_set" : "ok" : "exceeded"),
            "budgets": JSONValue(count: plan.budgets.count), "note": JSONValue(note),
        ]).response(to: request)
    }

    private func asked(_ parameters: QueryParameters) throws -> ReportRequest {
        try ReportRequest(parameters, zone: zone)
    }
}
