// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension ThinkingUsage {
    /// The answer as a document.
    package var document: ReportDocument {
        typealias Row = (name: String, figures: Figures)
        let figures: [ReportField<Row>] = Self.fields.map { $0.of(\.figures) }
        let fields = [ReportField<Row>.name("model", "Model") { $0.name }.asKey] + figures
        var table = ReportTable("rows", fields, models)
        table.totals = [.blank] + Self.fields.map { $0.cell(totals) }
        table.layouts = [
            ReportLayout(
                [
                    "model", "calls", "thinking_calls", "thinking_tokens", "max_thinking_tokens",
                    "average_thinking_tokens",
                ]
                    + ["thinking_cost", "cost_share"]),
            ReportLayout(["model", "thinking_calls", "thinking_tokens", "thinking_cost", "cost_share"]),
        ]
        table.sheet = fields.map(\.column.key)
        table.dataLimit = limit
        // Models that never thought are for programs, whose sums have to come out.
        table.cut = ReportCut(min(limit ?? .max, max(1, models.count { $0.figures.calls > 0 })), "models")
        let facts = Self.fields.filter(\.column.isData)
        var document = ReportDocument(
            id: "thinking", title: "Thinking", range: range,
            items: [
                .fact("schema_version", .count(1)), .fact("range", range.cell),
                .fact("group_by", .list([.text(Dimension.model.rawValue)])),
                .fact("totals", facts.record(of: totals)), .table(table), .notes("warnings"),
            ])
        document.notes = [ReportNote](notes)
        if totals.all.calls == 0 { document.emptySentence = "No calls match: \(range)." }
        return document
    }

    /// What must be said beside the figures.
    package var notes: [String] {
        var notes = warnings
        if totals.unpricedCalls > 0 {
            let have = totals.unpricedCalls == 1 ? "has" : "have"
            notes.append("\(UsageNotes.calls(totals.unpricedCalls)) that thought \(have) no list price.")
        }
        if totals.subscriptionCalls > 0 {
            let are = totals.subscriptionCalls == 1 ? "is" : "are"
            notes.append(
                "\(UsageNotes.calls(totals.subscriptionCalls)) \(are) included in a subscription: the list price is shown."
            )
        }
        return notes + [
            "Thinking is a part of the output. Programs that do not tell it apart, as older Claude Code, show none here."
        ]
    }

    private static let fields: [ReportField<Figures>] = [
        .count("calls", "Calls") { $0.all.calls },
        .count("thinking_calls", "Thinking") { $0.calls },
        .tokens("thinking_tokens", "Tokens") { $0.tokens },
        .tokens("max_thinking_tokens", "Largest") { $0.largest },
        ReportField("average_thinking_tokens", "Average", .tokens) { .optional($0.average, ReportCell.tokens) },
        .tokens("output_tokens", "Output") { $0.all.tokens.output },
        .money("thinking_cost", "At list price") { $0.amount },
        ReportField("cost_share", "Of cost", .share) { .optional($0.costPerMille, ReportCell.perMille) },
        .count("unpriced_thinking_calls") { $0.unpricedCalls },
        .count("subscription_thinking_calls") { $0.subscriptionCalls },
        .flag("included_in_subscription") { $0.calls > 0 && $0.subscriptionCalls == $0.calls },
    ]
}
