// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Report {
    /// Scheduled jobs, dearest first; calls that no job made are not in it.
    public static let cron = Report(
        id: "cron", title: "Usage by cron job",
        summary: "Scheduled jobs, dearest first; calls that no job made are not in it.",
        groupBy: [.cron], order: .byCost, only: .cron)
}
