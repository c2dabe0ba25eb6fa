// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension UsageEvent {
    /// Of two tellings of a call by people's own scripts with equal counts, whether this one came later; nil when neither
    /// did. Scripts write a row when a call begins and complete it when it ends; a log of running totals repeats them.
    func isFurther(than other: UsageEvent) -> Bool? {
        guard source >= .usageLog else { return nil }
        if at != other.at { return at > other.at }
        return progress == other.progress ? nil : progress > other.progress
    }

    private var progress: Int {
        (status == .ok ? 0 : 4) + (cost.reported == nil ? 0 : 2) + (durationMilliseconds == nil ? 0 : 1)
    }
}
