// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension HeartbeatUsage.Burn {
    fileprivate func json(_ keys: JSONValue) -> JSONValue {
        keys.appending(["wakes": JSONValue(count: wakes), "cost_per_wake": costPerWake?.json ?? .null])
            .appending(sums.json)
    }
}

extension HeartbeatUsage {
    /// What must be said beside the figures.
    public var notes: [String] {
        guard totals.wakes > 0 else { return [] }
        let rule = CallStretch.explanation("wake", session: SessionKind.heartbeat.rawValue)
        return [rate].compactMap(\.self) + UsageNotes(totals.sums, costMode: costMode).sentences + [rule]
    }

    private var rate: String? {
        guard let projection else { return nil }
        let since = range.zone.clockText(of: projection.basis.start)
        // No wake is no rate, and not one of zero dollars.
        if projection.wakes == 0 { return "No wake since \(since)." }
        return
            "At the rate since \(since): \(projection.perWeek.text()) a week, \(projection.perMonth.text()) in 30 days."
    }

    /// The answer as one object; its shape is versioned and only grows.
    public var json: JSONValue {
        [
            "schema_version": 1,
            "range": range.json,
            "group_by": ["day", "agent"],
            "totals": totals.json([:]),
            "rows": .array(
                rows.map { $0.burn.json(["day": .string($0.day.description), "agent": .string($0.agent)]) }),
            "agents": .array(byAgent.map { $0.burn.json(["agent": .string($0.agent)]) }),
            "projection": projection?.json ?? .null,
            "warnings": .array(notes.map(JSONValue.string)),
        ]
    }

    /// The rows as CSV with a header; an unknown cost is an empty cell, not zero.
    public var csv: String {
        let names = ["day", "agent", "wakes", "cost_per_wake_usd"] + ReportAnswer.columns.map(\.name)
        return CSV.record(names.map(CSVCell.text))
            + rows.map { row in
                let keys: [CSVCell] = [
                    .text(row.day.description), .text(row.agent), .number("\(row.burn.wakes)"),
                    row.burn.costPerWake.map { .number($0.decimalString) } ?? .empty,
                ]
                return CSV.record(keys + ReportAnswer.columns.map { $0.cell(row.burn.sums) })
            }.joined()
    }

    /// The rows as a table; a sentence where there was no wake.
    public func text(_ style: TableStyle, limit: Int? = nil) -> String {
        guard totals.wakes > 0 else { return "No heartbeats: \(range).\n" }
        // The newest days are those that matter when there is not room for all.
        let shown = rows.suffix(max(0, limit ?? rows.count))
        let marksGap = (rows.map(\.burn.sums) + [totals.sums]).contains(where: UsageColumns.hasGap)
        func cells(_ keys: [String], _ burn: Burn) -> [String] {
            keys + [
                burn.wakes.groupedString, burn.sums.calls.groupedString, burn.sums.tokens.total.compactString,
                UsageColumns.cost(burn.sums, style: style, marksGap: marksGap),
                UsageColumns.cost(burn.sums.meanAmount(over: burn.wakes), style: style, marksGap: marksGap),
            ]
        }
        let table = TextTable(
            columns: [
                .init(title: "Day", isRightAligned: false),
                .init(title: "Agent", isRightAligned: false, isShortenable: true), .init(title: "Wakes"),
                .init(title: "Calls"), .init(title: "Tokens"), .init(title: "Cost"), .init(title: "Per wake"),
            ],
            rows: shown.map { cells([$0.day.description, $0.agent.displayable], $0.burn) },
            totals: cells(["Total", ""], totals))
        var notes = notes
        if shown.count < rows.count {
            notes.append("The last \(shown.count.groupedString) of \(rows.count.groupedString) rows are shown.")
        }
        return TextPage(title: "Heartbeats", range: range, marksGap: marksGap, notes: notes).text(table, style)
    }
}

extension HeartbeatProjection {
    fileprivate var json: JSONValue {
        [
            "basis": ["start": .string(basis.start.iso8601), "end": .string(basis.end.iso8601)],
            "wakes": JSONValue(count: wakes),
            "cost": cost.money?.json ?? .null,
            "per_week": perWeek.money?.json ?? .null,
            "per_30_days": perMonth.money?.json ?? .null,
            "is_complete": .bool(cost.money != nil && !cost.isPartial),
        ]
    }
}
