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

    /// What to look at later, to see whether it worked.
    package struct Check: Hashable, Sendable {
        /// A figure and where it should go.
        package var sentence: String
        /// The report that has the figure, by its name.
        package var report: String
        /// Which calls to ask it about.
        package var filters: [Dimension: Set<String>]
        /// How to group them, where the report does not say.
        package var groupBy: Dimension?
    }

    package var kind: Kind
    /// What it is about: a job, an agent, a conversation, a provider.
    package var subject: String
    /// The model to use instead, where it is about a model.
    package var model: ModelName?
    /// What shows it.
    package var evidence: [Evidence]
    /// Which calls it is about: these filters select exactly those that `calls` and `cost` count.
    package var filters: [Dimension: Set<String>]
    /// Which of their costs `cost` is: what they count as, or their list price.
    package var costMode: CostMode
    /// How many these are.
    package var calls: Int64
    /// What they cost in the window, as far as it is known.
    package var cost: KnownAmount
    /// Those among them that show it.
    package var behind: CallList
    /// What it would save in 30 days; nil where nothing is known of that.
    package var saving: SavingEstimate?
    /// What to look at later, to see whether it worked.
    package var check: Check

    /// - Parameters:
    ///   - group: The calls that `filters` select.
    ///   - savings: What each day would have saved; nil for those of the group.
    ///   - days: How many days were looked at.
    init(
        _ kind: Kind, _ subject: String, model: ModelName? = nil, evidence: [Evidence],
        filters: [Dimension: Set<String>], costMode: CostMode, _ group: AdviceGroup,
        savings: [CivilDay: Money]? = nil, days: Int, check: Check
    ) {
        let sums = group.sums.counted(by: costMode)
        (self.kind, self.subject, self.model, self.evidence) = (kind, subject, model, evidence)
        (self.filters, self.costMode, self.check) = (filters, costMode, check)
        (calls, cost, behind) = (sums.calls, sums.knownAmount, group.shown)
        saving = SavingEstimate(savings ?? group.savings, days: days)
    }
}
