// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Everything that a status screen, the page and `/api/costs` show, as one value.
public struct Overview: Hashable, Sendable {
    /// When it was made.
    public var now: Timestamp
    /// Whose days.
    public var zone: Zone
    /// Which cost counts.
    public var costMode: CostMode
    /// Today so far.
    public var today: UsageSums
    /// Yesterday.
    public var yesterday: UsageSums
    /// This month so far.
    public var thisMonth: UsageSums
    /// The month before, whole.
    public var lastMonth: UsageSums
    /// What this month will cost; nil when there is nothing to go by.
    public var forecast: Forecast?
    /// The last 60 minutes.
    public var burnRate: BurnRate
    /// Every day of the range, first to last, without gaps.
    public var daily: [DayUsage]
    /// The last 24 hours of the local clock, first to last, without gaps.
    public var hourly: [HourUsage]
    /// All of the range together.
    public var totals: UsageSums
    /// Models over the range, dearest first.
    public var byModel: [UsageShare]
    /// Agents over the range, dearest first.
    public var byAgent: [UsageShare]
    /// The dearest conversations of the range.
    public var topSessions: [SessionSummary]
    /// The newest calls, newest first.
    public var newestCalls: [RecordedEvent]
    /// Where the ledger stands.
    public var ledger: LedgerState

    /// What this month will cost, as far as its calls and those of the days before are known; unknown when there is nothing
    /// to go by, or when nothing is known of the month, although zero can be projected from that.
    public var projected: KnownAmount {
        guard let forecast, thisMonth.knownCost != nil || forecast.expected != .zero else { return KnownAmount(nil) }
        let hasGap = ([thisMonth, lastMonth] + daily.map(\.sums)).contains(where: \.knownAmount.isPartial)
        return KnownAmount(forecast.expected, isPartial: hasGap)
    }

    /// What must be said beside the figures of the range.
    public var warnings: [String] {
        UsageNotes(totals, costMode: costMode).sentences
    }
}

/// A local day and its sums.
public struct DayUsage: Hashable, Sendable {
    /// The day.
    public var day: CivilDay
    /// Its sums.
    public var sums: UsageSums

    /// Makes a day.
    public init(day: CivilDay, sums: UsageSums) {
        self.day = day
        self.sums = sums
    }
}

/// An hour of the local clock and its sums.
public struct HourUsage: Hashable, Sendable {
    /// The hour; one that the clock repeats is one hour here.
    public var hour: LocalHour
    /// Its sums.
    public var sums: UsageSums

    /// Makes an hour.
    public init(hour: LocalHour, sums: UsageSums) {
        self.hour = hour
        self.sums = sums
    }
}
