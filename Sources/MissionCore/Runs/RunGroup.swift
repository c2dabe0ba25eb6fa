// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Calls that one occasion caused: a run of a scheduled job, a wake of a heartbeat.
///
/// **The rule**: a session of the asked kind is one occasion, whatever its length. Inside another conversation, calls of
/// the kind belong to one occasion as long as less than five minutes pass from one to the next. Where a scheduler tells of
/// runs, its word goes before that; see ``CronRunBuilder``.
package struct RunGroup: Hashable, Sendable {
    /// The conversation.
    package var session: SessionFacts
    /// Whether the whole conversation is the occasion, rather than a part of another one.
    package var isOwnSession: Bool
    /// Whether it began with its conversation, as far as nothing better tells.
    var isWholeSession = true
    /// The cron job that the calls were for.
    package var cronJob: String?
    /// When the first call was written down.
    package var firstCall: Timestamp
    /// When the last call was written down.
    package var lastCall: Timestamp
    /// How the last call ended.
    var lastStatus: CallStatus
    /// The sums, under the question's mode of cost.
    package var sums: UsageSums
    /// How often each model was called, by `provider/model`.
    package var callsByModel: [String: Int64]
    /// How long the first call took, where known.
    var firstDuration: Int64?
    /// What a scheduler says about it; nil where none does.
    package var told: CronRunFacts?

    /// Between calls of different occasions in one conversation, at least so many milliseconds.
    package static let gap: Int64 = 300_000

    /// For people, beside figures that the rule made.
    package static func explanation(_ occasion: String, session: String) -> String {
        "A \(occasion) is a session of kind \(session), or, inside another conversation, \(session) calls with less than"
            + " five minutes from one to the next."
    }
}

extension RunGroup {
    /// The models, most used first.
    package var models: [String] {
        callsByModel.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }

    /// When it began: its session's beginning, else the first call's.
    package var startedAt: Timestamp {
        if let told { return told.startedAt }
        let begin = firstCall.advanced(byMilliseconds: -max(0, firstDuration ?? 0))
        guard isOwnSession, isWholeSession, let started = session.startedAt, started <= firstCall else { return begin }
        return started
    }

    /// From its beginning to its last answer; nil when nothing tells.
    package var durationMilliseconds: Int64? {
        let duration = (told?.endedAt ?? lastCall).milliseconds.subtractingSaturating(startedAt.milliseconds)
        return duration > 0 ? duration : nil
    }

    /// How it ended: what the scheduler says, else how the last call did.
    package var status: CallStatus { told?.outcome.status ?? lastStatus }

    /// Whether it ended without an answer.
    package var isFailed: Bool { status.isFailure }

    /// Whether it left nothing that tells what it used, so that its cost is unknown.
    package var isOfUnknownUse: Bool { sums.calls == 0 }
}

extension RunGroup {
    /// The occasion of calls that have not been taken yet.
    init(last group: CallGroup, isOwnSession: Bool) {
        session = group.session
        self.isOwnSession = isOwnSession
        cronJob = group.cronJob
        firstCall = group.last
        lastCall = group.last
        lastStatus = group.status
        sums = UsageSums()
        callsByModel = [:]
    }

    /// A run that only a scheduler told of.
    init(told run: CronRunFacts, agent: String) {
        session = SessionFacts(
            session: SessionID(harness: "openclaw", agent: agent, id: run.sessionID), key: run.key, kind: .cron,
            cronJob: run.job)
        isOwnSession = !run.isInside
        cronJob = run.job
        firstCall = run.startedAt
        lastCall = run.endedAt
        lastStatus = run.outcome.status
        sums = UsageSums()
        callsByModel = [:]
        told = run
    }

    /// Takes calls of which the last one is not later than those taken before.
    mutating func take(_ group: CallGroup, _ costMode: CostMode) {
        if group.first <= firstCall {
            firstCall = group.first
            firstDuration = group.firstDuration
        }
        sums += group.sums.counted(by: costMode)
        callsByModel[group.model, default: 0] += group.sums.calls
    }
}

/// Groups calls into runs.
struct RunGroupBuilder {
    private struct Key: Hashable {
        var session: SessionID
        var cronJob: String?
    }

    private let kind: SessionKind
    private let costMode: CostMode
    /// Whether a conversation of the kind is more than one occasion.
    var isReused: @Sendable (SessionID, String) -> Bool = { _, _ in false }
    /// The groups, and which of them a conversation's and job's earlier calls may belong to.
    private var built: [RunGroup] = []
    private var open: [Key: Int] = [:]

    /// A builder.
    ///
    /// - Parameter kind: Conversations of this kind are one group.
    init(kind: SessionKind, costMode: CostMode) {
        self.kind = kind
        self.costMode = costMode
    }

    /// Takes a call. Calls come newest first, as a ledger gives them.
    mutating func add(_ record: RecordedEvent) {
        add(CallGroup(record))
    }

    /// Takes calls. Those that ended last come first, as a ledger gives them.
    mutating func add(_ group: CallGroup) {
        let session = group.session.session
        let isReused = isReused(session, group.cronJob ?? "")
        let isOwn = group.session.kind == kind
        let key = Key(session: session, cronJob: group.cronJob)
        if let index = open[key] {
            let pause = built[index].firstCall.milliseconds.subtractingSaturating(group.last.milliseconds)
            if (isOwn && !isReused) || pause < RunGroup.gap { return built[index].take(group, costMode) }
        }
        var new = RunGroup(last: group, isOwnSession: isOwn)
        new.isWholeSession = !isReused
        new.take(group, costMode)
        open[key] = built.count
        built.append(new)
    }

    /// All groups, the one that began last first.
    var groups: [RunGroup] { built.newestFirst }
}

extension [RunGroup] {
    /// The one that began last first.
    var newestFirst: [RunGroup] {
        sorted { left, right in
            if left.firstCall != right.firstCall { return left.firstCall > right.firstCall }
            let (one, other) = (left.session.session, right.session.session)
            return (one.id, one.agent, left.cronJob ?? "") < (other.id, other.agent, right.cronJob ?? "")
        }
    }
}
