// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a source hands over at once; a ledger commits all of it or none.
package struct SourceBatch: Sendable {
    /// The source.
    package var source: SourceID
    /// Calls, in the order read.
    package var events: [UsageEvent]
    /// Calls that had another identity before; worked off before the calls.
    package var renamings: [EventRenaming]
    /// Requests to services, for health.
    package var apiCalls: [APICall]
    /// What was learnt about conversations.
    package var sessions: [SessionFacts]
    /// What was learnt about which conversations of other programs answered whose turns.
    package var links: [BackendLink]
    /// What was learnt about scheduled jobs.
    package var cronJobs: [CronJobFacts]
    /// Runs of scheduled jobs, as schedulers tell them.
    package var cronRuns: [CronRunFacts]
    /// What providers said about quotas, through a gateway.
    package var quotas: [QuotaRecord]
    /// What could not be understood.
    package var rejections: [Rejection]
    /// How far the source has got with this batch.
    package var checkpoints: [Checkpoint]
    /// Bytes read for it, for progress and throughput.
    package var bytes: Int64

    package init(
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
package struct AppendResult: Hashable, Sendable {
    /// Calls that were new and count.
    package var inserted = 0
    /// Those among them that are no calls but rows in the shape of one.
    package var insertedSynthetic = 0
    /// Known calls that were replaced by better figures.
    package var updated = 0
    /// Calls that were known already, and new ones that do not count because a finer source has told the same.
    package var unchanged = 0
    /// Known calls that count no longer, because a finer source now tells the same.
    package var covered = 0
    /// Known calls that count again, because what had covered them turned out to belong elsewhere.
    package var uncovered = 0
    /// Inputs that were rejected.
    package var rejected = 0
    /// Requests to services that were new or became better known.
    package var requests = 0

    package init(
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
    package static func += (left: inout AppendResult, right: AppendResult) {
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
