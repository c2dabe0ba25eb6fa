// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a source hands over at once; a ledger commits all of it or none.
public struct SourceBatch: Sendable {
    /// The source.
    public var source: SourceID
    /// Calls, in the order read.
    public var events: [UsageEvent]
    /// Requests to services, for health.
    public var apiCalls: [APICall]
    /// What was learnt about conversations.
    public var sessions: [SessionFacts]
    /// What was learnt about scheduled jobs.
    public var cronJobs: [CronJobFacts]
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
        source: SourceID, events: [UsageEvent] = [], apiCalls: [APICall] = [], sessions: [SessionFacts] = [],
        cronJobs: [CronJobFacts] = [], quotas: [QuotaRecord] = [],
        rejections: [Rejection] = [], checkpoints: [Checkpoint] = [], bytes: Int64 = 0
    ) {
        self.source = source
        self.events = events
        self.apiCalls = apiCalls
        self.sessions = sessions
        self.cronJobs = cronJobs
        self.quotas = quotas
        self.rejections = rejections
        self.checkpoints = checkpoints
        self.bytes = bytes
    }
}

/// What a ledger did with a batch.
public struct AppendResult: Hashable, Sendable {
    /// Calls that were new.
    public var inserted = 0
    /// Known calls that were replaced by better figures.
    public var updated = 0
    /// Calls that were known already, or of which a finer source has told.
    public var unchanged = 0
    /// Coarse calls that were given up because a finer source told of their conversation.
    public var removed = 0
    /// Inputs that were rejected.
    public var rejected = 0

    /// Makes a result.
    public init(inserted: Int = 0, updated: Int = 0, unchanged: Int = 0, removed: Int = 0, rejected: Int = 0) {
        self.inserted = inserted
        self.updated = updated
        self.unchanged = unchanged
        self.removed = removed
        self.rejected = rejected
    }

    /// Adds the counts.
    public static func += (left: inout AppendResult, right: AppendResult) {
        left.inserted += right.inserted
        left.updated += right.updated
        left.unchanged += right.unchanged
        left.removed += right.removed
        left.rejected += right.rejected
    }
}
