// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Every report there is.
public enum ReportCatalog {
    /// The reports, in the order in which they are listed.
    public static let all: [Report] = [
        .usage, .daily, .weekly, .monthly, .sessions, .models, .agents, .providers, .cron, .kinds,
    ]

    /// The report with a name; nil when there is none.
    public static func report(id: String) -> Report? {
        all.first { $0.id == id }
    }
}
