// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A report that groups calls: a named question.
package struct UsageReport: Report, Hashable {
    /// The name by which callers ask for it: `daily`.
    package var id: String
    /// For headings: `Usage by day`.
    package var title: String
    /// One sentence that says what it shows.
    package var summary: String
    /// How it groups; empty for one total.
    package var groupBy: [Dimension]
    /// The order of its rows.
    package var order: ReportOrder
    /// What its rows have beside the sums of any report.
    package var figures = Figures.sums
    /// Only calls that have a value here; nil for all calls.
    package var only: Dimension?
    /// What a caller may ask beyond days.
    package var options: ReportOptions { ReportOptions(groupBy: groupBy, isGroupable: true) }

    /// What the rows of a report have.
    package enum Figures: Hashable, Sendable {
        /// The sums that every report has.
        case sums
        /// Those, with thinking apart, the average cost of a call, and the ratio of input to output.
        case comparison
    }

    /// Names a question.
    package init(
        id: String, title: String, summary: String, groupBy: [Dimension], order: ReportOrder,
        figures: Figures = .sums, only: Dimension? = nil
    ) {
        self.id = id
        self.title = title
        self.summary = summary
        self.groupBy = groupBy
        self.order = order
        self.figures = figures
        self.only = only
    }

    /// Asks the ledger.
    ///
    /// - Throws: ``ReportError`` when the request makes no sense, or what the ledger throws.
    package func load(
        _ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> ReportDocument {
        try await answer(request, from: reader).document
    }
}

/// The order of a report's rows.
package enum ReportOrder: String, Hashable, Sendable {
    /// By the keys, time first to last.
    case byKey = "key"
    /// Dearest first; what has no known cost comes last, by tokens.
    case byCost = "cost"
}
