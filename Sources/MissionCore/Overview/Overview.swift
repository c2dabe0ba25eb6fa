// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Everything that a status screen, the page and `/api/costs` show, as one value.
package struct Overview: Hashable, Sendable {
    /// When it was made.
    package var now: Timestamp
    /// Whose days.
    package var zone: Zone
    /// Which cost counts.
    package var costMode: CostMode
    /// Today so far.
    package var today: UsageSums
    /// Yesterday.
    package var yesterday: UsageSums
    /// This month so far.
    package var thisMonth: UsageSums
    /// The month before, whole.
    package var lastMonth: UsageSums
    /// What this month will cost; nil when there is nothing to go by.
    package var forecast: Forecast?
    /// The last 60 minutes.
    package var recent: RecentUse
    /// Every day of the range, first to last, without gaps.
    package var daily: [DayUsage]
    /// The last 24 hours of the local clock, first to last, without gaps.
    package var hourly: [HourUsage]
    /// All of the range together.
    package var totals: UsageSums
    /// Models over the range, most expensive first.
    package var byModel: [UsageShare]
    /// Agents over the range, most expensive first.
    package var byAgent: [UsageShare]
    /// The most expensive conversations of the range.
    package var topSessions: [SessionSummary]
    /// The newest calls, newest first.
    package var newestCalls: [RecordedEvent]
    /// Where the ledger stands.
    package var ledger: LedgerState

    /// What this month will cost, as far as its calls and those of the days before are known; unknown when there is nothing
    /// to go by, or when nothing is known of the month, although zero can be projected from that.
    package var projected: KnownAmount {
        guard let forecast, thisMonth.knownCost != nil || forecast.expected != .zero else { return KnownAmount(nil) }
        let hasGap = ([thisMonth, lastMonth] + daily.map(\.sums)).contains(where: \.knownAmount.isPartial)
        return KnownAmount(forecast.expected, isPartial: hasGap)
    }

    /// How fast the last 60 minutes were.
    package var burnRate: BurnRate { recent.rate }

    /// What must be said beside the figures of the range.
    package var warnings: [String] {
        UsageNotes(totals, costMode: costMode).sentences
    }
}

/// A local day and its sums.
package struct DayUsage: Hashable, Sendable {
    /// The day.
    package var day: CivilDay
    /// Its sums.
    package var sums: UsageSums

    package init(day: CivilDay, sums: UsageSums) {
        self.day = day
        self.sums = sums
    }
}

/// An hour of the local clock and its sums.
package struct HourUsage: Hashable, Sendable {
    /// The hour; one that the clock repeats is one hour here.
    package var hour: LocalHour
    /// Its sums.
    package var sums: UsageSums

    package init(hour: LocalHour, sums: UsageSums) {
        self.hour = hour
        self.sums = sums
    }
}
