// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension Report {
    /// What conversations were for (chat, cron, heartbeat, subagent …), dearest first.
    public static let kinds = Report(
        id: "kinds", title: "Usage by kind of session",
        summary: "What conversations were for (chat, cron, heartbeat, subagent …), dearest first.",
        groupBy: [.sessionKind], order: .byCost)
}
