// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Every report there is.
public enum ReportCatalog {
    /// The reports that group calls, in the order in which they are listed.
    public static let usage: [UsageReport] = [
        .usage, .daily, .weekly, .monthly, .sessions, .models, .agents, .providers, .cron, .kinds,
    ]

    /// All reports, in the order in which they are listed.
    public static let all: [any Report] =
        usage + [CronReport(), HeartbeatReport(), SubagentReport(), BlockReport(), ServiceHealthReport()]

    /// The report with a name; nil when there is none.
    public static func report(id: String) -> (any Report)? {
        all.first { $0.id == id }
    }
}
