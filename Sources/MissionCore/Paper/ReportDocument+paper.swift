// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension ReportDocument {
    /// The document for paper.
    ///
    /// - Parameters:
    ///   - now: When it was made.
    ///   - limit: A table has at most so many rows; a note says when there are more.
    package func paper(madeAt now: Timestamp, limit: Int = 500) -> PaperDocument {
        let made = "Made \(zone.clockText(of: now)). Days and times in \(zone.name), amounts in US dollars."
        var blocks = [figures].compactMap(\.self).map(PaperBlock.figures)
        if let emptySentence {
            blocks.append(.notes([emptySentence]))
        } else {
            blocks += items.flatMap { self.blocks($0, limit) }
        }
        blocks.append(.notes(notes(limit)))
        return PaperDocument(title: title ?? id, scope: scope, origin: made, blocks: blocks)
    }

    private func blocks(_ item: ReportItem, _ limit: Int) -> [PaperBlock] {
        switch item {
        case .fact, .notes: return []
        case .chart(let chart): return PaperBars(chart).map { [.bars($0)] } ?? []
        case .table(let table):
            guard !table.layouts.isEmpty, !table.rows.isEmpty else { return [] }
            let heading = table.title.isEmpty ? [] : [PaperBlock.heading(table.title)]
            return heading + [.table(table.layouts.map { PaperTable(table, $0, zone: zone, limit: limit) })]
        }
    }

    private func notes(_ limit: Int) -> [String] {
        guard emptySentence == nil else { return shownNotes.map { Self.plain($0.text) } }
        let isMarked =
            shownTables.contains(where: \.hasPartialAmount) || figures?.contains { $0.value.hasSuffix("*") } == true
        let mark = isMarked ? ["* \(KnownAmount.markMeaning)"] : []
        let cut = shownTables.filter { $0.shownRows.count > limit }.map { table in
            "\(limit.groupedString) of \(table.shownRows.count.groupedString) rows are printed; the other formats have all."
        }
        return mark + shownNotes.map { Self.plain($0.text) } + cut
    }

    /// Commands in sentences stand between marks that mean nothing on paper.
    private static func plain(_ text: String) -> String { String(text.filter { $0 != "`" }) }
}

extension ReportDocument {
    /// What all calls together were, where the document says so.
    private var figures: [PaperFigure]? {
        guard let totals = record("totals").map(PaperTotals.init), totals.count("calls") ?? 0 > 0 else { return nil }
        return totals.figures + [record(FormerUsage.key).map(PaperTotals.init)?.former].compactMap(\.self)
    }

    /// The named values that a fact has; nil where there are none.
    private func record(_ key: String) -> [ReportFact]? {
        items.lazy.compactMap { item -> [ReportFact]? in
            guard case .fact(let fact) = item, fact.key == key, case .record(let facts) = fact.value else { return nil }
            return facts
        }.first
    }
}

/// The figures of a document's totals.
private struct PaperTotals {
    private let cells: [String: ReportCell]

    init(_ facts: [ReportFact]) {
        cells = Dictionary(facts.map { ($0.key, $0.value) }) { first, _ in first }
    }

    func count(_ key: String) -> Int64? {
        switch cells[key] {
        case .count(let number), .tokens(let number): number
        default: nil
        }
    }

    var figures: [PaperFigure] { [cost, calls, tokens, subscription].compactMap(\.self) }

    private var cost: PaperFigure? {
        guard let amount = cells["cost"]?.amount else { return nil }
        var parts = [("unpriced_calls", "without a price"), ("unknown_usage_calls", "of unknown usage")]
            .compactMap { key, words in
                count(key).flatMap { $0 > 0 ? "\(UsageNotes.calls($0)) \(words)" : nil }
            }
        if let runs = count("runs_of_unknown_cost"), runs > 0 {
            parts.append("\(runs.groupedString) \(runs == 1 ? "run" : "runs") of unknown cost")
        }
        let unknown = parts.isEmpty ? nil : "not in it: \(parts.joined(separator: ", "))"
        let shown = KnownAmount(amount.money, isPartial: amount.isPartial || !parts.isEmpty)
        return PaperFigure("Cost", shown.text(unknown: "unknown"), remark: unknown)
    }

    private var calls: PaperFigure? {
        count("calls").map { calls in
            let failed = count("failed_calls") ?? 0
            return PaperFigure(
                "Calls", calls.groupedString, remark: failed > 0 ? "\(failed.groupedString) failed" : nil)
        }
    }

    private var tokens: PaperFigure? {
        count("total_tokens").map { tokens in
            PaperFigure(
                "Tokens", tokens.compactString, remark: tokens >= 1000 ? "\(tokens.groupedString) in all" : nil)
        }
    }

    /// What the period before cost; nil where it had no calls.
    var former: PaperFigure? {
        guard count("calls") ?? 0 > 0, let amount = cells["cost"]?.amount, case .text(let since)? = cells["since"],
            case .text(let until)? = cells["until"]
        else { return nil }
        return PaperFigure("The period before", amount.text(unknown: "unknown"), remark: "\(since) to \(until)")
    }

    /// What flat fees covered.
    private var subscription: PaperFigure? {
        guard let amount = cells["subscription_value"]?.amount, let money = amount.money, money > .zero else {
            return nil
        }
        let shown = KnownAmount(money, isPartial: count("unvalued_subscription_calls") ?? 0 > 0)
        return PaperFigure("Covered by subscriptions", shown.text(), remark: "at list price; not in the cost")
    }
}
