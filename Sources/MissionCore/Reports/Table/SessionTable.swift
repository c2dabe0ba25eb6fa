// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The table of conversations: which, what for, with what, how much, and when last.
public struct SessionTable: Sendable {
    /// The conversations, in the order to show.
    public var sessions: [SessionSummary]
    /// Whose clock tells the last activity.
    public var zone: Zone
    /// Which cost counts.
    public var costMode: CostMode

    /// Makes the table.
    public init(_ sessions: [SessionSummary], zone: Zone, costMode: CostMode = .auto) {
        self.sessions = sessions
        self.zone = zone
        self.costMode = costMode
    }

    /// The table, or a sentence where there are no conversations.
    public func text(_ style: TableStyle) -> String {
        guard !sessions.isEmpty else { return "No sessions match.\n" }
        let mark = marksGap ? "\n" + style.dim("* \(KnownAmount.markMeaning)") + "\n" : ""
        return fitted(style).text(style) + mark
    }

    private func fitted(_ style: TableStyle) -> TextTable {
        let table = table(style, isNarrow: false)
        guard let width = style.width, table.width > width else { return table }
        return self.table(style, isNarrow: true).fitted(to: width, unicode: style.unicode)
    }

    private var marksGap: Bool {
        sessions.contains { UsageColumns.hasGap($0.sums.counted(by: costMode)) }
    }

    private func table(_ style: TableStyle, isNarrow: Bool) -> TextTable {
        var columns: [TextTable.Column] = [
            .init(title: "Session", isRightAligned: false, isShortenable: true),
            .init(title: "Kind", isRightAligned: false),
            .init(title: "Models", isRightAligned: false, isShortenable: true),
            .init(title: "Calls"), .init(title: "Tokens"), .init(title: "Cost"), .init(title: "Last active"),
        ]
        var rows = sessions.map { cells($0, style, isNarrow: isNarrow) }
        // Where nobody knows how full a context is, nobody misses the column.
        if !isNarrow, sessions.contains(where: { $0.session.context?.percent != nil }) {
            columns.append(.init(title: "Context"))
            for index in rows.indices { rows[index].append(context(sessions[index], style)) }
        }
        if isNarrow {
            columns.remove(at: 2)
            rows = rows.map { row in Array(row[..<2] + row[3...]) }
        }
        return TextTable(columns: columns, rows: rows)
    }

    private func context(_ summary: SessionSummary, _ style: TableStyle) -> String {
        summary.session.context?.percent.map { "\($0) %" } ?? style.unknown
    }

    private func cells(_ summary: SessionSummary, _ style: TableStyle, isNarrow: Bool) -> [String] {
        let (facts, sums) = (summary.session, summary.sums.counted(by: costMode))
        // A key ends in a UUID that nobody reads to its end.
        let key = facts.displayKey.displayable.shortened(to: 48, unicode: style.unicode)
        let others = summary.models.count > 1 ? " +\(summary.models.count - 1)" : ""
        let tokens = sums.tokens.total
        return [
            facts.label.map { "\(key) (\($0.displayable.shortened(to: 24, unicode: style.unicode)))" } ?? key,
            (facts.kind ?? .unattributed).rawValue,
            (summary.models.first?.displayable ?? style.unknown) + others,
            sums.calls.groupedString,
            isNarrow ? tokens.compactString : tokens.groupedString,
            UsageColumns.cost(sums, style: style, marksGap: marksGap),
            zone.clockText(of: summary.lastCall),
        ]
    }
}

extension Zone {
    /// `2026-11-21 14:45`, local time.
    public func clockText(of moment: Timestamp) -> String {
        let local = moment.seconds.addingSaturating(offset(at: moment))
        let day = local.floorDivided(by: 86_400)
        let minutes = (local - day * 86_400) / 60
        return "\(CivilDay(number: day)) \((minutes / 60).padded(to: 2)):\((minutes % 60).padded(to: 2))"
    }
}
