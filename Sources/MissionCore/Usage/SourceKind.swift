// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The kind of place a call was read from, best first: the best place that has a call decides its figures.
package enum SourceKind: String, Sendable, CaseIterable, Comparable {
    /// A transcript: file or database.
    case transcript
    /// An agent's live stream of messages.
    case stream
    /// What whoever made the call pushed.
    case push
    /// A gateway's answer about a session.
    case rpc
    /// Telemetry pushed over OTLP.
    case otlp
    /// A scheduler's log of finished runs: a run's sums, without its calls and mostly without cache.
    case runLog = "run_log"
    /// A usage log that a user's own scripts write.
    case usageLog = "usage_log"
    /// A database that a user's own scripts write.
    case callDatabase = "call_database"
    /// A snapshot of an agent's status.
    case status

    /// 0 for the best.
    package var rank: Int {
        Self.allCases.firstIndex(of: self) ?? Self.allCases.count
    }

    /// The better source comes first.
    package static func < (left: SourceKind, right: SourceKind) -> Bool {
        left.rank < right.rank
    }
}
