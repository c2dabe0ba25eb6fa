// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// What an agent's gateway has consumed in the present window, how fast, and when a limit will be reached.
///
/// The shape of `GET /api/v1/gateways/{gateway_id}/runtime-usage`. Tokens are input and output together, as limits count
/// them; tokens read from and written to caches stand beside.
package struct RuntimeUsage: Hashable, Sendable {
    /// The window that limits and totals are about.
    package struct UsageWindow: Hashable, Sendable {
        /// When it began.
        package var startedAt: Timestamp
        /// When it begins anew.
        package var resetsAt: Timestamp
        /// Milliseconds until then; 0 when it is over, or slides and never begins anew.
        package var resetInMilliseconds: Int64
    }

    /// The totals of the window and the limits they have.
    package struct Current: Hashable, Sendable {
        /// What it cost.
        package var totalCost: Money
        /// Input and output tokens.
        package var totalTokens: Int64
        /// Calls.
        package var totalCalls: Int64
        /// How many tokens there may be; nil when nothing limits them.
        package var tokenLimit: Int64?
        /// Whole percent of it used, at most 100.
        package var tokenPercent: Int64?
        /// How much it may cost; nil when nothing limits it.
        package var costLimit: Money?
        /// Whole percent of it used, at most 100.
        package var costPercent: Int64?
        /// How many messages there may be; compared with calls, never with tokens.
        package var messageLimit: Int64?
        /// Whole percent of it used, at most 100.
        package var messagePercent: Int64?
    }

    /// Consumption per minute over the last 60 minutes.
    package struct Rate: Hashable, Sendable {
        /// Input and output tokens of the last 60 minutes.
        package var recentTokens: Int64
        /// What they cost, estimates included.
        package var recentCost: Money
        /// Calls of the last 60 minutes.
        package var recentCalls: Int64

        /// Tokens per minute, to four decimals.
        package var tokensPerMinute: Decimal { BurnRate.perMinute(recentTokens) }
        /// Cost per minute, to a nanodollar.
        package var costPerMinute: Money { Money(nanodollars: recentCost.rounded(to: BurnRate.minutes)) }
    }

    /// One model's part.
    package struct ModelEntry: Hashable, Sendable {
        /// The provider's canonical name.
        package var provider: String
        /// Whose account pays.
        package var accountKey: String
        /// The model's canonical name.
        package var model: String
        /// Tokens; `total_tokens` is input and output.
        package var tokens: TokenCounts
        /// What they cost; 0 when `isUnpriced`.
        package var cost: Money
        /// Calls.
        package var calls: Int64
        /// Whether it is a paid model whose price is not known.
        package var isUnpriced: Bool

        /// `provider/model`.
        package var key: String { "\(provider)/\(model)" }
    }

    /// One conversation.
    package struct TopSession: Hashable, Sendable {
        /// Its id, as told.
        package var sessionID: String
        /// Its name, where it has one.
        package var label: String?
        /// `provider/model`, canonical.
        package var model: String?
        /// What it cost.
        package var cost: Money
        /// Input and output tokens.
        package var totalTokens: Int64
        /// When it was last active, as told.
        package var updatedAt: String?
    }

    /// Where calls were learnt from.
    package struct DataSource: Hashable, Sendable {
        /// `gateway:usage.cost`, `gateway:sessions.usage`, or `ledger:` and a kind of source.
        package var source: String
        /// How many calls it told.
        package var calls: Int64
        /// The newest of them.
        package var newestEventAt: Timestamp?
    }

    /// When it was computed.
    package var generatedAt: Timestamp
    /// The gateway.
    package var gatewayID: String
    /// The window.
    package var window: UsageWindow
    /// Totals and limits.
    package var current: Current
    /// Consumption per minute.
    package var burnRate: Rate
    /// When a limit will be reached.
    package var prediction: Prediction
    /// Models, in the order in which they were met.
    package var perModel: [ModelEntry]
    /// At most ten conversations, most expensive first.
    package var topSessions: [TopSession]
    /// What the gateway answered.
    package var gateway: GatewayReading
    /// What providers say about quotas.
    package var quotaWindows: [QuotaWindow]
    /// Where the figures come from.
    package var dataSources: [DataSource]
}
