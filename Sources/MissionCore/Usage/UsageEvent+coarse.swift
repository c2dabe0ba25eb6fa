// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Calls that stand for a whole run of which nothing finer was left.
///
/// A ledger counts them only for conversations of which it never saw a call from a finer source, in whatever order both
/// arrive: a run log tells the sums of what the transcript tells call by call.
extension UsageEvent {
    /// Whether it stands for a run as a scheduler's log sums it up.
    public var isCoarse: Bool {
        source == .runLog
    }

    /// Whether it makes coarse calls of its conversation superfluous.
    public var isFinerThanCoarse: Bool {
        source < .runLog && !isSynthetic
    }
}
