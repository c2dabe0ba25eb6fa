// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What would cost less, with what shows it.
package struct SuggestionReport: Report {
    package let id = "suggestions"
    package let title = "Suggestions"
    package let summary =
        "What would cost less: what shows it, what it would save in 30 days, and how to see later whether it did."
    package let options = ReportOptions(isLimitable: true)
    private let prices: PriceProvider

    /// - Parameter prices: What models cost at present.
    package init(_ prices: PriceProvider = .embedded) {
        self.prices = prices
    }

    package func load(
        _ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> ReportDocument {
        let today = request.zone.day(of: now)
        let last = min(request.until ?? today, today)
        let first = request.since ?? last.advanced(by: 1 - Advice.days)
        if last < first { throw ReportError.emptyRange(since: first, until: last) }
        let range = ReportRange(since: first, until: last, zone: request.zone)
        let advice = try await Advice.load(
            from: reader, try request.query(), days: first...last, book: prices.current)
        let rows = advice.suggestions.map { Row($0, asked: request, first...last) }
        var table = ReportTable("suggestions", Self.fields, rows)
        table.layouts = [
            ReportLayout(["what", "subject", "calls", "cost", "saving", "low", "high", "shown_by", "check"]),
            ReportLayout(["what", "subject", "calls", "cost", "saving", "low", "high", "shown_by"]),
            ReportLayout(["what", "subject", "calls", "cost", "saving", "low", "high"]),
            ReportLayout(["what", "subject", "cost", "saving"]),
        ]
        table.sheet = ["kind", "subject", "calls", "cost", "saving", "low", "high"]
        table.cut = request.limit.map { ReportCut($0, "suggestions") }
        table.dataLimit = request.limit
        var document = ReportDocument(
            id: id, title: title, range: range,
            items: [
                .fact("schema_version", .count(1)), .fact("range", range.cell), .fact("calls", .count(advice.calls)),
                .table(table), .notes("warnings"),
            ])
        document.notes = [ReportNote](Self.notes(advice), for: .people)
        document.notes += rows.prefix(request.limit ?? .max).flatMap(\.steps)
        if advice.suggestions.isEmpty {
            document.emptySentence =
                advice.calls == 0
                ? "No calls match: \(range)." : "Nothing stands out in \(UsageNotes.calls(advice.calls))."
        }
        return document
    }

    private static func notes(_ advice: Advice) -> [String] {
        guard !advice.suggestions.isEmpty else { return [] }
        return [
            "From \(UsageNotes.calls(advice.calls)) on \(advice.days == 1 ? "one day" : "\(advice.days) days"). “Saves” is for"
                + " 30 days and holds from “from” to “to” in four of five cases. For models, caches and thinking both it"
                + " and “Cost” are list prices."
        ]
    }

    /// A suggestion, and how to ask for its calls.
    private struct Row {
        var suggestion: Suggestion
        var calls: CallSelection
        var later: NextStep

        init(_ suggestion: Suggestion, asked request: ReportRequest, _ days: ClosedRange<CivilDay>) {
            self.suggestion = suggestion
            let check = suggestion.check
            calls = CallSelection(
                suggestion.filters, since: days.lowerBound, until: days.upperBound, zone: request.zone,
                costMode: suggestion.costMode
            ).within(request.filters)
            let after = CallSelection(
                check.filters, since: days.upperBound.advanced(by: 1), zone: request.zone, costMode: suggestion.costMode
            )
            later = .askReport(check.report, after, groupBy: check.groupBy)
        }

        var sentence: String { suggestion.kind.sentence(model: suggestion.model?.canonical) }

        /// What people can ask next, each in a line of its own.
        var steps: [ReportNote] {
            let name = "\(sentence) (\(suggestion.subject.displayable))"
            return [
                ReportNote(
                    "\(name), the calls: \(NextStep.listCalls(calls).command.displayable)", for: .people,
                    isWarning: false),
                ReportNote(
                    "  worked when \(suggestion.check.sentence.displayable): \(later.command.displayable)",
                    for: .people,
                    isWarning: false),
            ]
        }

        func saving(_ part: (SavingEstimate) -> Money) -> KnownAmount { KnownAmount(suggestion.saving.map(part)) }
    }

    private static let fields: [ReportField<Row>] = [
        ReportField<Row>.text("kind") { $0.suggestion.kind.rawValue },
        ReportField<Row>.text("what", "Suggestion") { $0.sentence }.asKey,
        .name("subject", "For") { $0.suggestion.subject },
        .name("model") { $0.suggestion.model?.canonical },
        .count("calls", "Calls") { $0.suggestion.calls },
        .money("cost", "Cost") { $0.suggestion.cost },
        .money("saving", "Saves") { $0.saving(\.expected) },
        .money("low", "from") { $0.saving(\.likely.lowerBound) },
        .money("high", "to") { $0.saving(\.likely.upperBound) },
        ReportField<Row>.text("shown_by", "Shown by") { row in
            row.suggestion.evidence.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
        }
        .onlyShown,
        .record("evidence") { row in .record(row.suggestion.evidence.map { ReportFact($0.name, .text($0.value)) }) },
        .record("filters") { row in
            let filters = row.calls.filters.sorted { $0.key.rawValue < $1.key.rawValue }
            return .record(filters.map { ReportFact($0.key.rawValue, .list($0.value.sorted().map { .text($0) })) })
        },
        ReportField<Row>.text("cost_mode") { $0.calls.costMode.rawValue },
        .record("shown_by_calls") { $0.suggestion.behind.cell },
        ReportField<Row>.text("command") { NextStep.listCalls($0.calls).command },
        ReportField<Row>.text("check", "Worked when") { $0.suggestion.check.sentence },
        ReportField<Row>.text("check_command") { $0.later.command },
    ]
}

extension Suggestion.Kind {
    /// For people.
    func sentence(model: String?) -> String {
        switch self {
        case .smallerHeartbeatModel: "Run heartbeats on \(model ?? "a small model")"
        case .smallerCronModel: "Run this job on \(model ?? "a small model")"
        case .cacheContext: "Cache the context that is sent again"
        case .longerCache: "Keep the cache for an hour"
        case .paidFailures: "Mend what fails and is paid for"
        case .retryStorm: "Wait longer between retries"
        case .runawaySession: "Begin a new session earlier"
        case .idleCronJob: "Run this job less often"
        case .lessThinking: "Lower the thinking level"
        }
    }
}
