// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Cost and usage as FOCUS 1.2 has it: a row for each local day, provider, model and account, and for what else is grouped by.
///
/// It is made from the ledger and no bill. What calls cost that have neither a price nor a recorded cost is not known, and the
/// standard has no way to say so: a row of nothing else is left out and counted, never written as zero. A row has the tokens of
/// all kinds together, which have different prices; so there are no columns of unit prices.
package struct FocusReport: Report {
    package let id = "focus-1.2"
    package let title = "Cost and usage, FOCUS 1.2"
    package let summary = "Cost and usage in the columns of FOCUS 1.2."
    package let options = ReportOptions(isGroupable: true)
    /// What every row has, in the order in which the ledger is asked.
    static let keys: [Dimension] = [.day, .provider, .model, .account]

    package init() {}

    /// Asks a ledger; see ``Report/load(_:_:now:)``. A grouping by time is always by day.
    package func load(
        _ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> ReportDocument {
        let range = try request.range()
        let further = (request.groupBy ?? []).filter { $0.granularity == nil && !Self.keys.contains($0) }
        var query = try request.query()
        query.groupBy = Self.keys + further
        let groups = try await reader.usage(query)
        let rows = groups.compactMap { FocusRow($0, further: further, zone: request.zone) }
        let shown = request.limit.map { Array(rows.prefix(max(0, $0))) } ?? rows
        var table = ReportTable("rows", FocusRow.fields(further), shown)
        table.sheet = table.columns.map(\.key)
        var document = ReportDocument(
            id: id, title: title, range: range,
            items: [
                .fact("focus_version", .text("1.2")), .fact("range", range.cell), .table(table), .notes("warnings"),
            ])
        document.notes = [ReportNote](Self.notes(groups))
        if shown.count < rows.count {
            document.notes.append(
                ReportNote("\(shown.count.groupedString) of \(rows.count.groupedString) rows are in the file."))
        }
        document.notes += [ReportNote](try await UnmatchedFilters.notes(request.filters, from: reader))
        return document
    }

    /// What the file does not say: calls of unknown cost.
    private static func notes(_ groups: [UsageRow]) -> [String] {
        let left = groups.filter { $0.sums.knownCost == nil }.reduce(into: UsageSums()) { $0 += $1.sums }
        let partial = groups.filter { $0.sums.knownCost != nil && $0.sums.knownAmount.isPartial }
            .reduce(Int64(0)) { $0.addingSaturating($1.sums.unpricedCalls + $1.sums.unknownUsageCalls) }
        var notes: [String] = []
        if left.calls > 0 {
            let are = left.calls == 1 ? "is" : "are"
            notes.append(
                "\(UsageNotes.calls(left.calls)) with \(left.tokens.total.groupedString) tokens \(are) left out:"
                    + " what they cost is not known, and FOCUS has no way to say so.")
        }
        if partial > 0 {
            let are = partial == 1 ? "is" : "are"
            notes.append(
                "\(UsageNotes.calls(partial)) of unknown cost \(are) in rows beside others:"
                    + " x_UnpricedCalls and x_UnknownUsageCalls count them.")
        }
        return notes
    }
}
