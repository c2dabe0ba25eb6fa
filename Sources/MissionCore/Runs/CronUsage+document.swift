// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What each scheduled job costs, or each of its runs.
package struct CronReport: Report {
    /// The name by which callers ask for it.
    package let id = "cron-jobs"
    /// For headings.
    package let title = "Cost per cron job"
    /// What it shows.
    package let summary = "What each scheduled job costs, and each of its runs."
    /// What a caller may ask beyond days and filters.
    package let options = ReportOptions(groupBy: [.cron], formats: [.table, .json, .markdown])
    /// Whether it has one line per run instead of one per job.
    package var isByRun: Bool
    /// Whether programs also get ``UsageReport/cron``, whose shape scripts know.
    package var hasSums: Bool

    package init(isByRun: Bool = false, hasSums: Bool = false) {
        (self.isByRun, self.hasSums) = (isByRun, hasSums)
    }

    /// Asks a ledger; see ``Report/load(_:_:now:)``.
    package func load(
        _ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> ReportDocument {
        let usage = try await CronUsage.load(from: reader, request)
        var table = isByRun ? usage.runsTable(usage.runs) : usage.jobsTable
        table.cut = (request.limit ?? (isByRun ? 50 : nil)).map { ReportCut($0, isByRun ? "runs" : "jobs") }
        table.dataLimit = request.limit
        var document = usage.document(table)
        document.title = isByRun ? "Cost per run" : title
        guard hasSums else { return document }
        let sums = try await UsageReport.cron.answer(request, from: reader)
        document.items = sums.document.items.map { Self.item($0, of: usage) } + [.table(table)]
        document.notes = [ReportNote](sums.warnings, for: .programs) + [ReportNote](usage.notes, for: .people)
        return document
    }

    /// The totals also tell runs, and people see jobs instead of sums by job.
    private static func item(_ item: ReportItem, of usage: CronUsage) -> ReportItem {
        switch item {
        case .fact(let fact) where fact.key == "totals": return .fact("totals", .record(usage.totalFacts))
        case .table(var table):
            table.layouts = []
            return .table(table)
        default: return item
        }
    }
}

extension CronUsage {
    /// Jobs or runs as a document.
    ///
    /// - Parameter table: Its rows; the jobs where nothing else is said.
    package func document(_ table: ReportTable? = nil) -> ReportDocument {
        var document = ReportDocument(
            id: "cron-jobs", title: "Cost per cron job", range: range,
            items: [
                .fact("schema_version", .count(1)), .fact("range", range.cell),
                .fact("totals", .record(totalFacts)), .table(table ?? jobsTable), .notes("warnings"),
            ])
        document.notes = [ReportNote](notes)
        if jobs.isEmpty { document.emptySentence = "No cron job ran: \(range)." }
        return document
    }

    /// The sums over all runs, and how many there were.
    fileprivate var totalFacts: [ReportFact] {
        UsageFigures.all.facts(of: totals) + [
            ReportFact("runs", .count(Int64(runs.count))),
            ReportFact("failed_runs", .count(Int64(runs.count { $0.isFailed }))),
            ReportFact("runs_of_unknown_cost", .count(Int64(unknownRuns))),
            ReportFact(
                "known_cost", .money(KnownAmount(runs.isEmpty || unknownRuns < runs.count ? totals.knownCost : nil))),
        ]
    }

    /// One line a job.
    fileprivate var jobsTable: ReportTable {
        let all = Job(
            id: "", agent: "", runs: jobs.reduce(0) { $0 + $1.runs }, failedRuns: jobs.reduce(0) { $0 + $1.failedRuns },
            unknownRuns: unknownRuns, sums: totals, lastRun: range.window.start)
        var table = ReportTable("jobs", Job.fields, jobs, totals: all)
        table.removeTotal("last_run_at")
        table.layouts = [
            ReportLayout([
                "job", "agent", "runs", "failed_runs", "calls", "total_tokens", "known_cost", "cost_per_run",
                "last_run_at",
            ])
        ]
        return table
    }

    /// One line a run.
    package func runsTable(_ runs: some Sequence<RunGroup>) -> ReportTable {
        let names = Dictionary(jobs.map { ([$0.agent, $0.id], $0.name ?? $0.id) }) { first, _ in first }
        let name = ReportField<RunGroup>("job", "Cron job", .name) { run in
            let job = run.cronJob ?? ""
            return .name(names[[run.session.session.agent, job]] ?? job)
        }
        var table = ReportTable("runs", [name.asKey.onlyShown] + RunGroup.fields, Array(runs))
        // Names give way to figures: where the run was, then what answered.
        let (head, tail) = (["started_at", "job"], ["calls", "total_tokens", "known_cost"])
        table.layouts = [
            ReportLayout(head + ["inside", "duration_ms", "status", "models"] + tail, optional: ["inside"]),
            ReportLayout(head + ["duration_ms", "status", "models"] + tail),
            ReportLayout(head + ["duration_ms", "status"] + tail),
        ]
        return table
    }

    /// What must be said beside the figures.
    package var notes: [String] {
        runs.isEmpty
            ? []
            : UsageNotes(totals, costMode: costMode).sentences + [unknownNote].compactMap(\.self) + [Self.explanation]
    }

    private static let explanation =
        "\(RunGroup.explanation("run", session: SessionKind.cron.rawValue)) Where a run log tells of runs, it decides."

    private var unknownNote: String? {
        switch unknownRuns {
        case 0: nil
        case 1: "1 run left no usage: what it cost is unknown."
        case let count: "\(count.groupedString) runs left no usage: what they cost is unknown."
        }
    }
}

extension CronUsage.Job {
    /// The job and its sums, with the names that every interface uses.
    fileprivate static let fields: [ReportField<Self>] =
        [
            ReportField<Self>.name("job", "Cron job") { $0.name ?? $0.id }.asKey.onlyShown,
            .name("cron") { $0.id },
            .name("name") { $0.name },
            ReportField<Self>.name("agent", "Agent") { $0.agent }.asKey,
            .flag("enabled") { $0.isEnabled },
            .count("runs", "Runs") { Int64($0.runs) },
            .count("failed_runs", "Failed") { Int64($0.failedRuns) },
            .count("runs_inside_other_conversations") { Int64($0.insideRuns) },
            .count("runs_of_unknown_cost") { Int64($0.unknownRuns) },
            .moment("last_run_at", "Last run") { $0.lastRun },
            .money("cost_per_run", "Per run") { $0.known($0.costPerRun) },
            .money("known_cost", "Cost") { $0.known($0.knownCost) },
        ] + UsageFigures.of { $0.sums }

    /// An amount, as complete as what is known of the runs.
    private func known(_ amount: Money?) -> KnownAmount {
        KnownAmount(amount, isPartial: unknownRuns > 0 || sums.knownAmount.isPartial)
    }
}

extension RunGroup {
    /// A run of a job and its sums.
    fileprivate static let fields: [ReportField<Self>] =
        [
            .name("cron") { $0.cronJob },
            .name("agent") { $0.session.agentName },
            .name("session") { $0.session.displayKey },
            .name("session_id") { $0.session.session.id },
            .flag("inside_other_conversation") { !$0.isOwnSession },
            ReportField<Self>("inside", "Inside", .name) {
                $0.isOwnSession ? .blank : .name($0.session.displayKey)
            }.onlyShown,
            ReportField<Self>.moment("started_at", "Started") { $0.startedAt }.asKey,
            .moment("last_call_at") { $0.lastCall },
            ReportField("duration_ms", "Took", .duration) {
                $0.durationMilliseconds.map(ReportCell.duration) ?? .unknown
            },
            .text("status", "Status") { $0.status.rawValue },
            .flag("failed") { $0.isFailed },
            .names("models", "Model") { $0.models },
            .money("known_cost", "Cost") { $0.isOfUnknownUse ? KnownAmount(nil) : $0.sums.knownAmount },
        ] + UsageFigures.of { $0.sums }
}
