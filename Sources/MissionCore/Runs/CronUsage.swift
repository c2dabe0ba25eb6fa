// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What scheduled jobs consumed, job by job and run by run.
public struct CronUsage: Hashable, Sendable {
    /// A job and its runs' sums.
    public struct Job: Hashable, Sendable {
        /// The job's id.
        public var id: String
        /// The agent that runs it.
        public var agent: String
        /// The name people gave it; nil when nothing tells it.
        public var name: String?
        /// Whether it is switched on, where known.
        public var isEnabled: Bool?
        /// Runs, those inside other conversations included.
        public var runs = 0
        /// Runs that ended without an answer.
        public var failedRuns = 0
        /// Runs inside other conversations.
        public var insideRuns = 0
        /// The sums over its runs.
        public var sums = UsageSums()
        /// When the last run began.
        public var lastRun: Timestamp

        /// The mean; nil when nothing is known of the cost.
        public var costPerRun: Money? { sums.meanCost(over: runs) }
    }

    /// The days it covers.
    public var range: ReportRange
    /// The jobs that ran, dearest first.
    public var jobs: [Job]
    /// The runs, newest first; each has a `cronJob`.
    public var runs: [CallStretch]
    /// The sums over all of them.
    public var totals: UsageSums
    /// Which cost counts.
    public var costMode: CostMode

    /// Puts runs together by job.
    ///
    /// - Parameters:
    ///   - runs: Stretches with a `cronJob`, newest first.
    ///   - facts: What is known about jobs.
    public init(runs: [CallStretch], facts: [CronJobFacts], range: ReportRange, costMode: CostMode = .auto) {
        var jobs: [[String]: Job] = [:]
        for run in runs {
            guard let id = run.cronJob else { continue }
            let agent = run.session.session.agent
            var job = jobs[[agent, id]] ?? Self.job(id, agent: agent, facts, lastRun: run.startedAt)
            job.runs += 1
            job.failedRuns += run.isFailed ? 1 : 0
            job.insideRuns += run.isOwnSession ? 0 : 1
            job.sums += run.sums
            job.lastRun = max(job.lastRun, run.startedAt)
            jobs[[agent, id]] = job
        }
        self.jobs = jobs.values.sorted(by: Job.isDearer)
        self.runs = runs
        self.range = range
        self.costMode = costMode
        totals = runs.reduce(into: UsageSums()) { $0 += $1.sums }
    }

    private static func job(_ id: String, agent: String, _ facts: [CronJobFacts], lastRun: Timestamp) -> Job {
        // A job is listed under the default agent when its file names none.
        let known = facts.first { $0.id == id && $0.agent == agent } ?? facts.first { $0.id == id }
        return Job(id: id, agent: agent, name: known?.name, isEnabled: known?.isEnabled, lastRun: lastRun)
    }

    /// Asks a ledger.
    ///
    /// - Throws: ``ReportError`` when the request makes no sense, or what the ledger throws.
    public static func load(from reader: any LedgerReader, _ request: ReportRequest) async throws -> CronUsage {
        var query = try request.query()
        query.groupBy = [.cron]
        let jobs = Set(try await reader.usage(query).compactMap { $0.keys.first.flatMap(\.self) })
        query.groupBy = []
        var builder = CallStretchBuilder(kind: .cron, costMode: request.costMode)
        if !jobs.isEmpty {
            query.filters[.cron] = jobs
            try await reader.forEachEvent(matching: query) { builder.add($0) }
        }
        return CronUsage(
            runs: builder.stretches, facts: try await reader.cronJobs(), range: try request.range(),
            costMode: request.costMode)
    }
}

extension CronUsage.Job {
    fileprivate static func isDearer(_ left: CronUsage.Job, _ right: CronUsage.Job) -> Bool {
        func size(_ job: CronUsage.Job) -> (Int64, Int64) {
            (job.sums.cost.nanodollars, job.sums.tokens.total)
        }
        return size(left) == size(right)
            ? (left.agent, left.id) < (right.agent, right.id) : size(left) > size(right)
    }
}
