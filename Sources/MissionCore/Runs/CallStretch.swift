// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Calls that one occasion caused: a run of a scheduled job, a wake of a heartbeat.
///
/// **The rule**: a session of the asked kind is one occasion, whatever its length. Inside another conversation, calls of
/// the kind belong to one occasion as long as less than five minutes pass from one to the next.
public struct CallStretch: Hashable, Sendable {
    /// The conversation.
    public var session: SessionFacts
    /// Whether the whole conversation is the occasion, rather than a part of another one.
    public var isOwnSession: Bool
    /// The cron job that the calls were for.
    public var cronJob: String?
    /// When the first call was written down.
    public var firstCall: Timestamp
    /// When the last call was written down.
    public var lastCall: Timestamp
    /// How the last call ended.
    public var status: CallStatus
    /// The sums, under the question's mode of cost.
    public var sums: UsageSums
    /// How often each model was called, by `provider/model`.
    public var callsByModel: [String: Int64]
    /// How long the first call took, where known.
    var firstDuration: Int64?

    /// Between calls of different occasions in one conversation, at least so many milliseconds.
    public static let gap: Int64 = 300_000

    /// For people, beside figures that the rule made.
    public static func explanation(_ occasion: String, session: String) -> String {
        "A \(occasion) is a session of kind \(session), or, inside another conversation, \(session) calls with less than"
            + " five minutes from one to the next."
    }
}

extension CallStretch {
    /// The models, most used first.
    public var models: [String] {
        callsByModel.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    }

    /// When it began: its session's beginning, else the first call's.
    public var startedAt: Timestamp {
        let begin = firstCall.advanced(byMilliseconds: -max(0, firstDuration ?? 0))
        guard isOwnSession, let started = session.startedAt, started <= firstCall else { return begin }
        return started
    }

    /// From its beginning to its last answer; nil when nothing tells.
    public var durationMilliseconds: Int64? {
        let duration = lastCall.milliseconds.subtractingSaturating(startedAt.milliseconds)
        return duration > 0 ? duration : nil
    }

    /// Whether it ended without an answer.
    public var isFailed: Bool { status.isFailure }
}

/// Puts calls together into stretches.
struct CallStretchBuilder {
    private struct Key: Hashable {
        var session: SessionID
        var cronJob: String?
    }

    private let kind: SessionKind
    private let costMode: CostMode
    private var open: [Key: CallStretch] = [:]
    private var closed: [CallStretch] = []

    /// Makes a builder.
    ///
    /// - Parameter kind: Conversations of this kind are one stretch.
    init(kind: SessionKind, costMode: CostMode) {
        self.kind = kind
        self.costMode = costMode
    }

    /// Takes a call. Calls come newest first, as a ledger gives them.
    mutating func add(_ record: RecordedEvent) {
        let event = record.event
        let isOwn = record.session.kind == kind
        let job = event.attribution.cronJob ?? record.session.cronJob
        let key = Key(session: record.session.session, cronJob: job)
        let sums = UsageSums(event).counted(by: costMode)
        let model = "\(event.attribution.provider)/\(event.attribution.model)"
        if var known = open[key] {
            if isOwn || known.firstCall.milliseconds.subtractingSaturating(event.at.milliseconds) < CallStretch.gap {
                known.firstCall = event.at
                known.firstDuration = event.durationMilliseconds
                known.sums += sums
                known.callsByModel[model, default: 0] += 1
                open[key] = known
                return
            }
            closed.append(known)
        }
        open[key] = CallStretch(
            session: record.session, isOwnSession: isOwn, cronJob: job, firstCall: event.at, lastCall: event.at,
            status: event.status, sums: sums, callsByModel: [model: 1], firstDuration: event.durationMilliseconds)
    }

    /// All stretches, the one that began last first.
    var stretches: [CallStretch] {
        (closed + open.values).sorted { left, right in
            if left.firstCall != right.firstCall { return left.firstCall > right.firstCall }
            let (one, other) = (left.session.session, right.session.session)
            return (one.id, one.agent, left.cronJob ?? "") < (other.id, other.agent, right.cronJob ?? "")
        }
    }
}
