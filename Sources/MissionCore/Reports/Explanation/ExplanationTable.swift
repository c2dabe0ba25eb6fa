// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A conversation's rows as a table: what each says, who says so, and whether it counts.
public struct ExplanationTable: Sendable {
    private let explanation: SessionExplanation
    private let name: String
    private let zone: Zone

    /// Makes the table.
    ///
    /// - Parameters:
    ///   - name: The key or id that was asked about.
    ///   - zone: Whose clock tells the times.
    public init(_ explanation: SessionExplanation, of name: String, zone: Zone) {
        self.explanation = explanation
        self.name = name
        self.zone = zone
    }

    /// The table, how many rows count, and why the others do not.
    public func text(_ style: TableStyle) -> String {
        let heading = style.bold(name.displayable) + style.dim("  (\(zone.name))") + "\n\n"
        return heading + fitted(style).text(style) + "\n" + summary + "\n" + throughGateways
            + reasons.map { style.warning($0) + "\n" }.joined()
    }

    private var summary: String {
        var parts = ["\(explanation.counted.groupedString) counted", "\(explanation.covered.groupedString) covered"]
        if explanation.synthetic > 0 {
            parts.append(explanation.synthetic == 1 ? "1 no call" : "\(explanation.synthetic.groupedString) no calls")
        }
        let all = explanation.counted + explanation.covered + explanation.synthetic
        let shown = Int64(explanation.rows.count)
        let rest = shown < all ? "; the newest \(shown.groupedString) of \(all.groupedString) rows are shown" : ""
        return parts.joined(separator: ", ") + rest + "."
    }

    /// Who told the same, where more than one did.
    private var throughGateways: String {
        let named = explanation.gateways.filter { $0 != KeptGateway.local }.map { "gateway \($0.displayable)" }
        let own = explanation.gateways.contains(KeptGateway.local) ? ["this computer's own files"] : []
        guard named.count + own.count > 1 else { return "" }
        return "Told by \((named + own).joined(separator: ", ")): what several tell is one row.\n"
    }

    /// One sentence for all rows that do not count for the same reason, in the order of their first row.
    private var reasons: [String] {
        var (order, counts): ([[String]], [[String]: Int]) = ([], [:])
        for row in explanation.rows {
            guard let reason = row.reason else { continue }
            let key = [row.event.source.rawValue, reason]
            if counts[key] == nil { order.append(key) }
            counts[key, default: 0] += 1
        }
        return order.map { key in
            let count = counts[key] ?? 0
            return "\(key[0]): \(count.groupedString) \(count == 1 ? "row does" : "rows do") not count: \(key[1])."
        }
    }

    /// As much of the table as fits: first the buckets of tokens go, then what the costs are based on.
    private func fitted(_ style: TableStyle) -> TextTable {
        let full = table(style, isNarrow: false)
        guard let width = style.width, full.width > width else { return full }
        var narrow = table(style, isNarrow: true)
        for title in ["Figures from", "Basis"] {
            if narrow.width <= width { break }
            if let index = narrow.columns.firstIndex(where: { $0.title == title }) { narrow.remove(column: index) }
        }
        return narrow.fitted(to: width, unicode: style.unicode)
    }

    private func table(_ style: TableStyle, isNarrow: Bool) -> TextTable {
        let buckets = isNarrow ? ["Tokens"] : ["Input", "Output", "Cache read", "Cache write"]
        var table = TextTable(
            columns: [
                .init(title: "Time", isRightAligned: false),
                .init(title: "Session", isRightAligned: false, isShortenable: true),
                .init(title: "Model", isRightAligned: false, isShortenable: true),
            ] + buckets.map { .init(title: $0) } + [
                .init(title: "Cost"), .init(title: "Basis", isRightAligned: false),
                .init(title: "Figures from", isRightAligned: false),
                .init(title: "Seen in", isRightAligned: false, isShortenable: true),
                .init(title: "Counts", isRightAligned: false),
            ], rows: explanation.rows.map { cells($0, style, isNarrow: isNarrow) })
        // A key mostly names one conversation.
        if Set(explanation.rows.map(\.event.session)).count < 2 { table.remove(column: 1) }
        return table
    }

    private func cells(_ row: ExplainedCall, _ style: TableStyle, isNarrow: Bool) -> [String] {
        let (event, tokens) = (row.event, row.event.tokens)
        let buckets =
            isNarrow
            ? [tokens.total.compactString]
            : [tokens.input, tokens.output, tokens.cacheRead, tokens.cacheWrite].map(\.groupedString)
        let names = [
            event.session.id.displayable, "\(event.attribution.provider)/\(event.attribution.model)".displayable,
        ]
        return [zone.secondText(of: event.at)] + names + buckets + [
            event.cost.counted?.displayString ?? style.unknown, event.cost.basis.rawValue, event.source.rawValue,
            event.provenance.names.joined(separator: ", "),
            row.counts ? "yes" : row.isCovered ? "no" : "no call",
        ]
    }
}

extension Zone {
    /// `2026-11-21 14:45:03`, local time.
    fileprivate func secondText(of moment: Timestamp) -> String {
        let second = moment.seconds - moment.seconds.floorDivided(by: 60) * 60
        return "\(clockText(of: moment)):\(second.padded(to: 2))"
    }
}
