// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Overview {
    /// Cost of each day, the newest first.
    package var dayTable: ReportTable {
        let fields =
            [ReportField<DayUsage>.text("day", "Day") { $0.day.description }.asKey] + UsageFigures.of { $0.sums }
        var table = ReportTable(nil, fields, daily.reversed())
        table.layouts = [ReportLayout(["day", "calls", "total_tokens", "cost"])]
        return table
    }

    /// Models, most expensive first.
    package var modelTable: ReportTable { ReportTable(shares: byModel, of: .model, key: "by_model") }

    /// Agents, most expensive first.
    package var agentTable: ReportTable { ReportTable(shares: byAgent, of: .agent, key: "by_agent") }

    /// The most expensive conversations.
    package var sessionTable: ReportTable {
        let fields = [SessionFields.title] + SessionFields.data
        var table = ReportTable("top_sessions", fields, topSessions)
        table.layouts = [ReportLayout(["title", "models", "last_call_at", "calls", "total_tokens", "cost"])]
        return table
    }

    /// The newest calls.
    package var callTable: ReportTable { ReportTable(calls: newestCalls, key: "newest_calls") }
}

extension StatusScreen {
    /// The same facts as a document.
    package var document: ReportDocument {
        let overview = overview
        var document = ReportDocument(
            id: "status", title: "Status", scope: "(\(overview.zone.name))", zone: overview.zone,
            items: [
                .fact("schema_version", .count(1)), .fact("generated_at", .moment(overview.now)),
                .fact("tz", .text(overview.zone.name)), .fact("today", overview.today.cell),
                .fact("yesterday", overview.yesterday.cell), .fact("this_month", overview.thisMonth.cell),
                .fact("last_month", overview.lastMonth.cell),
                .fact("forecast", .optional(overview.forecast) { $0.cell }),
                .fact("burn_rate", overview.burnRate.cell), .fact("days", .count(Int64(overview.daily.count))),
                .chart(ReportChart("Cost by day", days: overview.daily)), .table(overview.modelTable),
                .table(overview.agentTable), .table(overview.sessionTable), .notes("warnings"),
                .fact("quotas", .list(quotas.map { ReportCell($0.json(at: overview.now)) })),
            ])
        if let current {
            document.items += current.items + [.fact("alerts", .list(alerts.map { ReportCell($0.json) }))]
        }
        document.notes = [ReportNote](overview.warnings)
        return document
    }
}
