// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The most expensive conversations, with what is known about each.
package struct TopSessionReport: Report {
    package let id = "top-sessions"
    package let title = "Most expensive sessions"
    package let summary = "The most expensive conversations: what for, with which models, how full, when last."
    package let options = ReportOptions(groupBy: [.session])
    /// How many there are unless somebody says otherwise.
    package static let count = 10

    package init() {}

    /// Asks a ledger; see ``Report/load(_:_:now:)``. The totals cover all conversations, also those that are not listed.
    package func load(
        _ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> ReportDocument {
        let answer = try await UsageReport.sessions.answer(request, from: reader)
        let limit = max(0, request.limit ?? Self.count)
        let sessions = try await reader.sessions(matching: answer.query, limit: limit)
        var document = SessionList(sessions, range: answer.range, costMode: request.costMode).document
        (document.id, document.title) = (id, title)
        document.items =
            [
                .fact("schema_version", .count(1)), .fact("range", answer.range.cell),
                .fact("group_by", .list([.text(Dimension.session.rawValue)])), .fact("totals", answer.totals.cell),
            ]
            + document.tables.map { table in
                var table = table
                table.sheet = ["session", "agent", "session_kind", "last_call_at"] + UsageFigures.sheet
                return .table(table)
            } + [.notes("warnings")]
        let rest = answer.rows.count - sessions.count
        let some = "\(sessions.count.groupedString) of \(answer.rows.count.groupedString) conversations are shown."
        document.notes = [ReportNote](UsageNotes(answer.totals, costMode: request.costMode).sentences)
        if rest > 0 { document.notes.append(ReportNote(some, isWarning: false)) }
        document.notes += [ReportNote](try await UnmatchedFilters.notes(request.filters, from: reader))
        return document
    }
}
