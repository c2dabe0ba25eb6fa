// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension SessionSummary {
    /// The conversations that one key has had, as one: the newest one's facts, everybody's sums. Nil for none.
    package static func merging(_ summaries: [SessionSummary]) -> SessionSummary? {
        guard
            var merged = summaries.max(by: {
                ($0.lastCall, $0.session.session.id) < ($1.lastCall, $1.session.session.id)
            })
        else { return nil }
        for other in summaries where other.session.session != merged.session.session {
            merged.sums += other.sums
            merged.firstCall = min(merged.firstCall, other.firstCall)
            merged.lastCall = max(merged.lastCall, other.lastCall)
            merged.models += other.models.filter { !merged.models.contains($0) }
        }
        return merged
    }
}
