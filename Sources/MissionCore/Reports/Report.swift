// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A named question and how its answer is shown.
///
/// A report is one value in one file and one line in ``ReportCatalog``; command line, API, exports and documentation
/// follow from it.
public struct Report: Hashable, Sendable {
    /// The name by which callers ask for it: `daily`.
    public var id: String
    /// For headings: `Usage by day`.
    public var title: String
    /// One sentence that says what it shows.
    public var summary: String
    /// How it groups; empty for one total.
    public var groupBy: [Dimension]
    /// The order of its rows.
    public var order: ReportOrder
    /// Only calls that have a value here; nil for all calls.
    public var only: Dimension?

    /// Makes a report.
    public init(
        id: String, title: String, summary: String, groupBy: [Dimension], order: ReportOrder, only: Dimension? = nil
    ) {
        self.id = id
        self.title = title
        self.summary = summary
        self.groupBy = groupBy
        self.order = order
        self.only = only
    }
}

/// The order of a report's rows.
public enum ReportOrder: String, Hashable, Sendable {
    /// By the keys, time first to last.
    case byKey = "key"
    /// Dearest first; what has no known cost comes last, by tokens.
    case byCost = "cost"
}
