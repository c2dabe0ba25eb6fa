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
        var table = ReportTable("suggestions", Self.fields, advice.suggestions)
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
                + " 30 days at list prices; it holds from “from” to “to” in four of five cases."
        ]
    }

    private static let fields: [ReportField<Suggestion>] = [
        ReportField<Suggestion>.text("kind") { $0.kind.rawValue },
        ReportField<Suggestion>.text("what", "Suggestion") { $0.kind.sentence(model: $0.model?.canonical) }.asKey,
        .name("subject", "For") { $0.subject },
        .name("model") { $0.model?.canonical },
        .count("calls", "Calls") { $0.calls },
        .money("cost", "Cost") { KnownAmount($0.cost) },
        .money("saving", "Saves") { KnownAmount($0.saving.expected) },
        .money("low", "from") { KnownAmount($0.saving.likely.lowerBound) },
        .money("high", "to") { KnownAmount($0.saving.likely.upperBound) },
        ReportField<Suggestion>.text("shown_by", "Shown by") {
            $0.evidence.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
        }
        .onlyShown,
        .record("evidence") { .record($0.evidence.map { ReportFact($0.name, .text($0.value)) }) },
        .record("filters") { suggestion in
            let filters = suggestion.filters.sorted { $0.key.rawValue < $1.key.rawValue }
            return .record(filters.map { ReportFact($0.key.rawValue, .list($0.value.sorted().map { .text($0) })) })
        },
        ReportField<Suggestion>.text("check", "Worked when") { $0.check },
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
