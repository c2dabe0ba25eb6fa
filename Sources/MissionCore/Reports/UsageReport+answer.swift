// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension UsageReport {
    /// Asks the ledger. Without days in the request it is asked about everything it holds.
    ///
    /// - Throws: ``ReportError`` when the request makes no sense, or what the ledger throws.
    package func answer(_ request: ReportRequest, from reader: any LedgerReader) async throws -> ReportResult {
        let range = try request.range()
        let groupBy = request.groupBy ?? groupBy
        try Self.check(groupBy, filters: request.filters)
        let filters = try await filters(of: request, window: range.window, from: reader)
        let query = UsageQuery(
            window: range.window, groupBy: groupBy, filters: filters, zone: request.zone,
            costMode: request.costMode, includeSynthetic: request.includeSynthetic)
        let rows = ordered(try await reader.usage(query), groupBy: groupBy, request.direction)
        let totals = rows.reduce(into: UsageSums()) { $0 += $1.sums }
        let shown = request.limit.map { Array(rows.prefix(max(0, $0))) } ?? rows
        var warnings = UsageNotes(totals, costMode: request.costMode).sentences
        if let note = try await LoggedCalls.note(to: query, from: reader) { warnings.append(note) }
        if shown.count < rows.count {
            warnings.append("\(shown.count.groupedString) of \(rows.count.groupedString) rows are shown.")
        }
        let unmatched = try await UnmatchedFilters.notes(request.filters, from: reader)
        if totals.calls == 0, unmatched.isEmpty, let extent = try await reader.state().extent {
            let zone = request.zone
            warnings.append(
                "The ledger holds calls from \(zone.day(of: extent.lowerBound.start))"
                    + " to \(zone.day(of: extent.upperBound.start)).")
        }
        var answer = ReportResult(
            report: self, query: query, range: range, groupBy: groupBy, rows: shown, totals: totals,
            warnings: unmatched + warnings)
        answer.rowCount = rows.count
        if request.isBrokenDown { answer.parts = try await Self.parts(of: shown, query, from: reader) }
        return answer
    }

    /// What each model had of each row, most expensive first; the rows' own keys are left out.
    private static func parts(
        of rows: [UsageRow], _ query: UsageQuery, from reader: any LedgerReader
    ) async throws -> [[UsageRow]] {
        // A model's row is its own only part.
        if query.groupBy.contains(.model) { return [] }
        var query = query
        query.groupBy.append(.model)
        var parts: [[DimensionValue]: [UsageRow]] = [:]
        for row in try await reader.usage(query) {
            parts[row.values.dropLast(), default: []].append(UsageRow(row.values.suffix(1), sums: row.sums))
        }
        return rows.map { (parts[$0.values] ?? []).sorted(by: \.sums.costRank, .descending) }
    }

    /// The request's filters, and the report's own.
    private func filters(
        of request: ReportRequest, window: Window, from reader: any LedgerReader
    ) async throws -> [Dimension: Set<String>] {
        var filters = request.filters
        guard let only, filters[only] == nil else { return filters }
        let query = UsageQuery(
            window: window, groupBy: [only], filters: filters, zone: request.zone, costMode: request.costMode,
            includeSynthetic: request.includeSynthetic)
        filters[only] = Set(try await reader.usage(query).compactMap(\.name))
        return filters
    }

    private static func check(_ groupBy: [Dimension], filters: [Dimension: Set<String>]) throws {
        let grains = groupBy.filter { $0.granularity != nil }
        for (index, dimension) in groupBy.enumerated() where groupBy[..<index].contains(dimension) {
            throw ReportError.repeated(dimension)
        }
        if grains.count > 1 { throw ReportError.twoGrains(grains[0], grains[1]) }
        if let filter = Dimension.allCases.first(where: { $0.granularity != nil && filters[$0] != nil }) {
            throw ReportError.timeFilter(filter)
        }
    }

    private func ordered(_ rows: [UsageRow], groupBy: [Dimension], _ direction: SortDirection?) -> [UsageRow] {
        // Whatever the report says, a series of time is read first to last.
        guard order == .byCost, groupBy.allSatisfy({ $0.granularity == nil }) else {
            return direction == .descending ? rows.reversed() : rows
        }
        return rows.sorted(by: \.sums.costRank, direction ?? .descending)
    }
}
