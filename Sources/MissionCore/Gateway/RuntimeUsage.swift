// Mission Control
// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// What an agent's gateway has consumed in the present window, how fast, and when a limit will be reached.
///
/// The shape of `GET /api/v1/gateways/{gateway_id}/runtime-usage`. Tokens are input and output together, as limits count
/// them; tokens read from and written to caches stand beside.
public struct RuntimeUsage: Hashable, Sendable {
    /// The window that limits and totals are about.
    public struct UsageWindow: Hashable, Sendable {
        /// When it began.
        public var startedAt: Timestamp
        /// When it begins anew.
        public var resetsAt: Timestamp
        /// Milliseconds until then; 0 when it is over, or slides and never begins anew.
        public var resetInMilliseconds: Int64
    }

    /// The totals of the window and the limits they have.
    public struct Current: Hashable, Sendable {
        /// What it cost.
        public var totalCost: Money
        /// Input and output tokens.
        public var totalTokens: Int64
        /// Calls.
        public var totalCalls: Int64
        /// How many tokens there may be; nil when nothing limits them.
        public var tokenLimit: Int64?
        /// Whole percent of it used, at most 100.
        public var tokenPercent: Int64?
        /// How much it may cost; nil when nothing limits it.
        public var costLimit: Money?
        /// Whole percent of it used, at most 100.
        public var costPercent: Int64?
        /// How many messages there may be; compared with calls, never with tokens.
        public var messageLimit: Int64?
        /// Whole percent of it used, at most 100.
        public var messagePercent: Int64?
    }

    /// Consumption per minute over the last 60 minutes.
    public struct Rate: Hashable, Sendable {
        /// Input and output tokens of the last 60 minutes.
        public var recentTokens: Int64
        /// What they cost, estimates included.
        public var recentCost: Money
        /// Calls of the last 60 minutes.
        public var recentCalls: Int64

        /// Tokens per minute, to four decimals.
        public var tokensPerMinute: Decimal { BurnRate.perMinute(recentTokens) }
        /// Cost per minute, to a nanodollar.
        public var costPerMinute: Money { Money(nanodollars: recentCost.rounded(to: BurnRate.minutes)) }
    }

    /// One model's part.
    public struct ModelEntry: Hashable, Sendable {
        /// The provider's canonical name.
        public var provider: String
        /// Whose account pays.
        public var accountKey: String
        /// The model's canonical name.
        public var model: String
        /// Tokens; `total_tokens` is input and output.
        public var tokens: TokenCounts
        /// What they cost; 0 when `isUnpriced`.
        public var cost: Money
        /// Calls.
        public var calls: Int64
        /// Whether it is a paid model whose price is not known.
        public var isUnpriced: Bool

        /// `provider/model`.
        public var key: String { "\(provider)/\(model)" }
    }

    /// One conversation.
    public struct TopSession: Hashable, Sendable {
        /// Its id, as told.
        public var sessionID: String
        /// Its name, where it has one.
        public var label: String?
        /// `provider/model`, canonical.
        public var model: String?
        /// What it cost.
        public var cost: Money
        /// Input and output tokens.
        public var totalTokens: Int64
        /// When it was last active, as told.
        public var updatedAt: String?
    }

    /// Where calls were learnt from.
    public struct DataSource: Hashable, Sendable {
        /// `gateway:usage.cost`, `gateway:sessions.usage`, or `ledger:` and a kind of source.
        public var source: String
        /// How many calls it told.
        public var calls: Int64
        /// The newest of them.
        public var newestEventAt: Timestamp?
    }

    /// When it was computed.
    public var generatedAt: Timestamp
    /// The gateway.
    public var gatewayID: String
    /// The window.
    public var window: UsageWindow
    /// Totals and limits.
    public var current: Current
    /// Consumption per minute.
    public var burnRate: Rate
    /// When a limit will be reached.
    public var prediction: Prediction
    /// Models, in the order in which they were met.
    public var perModel: [ModelEntry]
    /// At most ten conversations, dearest first.
    public var topSessions: [TopSession]
    /// What the gateway answered.
    public var gateway: GatewayReading
    /// What providers say about quotas.
    public var quotaWindows: [QuotaWindow]
    /// Where the figures come from.
    public var dataSources: [DataSource]
}
