// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A report's answer: rows, totals, and what must be said about them.
public struct UsageAnswer: Hashable, Sendable {
    /// The report.
    public var report: UsageReport
    /// The question the ledger was asked.
    public var query: UsageQuery
    /// The days it covers.
    public var range: ReportRange
    /// How it is grouped.
    public var groupBy: [Dimension]
    /// The rows, in the report's order.
    public var rows: [UsageRow]
    /// The sums over all rows, also over those that a limit left out.
    public var totals: UsageSums
    /// What each model had of each row, dearest first, keyed by the model; empty where nobody asked, or where the rows are
    /// models.
    public var parts: [[UsageRow]] = []
    /// Sentences that must stand beside the figures: what is not in them and why. Tables show them; whoever renders
    /// another format tells them elsewhere.
    public var warnings: [String]

    /// Makes an answer.
    public init(
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
    public var isEmpty: Bool {
        totals.calls == 0
    }
}
