// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Every report there is.
package enum ReportCatalog {
    /// The reports that group calls, in the order in which they are listed.
    package static let usage: [UsageReport] = [
        .usage, .hourly, .daily, .weekly, .monthly, .sessions, .models, .agents, .providers, .cron, .kinds, .channels,
        .callers, .projects, .gateways, .accounts,
    ]

    /// All reports, in the order in which they are listed.
    ///
    /// - Parameters:
    ///   - prices: What models cost at present.
    ///   - subscriptions: The fees that were told.
    ///   - bills: What providers said they bill.
    package static func all(
        _ prices: PriceProvider = .embedded, _ subscriptions: SubscriptionProvider = .none,
        _ bills: BillingStore = .none
    ) -> [any Report] {
        usage + [
            CronReport(), HeartbeatReport(), SubagentReport(), TopSessionReport(), TaskReport(), ThinkingReport(prices),
            CacheReport(prices), WindowReport(), ServiceHealthReport(), ForecastReport(), WhatIfReport(prices),
            SuggestionReport(prices), SubscriptionReport(subscriptions), ReconciliationReport(bills), SummaryReport(),
        ]
    }

    /// The report with a name; nil when there is none.
    package static func report(
        id: String, _ prices: PriceProvider = .embedded, _ subscriptions: SubscriptionProvider = .none,
        _ bills: BillingStore = .none
    ) -> (any Report)? {
        let id = formerIDs[id] ?? id
        return all(prices, subscriptions, bills).first { $0.id == id }
    }

    /// Names under which reports were known before.
    package static let formerIDs = ["blocks": "windows"]
}
