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
    /// - Parameter prices: What models cost at present.
    package static func all(_ prices: PriceProvider = .embedded) -> [any Report] {
        usage + [
            CronReport(), HeartbeatReport(), SubagentReport(), BlockReport(), ServiceHealthReport(), ForecastReport(),
            WhatIfReport(prices), SuggestionReport(prices),
        ]
    }

    /// The report with a name; nil when there is none.
    package static func report(id: String, _ prices: PriceProvider = .embedded) -> (any Report)? {
        all(prices).first { $0.id == id }
    }
}
