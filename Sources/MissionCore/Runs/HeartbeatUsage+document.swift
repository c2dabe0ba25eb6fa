// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What periodic wake-ups burn.
package struct HeartbeatReport: Report {
    /// The name by which callers ask for it.
    package let id = "heartbeats"
    /// For headings.
    package let title = "Heartbeats"
    /// What it shows.
    package let summary = "What periodic wake-ups burn: by day and agent, per wake, and where that leads."
    /// What a caller may ask beyond days and filters.
    package let options = ReportOptions(groupBy: [.day, .agent], isLimitable: false)

    package init() {}

    /// Asks a ledger; see ``Report/load(_:_:now:)``.
    package func load(
        _ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> ReportDocument {
        try await HeartbeatUsage.load(from: reader, request, now: now).document(limit: request.limit)
    }
}

extension HeartbeatUsage {
    /// The answer as a document.
    ///
    /// - Parameter limit: People see at most so many rows, the last.
    package func document(limit: Int? = nil) -> ReportDocument {
        let keys: [ReportField<Row>] = [
            .text("day", "Day") { $0.day.description }.asKey, .name("agent", "Agent") { $0.agent }.asKey,
        ]
        let figures: [ReportField<Row>] = Self.figures.map { $0.of { $0.burn } }
        var table = ReportTable("rows", keys + figures, rows)
        table.totals = keys.map { _ in .blank } + Self.figures.map { $0.cell(totals) }
        table.layouts = [
            ReportLayout(["day", "agent", "wakes", "calls", "total_tokens", "cost", "cost_per_wake"])
        ]
        table.sheet = ["day", "agent", "wakes", "cost_per_wake"] + UsageFigures.sheet
        // The newest days are those that matter when there is not room for all.
        table.cut = limit.map { ReportCut($0, "rows", isAtStart: true) }
        let agents: [ReportField<AgentBurn>] = [.name("agent") { $0.agent }] + Self.figures.map { $0.of { $0.burn } }
        var document = ReportDocument(
            id: "heartbeats", title: "Heartbeats", range: range,
            items: [
                .fact("schema_version", .count(1)), .fact("range", range.cell),
                .fact("group_by", .list([.text("day"), .text("agent")])),
                .fact("totals", Self.figures.record(of: totals)), .table(table),
                .table(ReportTable("agents", agents, byAgent)),
                .fact("projection", .optional(projection) { $0.cell }), .notes("warnings"),
            ])
        document.notes = [ReportNote](notes)
        if totals.wakes == 0 { document.emptySentence = "No heartbeats: \(range)." }
        return document
    }

    private static let figures: [ReportField<Burn>] =
        [
            .count("wakes", "Wakes") { Int64($0.wakes) },
            .money("cost_per_wake", "Per wake") { $0.sums.meanAmount(over: $0.wakes) },
        ] + UsageFigures.of { $0.sums }

    /// What must be said beside the figures.
    package var notes: [String] {
        guard totals.wakes > 0 else { return [] }
        let rule = RunGroup.explanation("wake", session: SessionKind.heartbeat.rawValue)
        return [rate].compactMap(\.self) + UsageNotes(totals.sums, costMode: costMode).sentences + [rule]
    }

    private var rate: String? {
        guard let projection else { return nil }
        let since = range.zone.clockText(of: projection.basis.start)
        // No wake is no rate, and not one of zero dollars.
        if projection.wakes == 0 { return "No wake since \(since)." }
        return
            "At the rate since \(since): \(projection.perWeek.text()) a week, \(projection.perMonth.text()) in 30 days."
    }
}

extension HeartbeatProjection {
    fileprivate var cell: ReportCell {
        .record([
            ReportFact("basis", .period(basis)), ReportFact("wakes", .count(Int64(wakes))),
            ReportFact("cost", .money(cost)), ReportFact("per_week", .money(perWeek)),
            ReportFact("per_30_days", .money(perMonth)),
            ReportFact("is_complete", .flag(cost.money != nil && !cost.isPartial)),
        ])
    }
}
