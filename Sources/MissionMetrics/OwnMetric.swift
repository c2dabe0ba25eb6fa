// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What this program measures of itself.
package enum OwnMetric: String, Sendable, CaseIterable {
    /// How long commits take.
    case commitSeconds = "commit_seconds"
    /// How old the newest call of the last commit was.
    case ingestLagSeconds = "ingest_lag_seconds"
    /// Commits that are being written or wait for it.
    case commitsAtWork = "commits_at_work"

    static let gauges = [ingestLagSeconds, commitsAtWork]
    static let timers = [commitSeconds]

    /// One sentence.
    var help: String {
        switch self {
        case .commitSeconds: "How long commits to the ledger took, waiting for it included."
        case .ingestLagSeconds: "How old the newest call of the last commit with calls was when it was committed."
        case .commitsAtWork: "Commits that are being written to the ledger, or wait for it."
        }
    }
}
