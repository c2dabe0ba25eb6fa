// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension ClickHouseReader {
    /// Sums, over the sums of days where these hold, and over calls elsewhere.
    func rows(for query: UsageQuery) async throws -> [UsageRow] {
        let text = QueryText(query: query)
        if text.isEmpty { return [] }
        var sums: [[String?]: UsageSums] = [:]
        for part in try await parts(text) {
            let keys = text.keys(moment: part.moment)
            let columns = (keys + [part.sums]).joined(separator: ", ")
            let grouping = keys.isEmpty ? "" : "GROUP BY " + keys.joined(separator: ", ")
            var rows = try await servers.ask(
                "SELECT \(sql: columns) FROM \(sql: part.table) WHERE \(part.condition) AND \(text.filters) \(sql: grouping)"
            )
            while let row = rows.next() {
                let found = try UsageSums(row.dropFirst(keys.count))
                guard found.calls > 0 else { continue }
                let names = zip(row, query.groupBy).map { text.key($0, $1) }
                sums[names] = try (sums[names] ?? UsageSums()).adding(found)
            }
        }
        return sums.map { UsageRow(keys: $0, sums: $1) }
    }

    /// Quarter hours that have calls, first to last.
    func calledQuarters(in window: Window) async throws -> [QuarterHour] {
        let text = QueryText(query: UsageQuery(window: window))
        if text.isEmpty { return [] }
        var rows = try await servers.ask(
            """
            SELECT DISTINCT intDiv(at, 900000) AS quarter FROM \(sql: schema.events) FINAL
            WHERE is_deleted = 0 AND is_covered = 0 AND \(text.filters)
            AND at >= \(number: text.span.lowerBound) AND at < \(number: text.span.upperBound) ORDER BY quarter
            """)
        var found: [QuarterHour] = []
        while let number = rows.next()?.first?.number { found.append(QuarterHour(number: number)) }
        return found
    }

    /// A table and the rows of it that a question is about.
    struct Part {
        var table: String
        /// SQL for the time of a row, in milliseconds.
        var moment: String
        /// SQL for all sums over the rows.
        var sums: String
        /// SQL for the first and the last call's time.
        var ends: String
        var condition: Statement
    }

    /// Where the rows of a question's window are found, each once.
    func parts(_ text: QueryText) async throws -> [Part] {
        let span = text.span
        let events: (Statement) -> Part = { condition in
            Part(
                table: "\(schema.events) FINAL", moment: "at", sums: SumColumn.overCalls, ends: "min(at), max(at)",
                condition: "is_deleted = 0 AND is_covered = 0 AND \(condition)")
        }
        let inSpan: Statement = "at >= \(number: span.lowerBound) AND at < \(number: span.upperBound)"
        guard text.hasDaysOfUTC else { return [events(inSpan)] }
        let day: Int64 = 86_400_000
        let whole =
            (span.lowerBound + day - 1).floorDivided(
                by: day)..<max(
                (span.lowerBound + day - 1).floorDivided(by: day), span.upperBound.floorDivided(by: day))
        let known = try await documents(
            .day, where: "at >= \(number: whole.lowerBound) AND at < \(number: whole.upperBound)")
        let days = try known.map(SummedDay.init)
        if days.isEmpty { return [events(inSpan)] }
        let versions = days.map { "(\($0.day),\($0.version))" }.joined(separator: ",")
        let summed = Part(
            table: schema.daySums, moment: "day * \(day)", sums: SumColumn.overDays,
            ends: "min(first_at), max(last_at)",
            condition: "(day, version) IN (\(sql: versions))")
        let gaps = try await gaps(in: span, between: days.map(\.day))
        if gaps.isEmpty { return [summed] }
        let spans: [Statement] = gaps.map { "(at >= \(number: $0.lowerBound) AND at < \(number: $0.upperBound))" }
        return [summed, events("(\(spans.joined(" OR ")))")]
    }

    /// The time in which there may be calls and that the sums of days leave open, as milliseconds.
    private func gaps(in span: Range<Int64>, between days: [Int64]) async throws -> [Range<Int64>] {
        let counters = try await counters()
        guard let first = counters.first?.milliseconds, let last = counters.last?.milliseconds else { return [span] }
        let end = min(span.upperBound, last + 1)
        var (place, gaps) = (max(span.lowerBound, first), [Range<Int64>]())
        for day in days.sorted() {
            let start = day * 86_400_000
            if place < min(start, end) { gaps.append(place..<min(start, end)) }
            place = max(place, start + 86_400_000)
        }
        if place < end { gaps.append(place..<end) }
        return gaps
    }
}

extension UsageSums {
    /// The sums of both.
    ///
    /// - Throws: ``MissionCore/LedgerError/overflow`` when one does not fit 64 bits.
    func adding(_ other: UsageSums) throws -> UsageSums {
        var sums = self
        for column in SumColumn.all {
            let (sum, isTooLarge) = sums[keyPath: column.field].addingReportingOverflow(other[keyPath: column.field])
            if isTooLarge { throw LedgerError.overflow }
            sums[keyPath: column.field] = sum
        }
        return sums
    }
}
