// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Every tool there is, in one order. A report that is added to the catalogue can be asked for by `report` without a tool of its
/// own.
struct ToolCatalog: Sendable {
    private let tools: [Tool]

    init(_ environment: MCPEnvironment) {
        tools = [
            Self.summary, Self.costBy, Self.sessions, Self.cronCosts, Self.budgetStatus, Self.forecast, Self.whatIf,
            Self.suggestions, Self.report(environment),
        ]
    }

    func tool(_ name: String) -> Tool? { tools.first { $0.name == name } }

    /// For programs.
    var json: JSONValue { .array(tools.map(\.json)) }

    private static let summary = Tool(
        "usage_summary", { _ in UsageReport.usage }, options: ReportOptions(isLimitable: false),
        title: "Usage and cost",
        description: "Calls, tokens and cost of some days, in one total. Without days: of all time.")

    private static let costBy = Tool(
        name: "cost_by", title: "Cost by anything",
        description: """
            Calls, tokens and cost by model, provider, agent, session, cron job, project, day, hour or whatever else, most \
            expensive first; days and hours first to last.
            """,
        input: grouped
    ) { arguments, environment in
        let now = environment.clock.now
        let request = try arguments.request(zone: environment.zone, now: now)
        let report = UsageReport(
            id: "cost_by", title: "Cost", summary: "", groupBy: try arguments.dimensions(), order: .byCost)
        return try await Tool.ask(report, request, environment, now: now)
    }

    private static var grouped: ToolInput {
        var input = ToolInput(ReportOptions())
        input.arguments.insert(.by, at: 0)
        input.required = ["by"]
        return input
    }

    private static let sessions = Tool(
        "sessions", { _ in TopSessionReport() }, options: ReportOptions(), title: "Most expensive sessions",
        description:
            "The most expensive conversations: what for, with which models, how full their context is, when last.")

    private static let cronCosts = Tool(
        "cron_costs", { _ in CronReport() }, options: CronReport().options, title: "Cost of cron jobs",
        description:
            "What each scheduled job costs: its runs, how many of them failed, calls, tokens, and the cost of a run.")

    private static let forecast = Tool(
        "forecast", { _ in ForecastReport() }, options: ForecastReport().options, title: "Forecast",
        description: "What this month, or the days that are named, will cost in the end, with an interval.")

    private static let whatIf = Tool(
        "what_if", { WhatIfReport($0.prices) }, options: WhatIfReport().options, title: "What if",
        description: """
            What the same calls would have cost under other models, call by call. Name them in `to`; narrow the calls down by \
            `filter`, for example to one cron job.
            """)

    private static let suggestions = Tool(
        "suggestions", { SuggestionReport($0.prices) }, options: SuggestionReport().options, title: "Suggestions",
        description: "What would cost less, and how much, with the command that shows the calls behind each suggestion."
    )

    private static let budgetStatus = Tool(
        name: "budget_status", title: "Budgets",
        description: "How much of each budget is used, of what limit, until when, and whether it is exceeded.",
        input: ToolInput(arguments: [.zone])
    ) { arguments, environment in
        let (zone, now) = (try arguments.zone(environment.zone), environment.clock.now)
        let plan = try environment.budgets()
        return try await environment.ledger { reader in
            let statuses = try await BudgetStatus.load(plan, from: reader, zone: zone, now: now)
            var document = BudgetList(statuses, zone: zone, now: now).document
            if statuses.isEmpty {
                document.emptySentence = "No budget is set; a person sets one with `mctl budget set`."
            }
            return document
        }
    }

    private static func report(_ environment: MCPEnvironment) -> Tool {
        let reports = ReportCatalog.all(environment.prices, environment.subscriptions, environment.bills)
        let list = reports.map { "\($0.id): \($0.summary)" }.joined(separator: "\n")
        var input = ToolInput(ReportOptions())
        input.arguments.insert(.report(names: reports.map(\.id)), at: 0)
        // The same parameter may be one of several reports.
        for parameter in reports.flatMap(\.options.parameters) where input.argument(parameter.key) == nil {
            input.arguments.append(.own(parameter))
        }
        input.required = ["id"]
        return Tool(
            name: "report", title: "Any report", description: "One of these reports:\n\(list)", input: input
        ) { arguments, environment in
            let now = environment.clock.now
            guard
                let report = try arguments.text("id").flatMap({ id in
                    ReportCatalog.report(id: id, environment.prices, environment.subscriptions, environment.bills)
                })
            else { throw ToolMistake(argument: "id", expected: reports.map(\.id).joined(separator: ", ")) }
            let request = try arguments.request(zone: environment.zone, now: now)
            return try await Tool.ask(report, request, environment, now: now)
        }
    }
}
