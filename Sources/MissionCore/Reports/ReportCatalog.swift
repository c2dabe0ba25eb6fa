// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Every report there is.
package enum ReportCatalog {
    /// The reports that group calls, in the order in which they are listed.
    package static let usage: [UsageReport] = [
        .usage, .daily, .weekly, .monthly, .sessions, .models, .agents, .providers, .cron, .kinds,
    ]

    /// All reports, in the order in which they are listed.
    ///
    /// - Parameters:
    ///   - prices: What models cost at present.
    ///   - subscriptions: The fees that were told.
    package static func all(
        _ prices: PriceProvider = .embedded, _ subscriptions: SubscriptionProvider = .none
    ) -> [any Report] {
        usage + [
            CronReport(), HeartbeatReport(), SubagentReport(), BlockReport(), ServiceHealthReport(), ForecastReport(),
            WhatIfReport(prices), SuggestionReport(prices), SubscriptionReport(subscriptions),
        ]
    }

    /// The report with a name; nil when there is none.
    package static func report(
        id: String, _ prices: PriceProvider = .embedded, _ subscriptions: SubscriptionProvider = .none
    ) -> (any Report)? {
        all(prices, subscriptions).first { $0.id == id }
    }
}
