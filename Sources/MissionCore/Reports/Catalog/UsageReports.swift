// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Calls grouped by one thing.
extension UsageReport {
    /// What all calls together consumed and cost.
    package static let usage = UsageReport(
        id: "usage", title: "Usage", summary: "What all calls together consumed and cost.",
        groupBy: [], order: .byKey)

    /// Usage and cost of each day.
    package static let daily = UsageReport(
        id: "daily", title: "Usage by day", summary: "Usage and cost of each day.",
        groupBy: [.day], order: .byKey)

    /// Usage and cost of each ISO week, named by its Monday.
    package static let weekly = UsageReport(
        id: "weekly", title: "Usage by week", summary: "Usage and cost of each ISO week, named by its Monday.",
        groupBy: [.week], order: .byKey)

    /// Usage and cost of each month.
    package static let monthly = UsageReport(
        id: "monthly", title: "Usage by month", summary: "Usage and cost of each month.",
        groupBy: [.month], order: .byKey)

    /// Conversations, most expensive first.
    package static let sessions = UsageReport(
        id: "sessions", title: "Usage by session", summary: "Conversations, most expensive first.",
        groupBy: [.session], order: .byCost)

    /// Models, most expensive first.
    package static let models = UsageReport(
        id: "models", title: "Usage by model", summary: "Models, most expensive first.",
        groupBy: [.model], order: .byCost, figures: .comparison)

    /// Agents, most expensive first.
    package static let agents = UsageReport(
        id: "agents", title: "Usage by agent", summary: "Agents, most expensive first.",
        groupBy: [.agent], order: .byCost)

    /// Providers, most expensive first.
    package static let providers = UsageReport(
        id: "providers", title: "Usage by provider", summary: "Providers, most expensive first.",
        groupBy: [.provider], order: .byCost)

    /// Scheduled jobs, most expensive first; calls that no job made are not in it.
    package static let cron = UsageReport(
        id: "cron", title: "Usage by cron job",
        summary: "Scheduled jobs, most expensive first; calls that no job made are not in it.",
        groupBy: [.cron], order: .byCost, only: .cron)

    /// What conversations were for (chat, cron, heartbeat, subagent …), most expensive first.
    package static let kinds = UsageReport(
        id: "kinds", title: "Usage by kind of session",
        summary: "What conversations were for (chat, cron, heartbeat, subagent …), most expensive first.",
        groupBy: [.sessionKind], order: .byCost)

    /// Usage and cost of each local hour.
    package static let hourly = UsageReport(
        id: "hourly", title: "Usage by hour", summary: "Usage and cost of each local hour.",
        groupBy: [.hour], order: .byKey)

    /// Messaging channels, most expensive first.
    package static let channels = UsageReport(
        id: "channels", title: "Usage by channel", summary: "Messaging channels, most expensive first.",
        groupBy: [.channel], order: .byCost)

    /// Scripts and components that called, as they name themselves, most expensive first.
    package static let callers = UsageReport(
        id: "callers", title: "Usage by caller",
        summary: "Scripts and components that called, as they name themselves, most expensive first.",
        groupBy: [.caller], order: .byCost)

    /// Projects, most expensive first.
    package static let projects = UsageReport(
        id: "projects", title: "Usage by project", summary: "Projects, most expensive first.",
        groupBy: [.project], order: .byCost)

    /// Gateways, most expensive first.
    package static let gateways = UsageReport(
        id: "gateways", title: "Usage by gateway", summary: "Gateways, most expensive first.",
        groupBy: [.gateway], order: .byCost)

    /// Accounts and credentials, most expensive first.
    package static let accounts = UsageReport(
        id: "accounts", title: "Usage by account", summary: "Accounts and credentials, most expensive first.",
        groupBy: [.account], order: .byCost)
}
