// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What scheduled jobs consumed, job by job and run by run.
package struct CronUsage: Hashable, Sendable {
    /// A job and its runs' sums.
    package struct Job: Hashable, Sendable {
        /// The job's id.
        package var id: String
        /// The agent that runs it.
        package var agent: String
        /// The name people gave it; nil when nothing tells it.
        package var name: String?
        /// Whether it is switched on, where known.
        package var isEnabled: Bool?
        /// What its scheduler says of it; nil where nothing is known.
        package var facts: CronJobFacts?
        /// Runs, those inside other conversations included.
        package var runs = 0
        /// Runs that ended without an answer.
        package var failedRuns = 0
        /// Runs inside other conversations.
        package var insideRuns = 0
        /// Runs of which nothing tells what they used, so that their cost is unknown.
        package var unknownRuns = 0
        /// The sums over its runs.
        package var sums = UsageSums()
        /// When the last run began.
        package var lastRun: Timestamp

        /// The mean over those whose use is known; nil when nothing is known of the cost.
        package var costPerRun: Money? { sums.meanCost(over: runs - unknownRuns) }
        /// What its runs cost; nil when nothing is known of it.
        package var knownCost: Money? { runs > 0 && runs == unknownRuns ? nil : sums.knownCost }
        var costRank: CostRank { CostRank(cost: knownCost, tokens: sums.tokens.total, calls: sums.calls) }
    }

    /// The days it covers.
    package var range: ReportRange
    /// The jobs that ran, most expensive first.
    package var jobs: [Job]
    /// The runs, newest first; each has a `cronJob`.
    package var runs: [RunGroup]
    /// The sums over all of them.
    package var totals: UsageSums
    /// Those of which nothing tells what they used.
    package var unknownRuns: Int { jobs.reduce(0) { $0 + $1.unknownRuns } }
    /// Which cost counts.
    package var costMode: CostMode

    /// Groups runs by job.
    ///
    /// - Parameters:
    ///   - runs: Stretches with a `cronJob`, newest first.
    ///   - facts: What is known about jobs.
    package init(runs: [RunGroup], facts: [CronJobFacts], range: ReportRange, costMode: CostMode = .auto) {
        var jobs: [[String]: Job] = [:]
        for run in runs {
            guard let id = run.cronJob else { continue }
            let agent = run.session.session.agent
            var job = jobs[[agent, id]] ?? Self.job(id, agent: agent, facts, lastRun: run.startedAt)
            job.runs += 1
            job.failedRuns += run.isFailed ? 1 : 0
            job.insideRuns += run.isOwnSession ? 0 : 1
            job.unknownRuns += run.isOfUnknownUse ? 1 : 0
            job.sums += run.sums
            job.lastRun = max(job.lastRun, run.startedAt)
            jobs[[agent, id]] = job
        }
        self.jobs = jobs.values.mostExpensiveFirst(\.costRank) { "\($0.agent)\0\($0.id)" }
        self.runs = runs
        self.range = range
        self.costMode = costMode
        totals = runs.reduce(into: UsageSums()) { $0 += $1.sums }
    }

    private static func job(_ id: String, agent: String, _ facts: [CronJobFacts], lastRun: Timestamp) -> Job {
        // A job is listed under the default agent when its file names none.
        let known = facts.first { $0.id == id && $0.agent == agent } ?? facts.first { $0.id == id }
        return Job(id: id, agent: agent, name: known?.name, isEnabled: known?.isEnabled, facts: known, lastRun: lastRun)
    }

    /// Asks a ledger.
    ///
    /// - Throws: ``ReportError`` when the request makes no sense, or what the ledger throws.
    package static func load(from reader: any LedgerReader, _ request: ReportRequest) async throws -> CronUsage {
        var query = try request.query()
        query.groupBy = [.cron]
        let jobs = Set(try await reader.usage(query).compactMap(\.name))
        query.groupBy = []
        let facts = try await reader.cronJobs()
        let told = ToldCronRuns(try await reader.cronRuns(in: query.window))
        var builder = CronRunBuilder(told, costMode: request.costMode)
        if !jobs.isEmpty {
            query.filters[.cron] = jobs
            for group in try await reader.runCalls(matching: query, told) { builder.add(group) }
        }
        let known = builder.groups
        let seen = known.compactMap { run in run.cronJob.map { ($0, run.session.session.agent) } }
        let agents = Dictionary(facts.map { ($0.id, $0.agent) }) { $0 < $1 ? $0 : $1 }
            .merging(Dictionary(seen) { $0 < $1 ? $0 : $1 }) { $1 }
        let bare = try await Self.bare(builder.withoutCalls, request, agents, from: reader)
        return CronUsage(
            runs: (known + bare).newestFirst, facts: facts, range: try request.range(),
            costMode: request.costMode)
    }

    /// The runs of which no call is known at all, as far as the question asks for them.
    ///
    /// - Parameter agents: Who runs which job, for runs that do not tell.
    private static func bare(
        _ runs: [CronRunFacts], _ request: ReportRequest, _ agents: [String: String], from reader: any LedgerReader
    ) async throws -> [RunGroup] {
        let window = try request.query().window
        var bare: [RunGroup] = []
        for run in runs where window.contains(run.startedAt) {
            let agent = run.agent ?? agents[run.job] ?? "main"
            let group = RunGroup(told: run, agent: agent)
            guard group.matches(request.filters) else { continue }
            // A run that reaches beyond the window may have its calls there.
            if run.endedAt >= window.end, try await hasCalls(run, reader) { continue }
            bare.append(group)
        }
        return bare
    }

    private static func hasCalls(_ run: CronRunFacts, _ reader: any LedgerReader) async throws -> Bool {
        let query = UsageQuery(window: run.reach, filters: [.cron: [run.job]])
        return try await !reader.events(matching: query, after: nil, limit: 1).isEmpty
    }
}

extension RunGroup {
    /// Whether a run without calls is among those that filters leave; what only calls can tell leaves none.
    fileprivate func matches(_ filters: [Dimension: Set<String>]) -> Bool {
        filters.allSatisfy { dimension, values in
            switch dimension {
            case .cron: cronJob.map(values.contains) ?? false
            case .agent: values.contains(session.session.agent)
            case .session: values.contains(session.displayKey) || values.contains(session.session.id)
            case .sessionKind: values.contains(SessionKind.cron.rawValue)
            case .harness: values.contains(session.session.harness)
            default: false
            }
        }
    }
}
