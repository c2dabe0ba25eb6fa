// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The calls that match, one by one and newest first, with their sums.
package struct CallReport: Report {
    package let id = "usage"
    package let title = "Calls"
    package let summary = "Calls one by one, the newest first."
    package let options = ReportOptions()

    package init() {}

    package func load(
        _ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> ReportDocument {
        let (range, query) = (try request.range(), try request.query())
        var sums = UsageSums()
        for row in try await reader.usage(query) { sums += row.sums }
        var calls: [RecordedEvent] = []
        if let limit = request.limit {
            calls = try await reader.events(matching: query, after: nil, limit: limit)
        } else {
            try await reader.forEachEvent(matching: query) { calls.append($0) }
        }
        var table = ReportTable(calls: calls, key: "events", costMode: request.costMode)
        table.sheet = EventFields.data.map(\.column.key)
        var document = ReportDocument(
            id: id, title: title, range: range,
            items: [
                .fact("schema_version", .count(1)), .fact("range", range.cell), .fact("totals", sums.cell),
                .table(table), .notes("warnings"),
            ])
        let shown = calls.count < sums.calls ? "\(Int64(calls.count).groupedString) of " : ""
        let whole = "\(shown)\(UsageNotes.calls(sums.calls)), \(sums.knownAmount.text(unknown: "cost unknown"))."
        document.notes = [ReportNote](UsageNotes(sums, costMode: request.costMode).sentences)
        document.notes.append(ReportNote(whole, for: .people, isWarning: false))
        if sums.calls == 0 { document.emptySentence = "No calls match: \(range)." }
        return document
    }
}
