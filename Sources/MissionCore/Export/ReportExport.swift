// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A report on its way out: which, what is asked of it, and in which format.
package struct ReportExport: Sendable {
    /// The report.
    package var report: any Report
    /// What is asked of it.
    package var request: ReportRequest
    /// The format.
    package var format: ExportFormat

    package init(_ report: any Report, _ request: ReportRequest, as format: ExportFormat) {
        self.report = report
        self.request = request
        self.format = format
    }

    /// The report that is meant where none is named: pages for people are a summary, data is by day.
    package static func standard(for format: ExportFormat) -> any Report {
        format == .pdf ? SummaryReport() : UsageReport.daily
    }

    /// Asks a ledger.
    ///
    /// FOCUS is about calls, whatever the report: what the report groups by adds columns.
    ///
    /// - Throws: What ``Report/load(_:_:now:)`` does.
    package func document(from reader: any LedgerReader, now: Timestamp) async throws -> ReportDocument {
        if format == .focus {
            var request = request
            request.groupBy = request.groupBy ?? report.options.groupBy
            return try await FocusReport().load(reader, request, now: now)
        }
        var document = try await report.load(reader, request, now: now)
        guard format == .pdf, let usage = report as? UsageReport,
            let chart = try await usage.chart(request, from: reader, now: now)
        else { return document }
        document.items.insert(.chart(chart), at: 0)
        return document
    }
}
