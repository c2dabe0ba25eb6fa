// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How much one telling of a call knows beside another one.
enum Completeness {
    case less
    case equal
    case more
}

extension UsageEvent {
    /// Of two tellings of a call by people's own scripts with equal counts, which one came later. Scripts write a row when a
    /// call begins and complete it when it ends; a log of running totals repeats them.
    func completeness(comparedTo other: UsageEvent) -> Completeness {
        guard source >= .usageLog else { return .equal }
        if at != other.at { return at > other.at ? .more : .less }
        if progress == other.progress { return .equal }
        return progress > other.progress ? .more : .less
    }

    private var progress: Int {
        (status == .ok ? 0 : 4) + (cost.reported == nil ? 0 : 2) + (durationMilliseconds == nil ? 0 : 1)
    }
}
