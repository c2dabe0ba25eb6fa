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
        let query = UsageQuery(
            window: range.window, groupBy: groupBy, filters: request.filters, zone: request.zone,
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
        var answer = ReportAnswer(
            report: self, query: query, range: range, groupBy: groupBy, rows: shown, totals: totals,
            warnings: unmatched + warnings)
        if request.isBrokenDown { answer.parts = try await Self.parts(of: shown, query, from: reader) }
        return answer
    }

    /// What each model had of each row, dearest first; the rows' own keys are left out.
    private static func parts(
        of rows: [UsageRow], _ query: UsageQuery, from reader: any LedgerReader
    ) async throws -> [[UsageRow]] {
        // A model's row is its own only part.
        if query.groupBy.contains(.model) { return [] }
        var query = query
        query.groupBy.append(.model)
        var parts: [[String?]: [UsageRow]] = [:]
        for row in try await reader.usage(query) {
            parts[row.keys.dropLast(), default: []].append(UsageRow(keys: row.keys.suffix(1), sums: row.sums))
        }
        return rows.map { Self.byCost(parts[$0.keys] ?? [], .descending) }
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
        return Self.byCost(rows, direction ?? .descending)
    }

    /// By cost; what has no known cost comes last either way, by tokens.
    private static func byCost(_ rows: [UsageRow], _ direction: SortDirection) -> [UsageRow] {
        rows.enumerated().sorted { left, right in
            let (a, b) = (left.element.sums, right.element.sums)
            if a.knownCost != b.knownCost {
                guard let first = a.knownCost else { return false }
                guard let second = b.knownCost else { return true }
                return direction == .descending ? first > second : first < second
            }
            if a.tokens.total != b.tokens.total {
                return direction == .descending ? a.tokens.total > b.tokens.total : a.tokens.total < b.tokens.total
            }
            return left.offset < right.offset
        }.map(\.element)
    }
}
