// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a source hands over at once; a ledger commits all of it or none.
public struct SourceBatch: Sendable {
    /// The source.
    public var source: SourceID
    /// Calls, in the order read.
    public var events: [UsageEvent]
    /// Calls that had another identity before; worked off before the calls.
    public var renamings: [EventRenaming]
    /// Requests to services, for health.
    public var apiCalls: [APICall]
    /// What was learnt about conversations.
    public var sessions: [SessionFacts]
    /// What was learnt about which conversations of other programs answered whose turns.
    public var links: [BackendLink]
    /// What was learnt about scheduled jobs.
    public var cronJobs: [CronJobFacts]
    /// Runs of scheduled jobs, as schedulers tell them.
    public var cronRuns: [CronRunFacts]
    /// What providers said about quotas, through a gateway.
    public var quotas: [QuotaRecord]
    /// What could not be understood.
    public var rejections: [Rejection]
    /// How far the source has got with this batch.
    public var checkpoints: [Checkpoint]
    /// Bytes read for it, for progress and throughput.
    public var bytes: Int64

    /// Makes a batch.
    public init(
        source: SourceID, events: [UsageEvent] = [], renamings: [EventRenaming] = [], apiCalls: [APICall] = [],
        sessions: [SessionFacts] = [], links: [BackendLink] = [], cronJobs: [CronJobFacts] = [],
        cronRuns: [CronRunFacts] = [], quotas: [QuotaRecord] = [],
        rejections: [Rejection] = [], checkpoints: [Checkpoint] = [], bytes: Int64 = 0
    ) {
        self.source = source
        self.events = events
        self.renamings = renamings
        self.apiCalls = apiCalls
        self.sessions = sessions
        self.links = links
        self.cronJobs = cronJobs
        self.cronRuns = cronRuns
        self.quotas = quotas
        self.rejections = rejections
        self.checkpoints = checkpoints
        self.bytes = bytes
    }
}

/// What a ledger did with a batch.
public struct AppendResult: Hashable, Sendable {
    /// Calls that were new and count.
    public var inserted = 0
    /// Those among them that are no calls but rows in the shape of one.
    public var insertedSynthetic = 0
    /// Known calls that were replaced by better figures.
    public var updated = 0
    /// Calls that were known already, and new ones that do not count because a finer source has told the same.
    public var unchanged = 0
    /// Known calls that count no longer, because a finer source now tells the same.
    public var covered = 0
    /// Known calls that count again, because what had covered them turned out to belong elsewhere.
    public var uncovered = 0
    /// Inputs that were rejected.
    public var rejected = 0
    /// Requests to services that were new or became better known.
    public var requests = 0

    /// Makes a result.
    public init(
        inserted: Int = 0, insertedSynthetic: Int = 0, updated: Int = 0, unchanged: Int = 0, covered: Int = 0,
        uncovered: Int = 0, rejected: Int = 0, requests: Int = 0
    ) {
        self.inserted = inserted
        self.insertedSynthetic = insertedSynthetic
        self.updated = updated
        self.unchanged = unchanged
        self.covered = covered
        self.uncovered = uncovered
        self.rejected = rejected
        self.requests = requests
    }

    /// Adds the counts.
    public static func += (left: inout AppendResult, right: AppendResult) {
        left.inserted += right.inserted
        left.insertedSynthetic += right.insertedSynthetic
        left.updated += right.updated
        left.unchanged += right.unchanged
        left.covered += right.covered
        left.uncovered += right.uncovered
        left.rejected += right.rejected
        left.requests += right.requests
    }
}
