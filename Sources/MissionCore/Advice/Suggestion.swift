// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Something that would cost less, with what shows it.
package struct Suggestion: Hashable, Sendable {
    /// What to change.
    package enum Kind: String, Sendable, CaseIterable {
        /// Heartbeats run on a model that costs much more than its provider's small one.
        case smallerHeartbeatModel = "smaller_heartbeat_model"
        /// A scheduled job's short replies come from a large model.
        case smallerCronModel = "smaller_cron_model"
        /// The same long context is sent again and again without a cache.
        case cacheContext = "cache_context"
        /// A cache of 5 minutes runs out between one wake and the next.
        case longerCache = "longer_cache"
        /// Calls that failed were paid for.
        case paidFailures = "paid_failures"
        /// Many calls in a row failed in a short time.
        case retryStorm = "retry_storm"
        /// One conversation costs many times what others do.
        case runawaySession = "runaway_session"
        /// A scheduled job runs and hardly ever has anything to say.
        case idleCronJob = "idle_cron_job"
        /// Nearly all output is thinking, for short answers.
        case lessThinking = "less_thinking"
    }

    /// A figure that shows it.
    package struct Evidence: Hashable, Sendable {
        /// What the figure is, in lower case.
        package var name: String
        /// The figure as people read it.
        package var value: String
    }

    package var kind: Kind
    /// What it is about: a job, an agent, a conversation, a provider.
    package var subject: String
    /// The model to use instead, where it is about a model.
    package var model: ModelName?
    /// What shows it.
    package var evidence: [Evidence]
    /// Which calls are behind it.
    package var filters: [Dimension: Set<String>]
    /// How many these are.
    package var calls: Int64
    /// What they cost in the window, at list price.
    package var cost: Money
    /// What it would save in 30 days.
    package var saving: SavingEstimate
    /// What to look at later, to see whether it worked: a figure and where it should go.
    package var check: String
}

/// What a change would save in 30 days.
package struct SavingEstimate: Hashable, Sendable {
    package var expected: Money
    /// Holds in four of five cases when days go on to differ as much as those behind did.
    package var likely: ClosedRange<Money>

    /// - Parameters:
    ///   - savings: What each day would have saved; days without any are not in it.
    ///   - days: How many days were looked at: at least 1.
    package init(_ savings: [CivilDay: Money], days: Int) {
        let count = max(1, days)
        let values = savings.values.map(\.approximateDollars)
        let total = values.reduce(0, +)
        let mean = total / Double(count)
        let zeros = Double(max(0, count - values.count))
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } + zeros * mean * mean
        // Of a single day nothing is known about how days differ.
        let variance = count > 1 ? squares / Double(count - 1) : mean * mean
        // The days to come vary, and the mean of the days behind is itself uncertain.
        let margin = 1.2816 * (variance * (30 + 900 / Double(count))).squareRoot()
        expected = Self.money(30 * mean)
        likely = Self.money(max(0, 30 * mean - margin))...Self.money(max(0, 30 * mean + margin))
    }

    private static func money(_ dollars: Double) -> Money {
        Money(nanodollars: Int64(exactly: (dollars * Double(Money.nanodollarsPerDollar)).rounded()) ?? .max)
    }
}
