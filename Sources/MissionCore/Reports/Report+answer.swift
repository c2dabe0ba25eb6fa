// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Report {
    /// Asks the ledger. Without days in the request it is asked about everything it holds.
    ///
    /// - Throws: ``ReportError`` when the request makes no sense, or what the ledger throws.
    public func answer(_ request: ReportRequest, from reader: any LedgerReader) async throws -> ReportAnswer {
        let range = try request.range()
        let groupBy = request.groupBy ?? groupBy
        try Self.check(groupBy, filters: request.filters)
        let filters = try await filters(of: request, window: range.window, from: reader)
        let query = UsageQuery(
            window: range.window, groupBy: groupBy, filters: filters, zone: request.zone,
            costMode: request.costMode, includeSynthetic: request.includeSynthetic)
        let rows = ordered(try await reader.usage(query), groupBy: groupBy)
        let totals = rows.reduce(into: UsageSums()) { $0 += $1.sums }
        let shown = request.limit.map { Array(rows.prefix(max(0, $0))) } ?? rows
        var warnings = UsageNotes(totals, costMode: request.costMode).sentences
        if let note = try await LoggedCalls.note(to: query, from: reader) { warnings.append(note) }
        if shown.count < rows.count {
            warnings.append("\(shown.count.groupedString) of \(rows.count.groupedString) rows are shown.")
        }
        if totals.calls == 0, let extent = try await reader.state().extent {
            let zone = request.zone
            warnings.append(
                "The ledger holds calls from \(zone.day(of: extent.lowerBound.start))"
                    + " to \(zone.day(of: extent.upperBound.start)).")
        }
        return ReportAnswer(
            report: self, query: query, range: range, groupBy: groupBy, rows: shown, totals: totals,
            warnings: warnings)
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
        filters[only] = Set(try await reader.usage(query).compactMap { $0.keys.first.flatMap(\.self) })
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

    private func ordered(_ rows: [UsageRow], groupBy: [Dimension]) -> [UsageRow] {
        // Whatever the report says, a series of time is read first to last.
        guard order == .byCost, groupBy.allSatisfy({ $0.granularity == nil }) else { return rows }
        return rows.enumerated().sorted { left, right in
            let (a, b) = (left.element.sums, right.element.sums)
            if a.knownCost != b.knownCost {
                guard let first = a.knownCost else { return false }
                guard let second = b.knownCost else { return true }
                return first > second
            }
            if a.tokens.total != b.tokens.total { return a.tokens.total > b.tokens.total }
            return left.offset < right.offset
        }.map(\.element)
    }
}
