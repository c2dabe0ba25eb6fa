// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What some days cost and for what, on a few pages: by day, model, agent, cron job and conversation.
package struct SummaryReport: Report {
    package let id = "summary"
    package let title = "Usage and cost"
    package let summary =
        "What some days, or this month so far, cost and for what: by day, model, agent, cron job and session."
    package let options = ReportOptions(isLimitable: true)
    /// How many rows people see of each table but that of days, unless somebody says otherwise.
    private static let rows = 12

    package init() {}

    /// Asks a ledger; see ``Report/load(_:_:now:)``. Without days it is about this month so far.
    package func load(
        _ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> ReportDocument {
        let request = Self.bounded(request, now)
        let (range, query) = (try request.range(), try request.query())
        let totals = try await reader.total(query)
        var document = ReportDocument(
            id: id, title: title, range: range,
            items: [.fact("schema_version", .count(1)), .fact("range", range.cell), .fact("totals", totals.cell)])
        if totals.calls == 0 { document.emptySentence = "No calls match: \(range)." }
        if let former = try await FormerUsage(range, query, from: reader, now: now) {
            document.items.append(.fact(FormerUsage.key, former.cell))
        }
        if let chart = try await UsageReport.daily.chart(request, from: reader, now: now) {
            document.items.append(.chart(chart))
        }
        let limit = request.limit.map { max(0, $0) } ?? Self.rows
        for table in try await Self.shares(query, from: reader, totals: totals, limit: limit) {
            document.items.append(.table(table))
        }
        document.items.append(.table(try await Self.sessions(query, from: reader, limit: limit)))
        document.items += [.table(try await Self.days(query, from: reader, totals: totals)), .notes("warnings")]
        document.notes = [ReportNote](
            try await UnmatchedFilters.notes(request.filters, from: reader)
                + UsageNotes(totals, costMode: request.costMode).sentences)
        if let note = try await LoggedCalls.note(to: query, from: reader) { document.notes.append(ReportNote(note)) }
        return document
    }

    private static func bounded(_ request: ReportRequest, _ now: Timestamp) -> ReportRequest {
        guard request.since == nil, request.until == nil else { return request }
        var request = request
        let today = request.zone.day(of: now)
        (request.since, request.until) = (today.startOfMonth, today)
        return request
    }

    private static func shares(
        _ query: UsageQuery, from reader: any LedgerReader, totals: UsageSums, limit: Int
    ) async throws -> [ReportTable] {
        var tables: [ReportTable] = []
        for (dimension, title, noun) in [
            (.model, "Models", "models"), (.agent, "Agents", "agents"), (.cron, "Cron jobs", "cron jobs"),
        ] as [(Dimension, String, String)] {
            var query = query
            query.groupBy = [dimension]
            let shares = try await reader.usage(query).map { UsageShare(name: $0.name, sums: $0.sums) }
                .mostExpensiveFirst(\.sums.costRank, name: \.displayName)
            // Most calls are no job's: they are not one of them.
            let isPart = dimension == .cron
            var table = ReportTable(
                shares: shares, of: dimension, key: "by_\(dimension.rawValue)", totals: isPart ? nil : totals,
                includesNone: !isPart, labels: isPart ? try await jobNames(from: reader) : [:])
            table.title = title
            table.cut = ReportCut(limit, noun)
            tables.append(table)
        }
        return tables
    }

    /// What people call scheduled jobs, by id, where that tells them apart.
    private static func jobNames(from reader: any LedgerReader) async throws -> [String: String] {
        let names = Dictionary(grouping: try await reader.cronJobs(), by: \.id).compactMapValues { $0.first?.name }
        let counts = Dictionary(grouping: names.values, by: \.self).mapValues(\.count)
        return names.filter { !$0.value.isEmpty && counts[$0.value] == 1 }
    }

    private static func sessions(_ query: UsageQuery, from reader: any LedgerReader, limit: Int) async throws
        -> ReportTable
    {
        let sessions = try await reader.sessions(matching: query, limit: limit).map { summary in
            var summary = summary
            summary.sums = summary.sums.counted(by: query.costMode)
            return summary
        }
        var table = ReportTable("top_sessions", [SessionFields.title] + SessionFields.data, sessions)
        table.title = "Most expensive sessions"
        table.layouts = [
            ReportLayout(["title", "models", "last_call_at", "calls", "total_tokens", "cost"]),
            ReportLayout(["title", "calls", "total_tokens", "cost"]),
        ]
        return table
    }

    private static func days(_ query: UsageQuery, from reader: any LedgerReader, totals: UsageSums) async throws
        -> ReportTable
    {
        var query = query
        query.groupBy = [.day]
        let fields =
            [ReportField<UsageRow>.name("day", "Day") { $0.name }.asKey]
            + UsageFigures.of { (row: UsageRow) in row.sums }
        let rows = try await reader.usage(query)
        var table = ReportTable("by_day", fields, rows, totals: UsageRow([], sums: totals))
        table.title = "Days"
        table.layouts = [
            ReportLayout(["day", "calls", "input_tokens", "output_tokens", "cache_read_tokens", "total_tokens", "cost"]
            ),
            ReportLayout(["day", "calls", "total_tokens", "cost"]),
        ]
        table.sheet = ["day"] + UsageFigures.sheet
        return table
    }
}
