// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The side of a ledger that answers.
public protocol LedgerReader: Sendable {
    /// Sums over rollups for a question whose time grain is an hour or a day; see ``LedgerReader/usage(_:)`` for all grains.
    func rows(for query: UsageQuery) async throws -> [UsageRow]

    /// Calls, newest first.
    ///
    /// - Parameters:
    ///   - after: Only calls that come behind this one in that order.
    ///   - limit: At most so many.
    func events(matching query: UsageQuery, after: EventCursor?, limit: Int) async throws -> [RecordedEvent]

    /// Conversations that have calls matching the question, dearest first.
    func sessions(matching query: UsageQuery, limit: Int) async throws -> [SessionSummary]

    /// Every row of the conversations with a key or an id, also those that count nowhere.
    ///
    /// - Parameters:
    ///   - session: A key or an id; several conversations may have it.
    ///   - limit: At most so many rows, the newest.
    func explain(session: String, limit: Int) async throws -> SessionExplanation

    /// What became of turns that other programs answered.
    func backendTurns() async throws -> BackendTurnCounts

    /// How the calls of a window ended, to the millisecond: model calls and requests, by service, kind and status.
    func serviceOutcomes(in window: Window) async throws -> [ServiceOutcome]

    /// What the heartbeat calls that match a question come to, wake by wake: see ``CallStretch``.
    ///
    /// - Parameter now: The end of the time from which the present rate is taken, unless the question's window ends before.
    func wakes(matching query: UsageQuery, now: Timestamp) async throws -> HeartbeatWakes

    /// Calls of scheduled jobs that match, in groups as large as the ledger can tell of at once, those that ended last first.
    func callGroups(matching query: UsageQuery) async throws -> [CallGroup]

    /// Scheduled jobs that are known.
    func cronJobs() async throws -> [CronJobFacts]

    /// Runs of scheduled jobs that schedulers told of and of which some part lies in the window, by beginning and job.
    func cronRuns(in window: Window) async throws -> [CronRunFacts]

    /// The newest reading of each quota, by gateway, provider and label.
    ///
    /// - Parameter gateway: Only this gateway's; nil for all.
    func latestQuotas(of gateway: String?) async throws -> [QuotaRecord]

    /// The readings of a gateway's quotas from a moment on: by provider and label, and oldest first.
    func quotas(of gateway: String, since: Timestamp) async throws -> [QuotaRecord]

    /// Rejected input, newest first.
    ///
    /// - Parameters:
    ///   - after: The `next` of the page before; nil for the first one.
    ///   - limit: At most so many.
    func rejections(after: Int64?, limit: Int) async throws -> RejectionPage

    /// What each source has put in.
    func sourceStates() async throws -> [SourceState]

    /// When calls without a price got one, newest first. `examined` is not kept: it is the number of calls.
    func repricings(limit: Int) async throws -> [Repricing]

    /// Where the ledger stands.
    func state() async throws -> LedgerState
}

extension LedgerReader {
    /// The newest rejected inputs.
    public func rejections(limit: Int) async throws -> [Rejection] {
        try await rejections(after: nil, limit: limit).rejections
    }
}

/// Some of the rejected inputs, newest first.
public struct RejectionPage: Hashable, Sendable {
    /// The inputs.
    public var rejections: [Rejection]
    /// Where the next page begins; nil when this is the last one.
    public var next: Int64?

    /// Makes a page.
    public init(rejections: [Rejection], next: Int64?) {
        self.rejections = rejections
        self.next = next
    }
}

/// A place in the order of calls, newest first.
public struct EventCursor: Hashable, Sendable {
    /// The call's time.
    public var at: Timestamp
    /// The call.
    public var id: EventID

    /// Makes a cursor.
    public init(at: Timestamp, id: EventID) {
        self.at = at
        self.id = id
    }
}

/// A call as a ledger has it, with what is known about its conversation.
public struct RecordedEvent: Hashable, Sendable {
    /// The call; its `session` is the conversation whose log tells it.
    public var event: UsageEvent
    /// The conversation that it counts for: that of its owner where a program made it as a session's backend.
    public var session: SessionFacts

    /// Makes a record.
    public init(event: UsageEvent, session: SessionFacts) {
        self.event = event
        self.session = session
    }
}

/// A conversation and its sums.
public struct SessionSummary: Hashable, Sendable {
    /// The conversation.
    public var session: SessionFacts
    /// Its sums over the question's window.
    public var sums: UsageSums
    /// When its first call there was.
    public var firstCall: Timestamp
    /// When its last call there was.
    public var lastCall: Timestamp
    /// The models it called, as `provider/model`, most used first.
    public var models: [String]

    /// Makes a summary.
    public init(session: SessionFacts, sums: UsageSums, firstCall: Timestamp, lastCall: Timestamp, models: [String]) {
        self.session = session
        self.sums = sums
        self.firstCall = firstCall
        self.lastCall = lastCall
        self.models = models
    }
}

/// Where a ledger stands.
public struct LedgerState: Hashable, Sendable {
    /// Grows with every committed change, also one that only ``LedgerReader/explain(session:limit:)`` shows, such as
    /// another place where a call was seen; equal generations mean equal answers.
    public var generation: Int64
    /// Calls that count, synthetic rows included.
    public var events: Int64
    /// The time of the newest call that counts.
    public var newestEvent: Timestamp?
    /// The quarter hours between which all calls lie, both included; nil when there are none.
    public var extent: ClosedRange<QuarterHour>?

    /// Makes a state.
    public init(generation: Int64, events: Int64, newestEvent: Timestamp?, extent: ClosedRange<QuarterHour>?) {
        self.generation = generation
        self.events = events
        self.newestEvent = newestEvent
        self.extent = extent
    }
}
