// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Scheduled jobs, or their runs, as a table.
public struct CronTable: Sendable {
    private let usage: CronUsage
    private let limit: Int

    /// Makes the table.
    ///
    /// - Parameter limit: At most so many lines.
    public init(_ usage: CronUsage, limit: Int? = nil) {
        self.usage = usage
        self.limit = max(0, limit ?? .max)
    }

    /// One line a job; a sentence where no job ran.
    public func jobs(_ style: TableStyle) -> String {
        let marksGap = marksGap(usage.jobs.map(\.sums) + [usage.totals])
        let rows = usage.jobs.prefix(limit).map { job in
            [
                (job.name ?? job.id).displayable, job.agent.displayable, job.runs.groupedString,
                job.failedRuns.groupedString, job.sums.calls.groupedString, job.sums.tokens.total.compactString,
                UsageColumns.cost(job.sums, style: style, marksGap: marksGap),
                UsageColumns.cost(job.sums.meanAmount(over: job.runs), style: style, marksGap: marksGap),
                usage.range.zone.clockText(of: job.lastRun),
            ]
        }
        let (runs, failed) = usage.jobs.reduce((0, 0)) { ($0.0 + $1.runs, $0.1 + $1.failedRuns) }
        let totals = [
            "Total", "", runs.groupedString, failed.groupedString, usage.totals.calls.groupedString,
            usage.totals.tokens.total.compactString,
            UsageColumns.cost(usage.totals, style: style, marksGap: marksGap),
            UsageColumns.cost(usage.totals.meanAmount(over: runs), style: style, marksGap: marksGap),
            "",
        ]
        let table = TextTable(
            columns: [
                .init(title: "Cron job", isRightAligned: false, isShortenable: true),
                .init(title: "Agent", isRightAligned: false, isShortenable: true),
                .init(title: "Runs"), .init(title: "Failed"), .init(title: "Calls"), .init(title: "Tokens"),
                .init(title: "Cost"), .init(title: "Per run"), .init(title: "Last run"),
            ], rows: rows, totals: totals)
        return page("Cost per cron job", table, shown: rows.count, of: usage.jobs.count, "jobs", marksGap, style)
    }

    /// One line a run.
    public func runs(_ style: TableStyle) -> String {
        let shown = usage.runs.prefix(limit)
        let marksGap = marksGap(usage.runs.map(\.sums))
        let names = Dictionary(usage.jobs.map { ([$0.agent, $0.id], $0.name ?? $0.id) }) { first, _ in first }
        let rows = shown.map { run in
            let job = run.cronJob ?? ""
            return [
                usage.range.zone.clockText(of: run.startedAt),
                (names[[run.session.session.agent, job]] ?? job).displayable,
                run.isOwnSession ? "" : run.session.displayKey.displayable,
                run.durationMilliseconds.map(DurationText.short) ?? style.unknown,
                run.status.rawValue,
                (run.models.first?.displayable ?? style.unknown)
                    + (run.models.count > 1 ? " +\(run.models.count - 1)" : ""),
                run.sums.calls.groupedString, run.sums.tokens.total.compactString,
                UsageColumns.cost(run.sums, style: style, marksGap: marksGap),
            ]
        }
        let columns: [TextTable.Column] = [
            .init(title: "Started", isRightAligned: false),
            .init(title: "Cron job", isRightAligned: false, isShortenable: true),
            .init(title: "Inside", isRightAligned: false, isShortenable: true), .init(title: "Took"),
            .init(title: "Status", isRightAligned: false),
            .init(title: "Model", isRightAligned: false, isShortenable: true), .init(title: "Calls"),
            .init(title: "Tokens"), .init(title: "Cost"),
        ]
        var table = TextTable(columns: columns, rows: rows)
        if rows.allSatisfy({ $0[2].isEmpty }) { table.remove(column: 2) }
        // Names give way to figures: where the run was, then what answered.
        for title in ["Inside", "Model"] {
            guard let width = style.width, table.fitted(to: width, unicode: style.unicode).width > width else { break }
            if let index = table.columns.firstIndex(where: { $0.title == title }) { table.remove(column: index) }
        }
        return page("Cost per run", table, shown: rows.count, of: usage.runs.count, "runs", marksGap, style)
    }

    private func marksGap(_ sums: [UsageSums]) -> Bool {
        sums.contains(where: UsageColumns.hasGap)
    }

    private func page(
        _ title: String, _ table: TextTable, shown: Int, of count: Int, _ what: String, _ marksGap: Bool,
        _ style: TableStyle
    ) -> String {
        guard count > 0 else { return "No cron job ran: \(usage.range).\n" }
        var notes = usage.notes
        if shown < count { notes.append("\(shown.groupedString) of \(count.groupedString) \(what) are shown.") }
        return TextPage(title: title, range: usage.range, marksGap: marksGap, notes: notes).text(table, style)
    }
}
