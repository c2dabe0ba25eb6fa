// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A finished run of a scheduled job as its scheduler tells it, whether or not anything is known of its calls.
///
/// The same run stands in a log, in a database, in a gateway's answer and in a webhook: the job and the beginning identify it.
package struct CronRunFacts: Hashable, Sendable {
    /// How a scheduler says that a run ended.
    package enum Outcome: Hashable, Sendable {
        /// It did what it was to do.
        case finished
        /// It did not, as far as the error tells why.
        case failed(CallStatus)
        /// It was not begun.
        case skipped
    }

    /// The job's id.
    package var job: String
    /// When it began.
    package var startedAt: Timestamp
    /// When it ended; its beginning where nothing tells.
    package var endedAt: Timestamp
    /// The agent that ran it; nil where nothing tells.
    package var agent: String?
    /// How it ended.
    package var outcome: Outcome
    /// The id of its conversation; one made of job and beginning where it has none of its own.
    package var sessionID: String
    /// The conversation's key; nil where nothing tells.
    package var key: String?

    /// Facts about a run.
    package init(
        job: String, startedAt: Timestamp, endedAt: Timestamp? = nil, agent: String? = nil,
        outcome: Outcome = .finished,
        sessionID: String? = nil, key: String? = nil
    ) {
        self.job = job
        self.startedAt = startedAt
        self.endedAt = max(startedAt, endedAt ?? startedAt)
        self.agent = agent
        self.outcome = outcome
        self.sessionID = sessionID ?? Self.sessionID(job: job, startedAt: startedAt)
        self.key = key
    }

    /// Stands for the conversation of a run that names none.
    package static func sessionID(job: String, startedAt: Timestamp) -> String {
        "cron:\(job):at:\(startedAt.milliseconds)"
    }
}

extension CronRunFacts {
    /// Whether its conversation was made for it alone.
    var hasOwnSession: Bool { key.map { SessionKey($0).cronRun != nil } ?? false }

    /// Whether it ran inside a conversation that is something else.
    var isInside: Bool { key.map { SessionKey($0).kind != .cron } ?? false }

    /// Whether a call at this moment can be one of its calls: what it leads to, such as an announcement, may follow its end.
    func spans(_ moment: Timestamp) -> Bool { reach.contains(moment) }

    /// When its calls can be.
    var reach: Window {
        Window(
            start: startedAt.advanced(byMilliseconds: -Self.earliness),
            end: endedAt.advanced(byMilliseconds: RunGroup.gap))
    }

    /// A call may seem to have been before the run began, by so many milliseconds.
    static let earliness: Int64 = 1000
}

extension CronRunFacts {
    /// What is known with both tellings of one run, in whatever order they come.
    package func merging(_ other: CronRunFacts) -> CronRunFacts {
        var merged = self
        let made = Self.sessionID(job: job, startedAt: startedAt)
        // A conversation of its own says more than one that was made up.
        let ids = [sessionID, other.sessionID].filter { $0 != made }
        merged.sessionID = ids.max() ?? made
        merged.agent = [agent, other.agent].compactMap(\.self).max()
        merged.key = [key, other.key].compactMap(\.self).max { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        merged.outcome = (endedAt, outcome.text) < (other.endedAt, other.outcome.text) ? other.outcome : outcome
        merged.endedAt = max(endedAt, other.endedAt)
        return merged
    }
}

extension CronRunFacts.Outcome {
    private static let skippedText = "skipped"

    /// Reads the notation of ``text``; anything else is a failure without a known reason.
    package init(text: String) {
        switch text {
        case CallStatus.ok.rawValue: self = .finished
        case Self.skippedText: self = .skipped
        default: self = .failed(CallStatus(rawValue: text) ?? .failed)
        }
    }

    /// For a ledger.
    package var text: String {
        switch self {
        case .finished: CallStatus.ok.rawValue
        case .failed(let status): status.rawValue
        case .skipped: Self.skippedText
        }
    }

    /// The same as the status of a call.
    var status: CallStatus {
        switch self {
        case .finished, .skipped: .ok
        case .failed(let status): status.isFailure ? status : .failed
        }
    }
}
