// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A report's answer: rows, totals, and what must be said about them.
package struct ReportResult: Hashable, Sendable {
    /// The report.
    package var report: UsageReport
    /// The question the ledger was asked.
    package var query: UsageQuery
    /// The days it covers.
    package var range: ReportRange
    /// How it is grouped.
    package var groupBy: [Dimension]
    /// The rows, in the report's order.
    package var rows: [UsageRow]
    /// The sums over all rows, also over those that a limit left out.
    package var totals: UsageSums
    /// What each model had of each row, most expensive first, keyed by the model; empty where nobody asked, or where the rows are
    /// models.
    package var parts: [[UsageRow]] = []
    /// How many rows there are, also those that a limit left out.
    package var rowCount = 0
    /// Sentences that must stand beside the figures: what is not in them and why. Tables show them; whoever renders
    /// another format tells them elsewhere.
    package var warnings: [String]

    package init(
        report: UsageReport, query: UsageQuery, range: ReportRange, groupBy: [Dimension], rows: [UsageRow],
        totals: UsageSums, warnings: [String]
    ) {
        self.report = report
        self.query = query
        self.range = range
        self.groupBy = groupBy
        self.rows = rows
        self.totals = totals
        self.warnings = warnings
    }

    /// Whether the ledger has no call that matches.
    package var isEmpty: Bool {
        totals.calls == 0
    }
}
