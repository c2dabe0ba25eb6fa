// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Report {
    /// Scheduled jobs, dearest first; calls that no job made are the row without a name.
    public static let cron = Report(
        id: "cron", title: "Usage by cron job",
        summary: "Scheduled jobs, dearest first; calls that no job made are the row without a name.",
        groupBy: [.cron], order: .byCost)
}
