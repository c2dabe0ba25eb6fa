// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A question that people ask of a ledger, and the document that answers it.
///
/// A report is one value and one line in ``ReportCatalog``; command line, API, exports and documentation follow from it.
package protocol Report: Sendable {
    /// The name by which callers ask for it: `daily`.
    var id: String { get }
    /// For headings: `Usage by day`.
    var title: String { get }
    /// One sentence that says what it shows.
    var summary: String { get }
    /// What a caller may ask beyond days and filters.
    var options: ReportOptions { get }

    /// Asks a ledger. Without days in the request it is asked about everything it holds, unless the report says otherwise.
    ///
    /// - Parameter now: The end of the present.
    /// - Throws: ``ReportError`` when the request makes no sense, or what the ledger throws.
    func load(_ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp) async throws -> ReportDocument
}

/// What a caller may ask of a report beyond days.
package struct ReportOptions: Hashable, Sendable {
    /// How its rows are grouped unless a caller says otherwise.
    package var groupBy: [Dimension]
    /// Whether a caller may say otherwise, and break rows down by model.
    package var isGroupable: Bool
    /// Whether it can be about some calls only, and about one side of their cost.
    package var isFilterable: Bool
    /// Whether programs, too, get no more rows than they ask for.
    package var isLimitable: Bool
    /// The formats in which it is written.
    package var formats: Set<OutputFormat>
    /// What can be asked of this report alone.
    package var parameters: [ReportParameter]

    /// Names what may be asked.
    package init(
        groupBy: [Dimension] = [], isGroupable: Bool = false, isFilterable: Bool = true, isLimitable: Bool = true,
        formats: Set<OutputFormat> = Set(OutputFormat.allCases), parameters: [ReportParameter] = []
    ) {
        self.groupBy = groupBy
        self.isGroupable = isGroupable
        self.isFilterable = isFilterable
        self.isLimitable = isLimitable
        self.formats = formats
        self.parameters = parameters
    }
}

/// Something that can be asked of one report.
package struct ReportParameter: Hashable, Sendable {
    /// The name by which callers set it.
    package var key: String
    /// What it is for, in a few words.
    package var summary: String
    /// Whether it may be given several times.
    package var isRepeatable: Bool
    /// A value without which the report says nothing; nil where it needs none.
    package var example: String?

    /// Describes a parameter.
    package init(_ key: String, _ summary: String, isRepeatable: Bool = false, example: String? = nil) {
        self.key = key
        self.summary = summary
        self.isRepeatable = isRepeatable
        self.example = example
    }
}
