// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSources

/// `mctl status`
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "One screen: today, this month, where it is heading, how fast, and what limit comes first.")

    @OptionGroup var limits: LimitOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let screen = try await StatusScreen.load(
                global, limits: limits.limits, from: try await global.ledgerReader())
            Console.output(global.json ? screen.document.rendered(as: .json) : screen.text(Console.tableStyle))
        }
    }
}

extension StatusScreen {
    /// Everything that the screen shows, as of now.
    ///
    /// - Parameter limits: What was asked for goes before the budgets that are set.
    /// - Throws: `LedgerError`, `SettingsError`.
    static func load(
        _ global: GlobalOptions, limits: WindowLimits, from reader: any LedgerReader
    ) async throws -> StatusScreen {
        let (zone, now, plan) = (try global.zone(), Present.now, try global.budgets.plan())
        let overview = try await Overview.load(from: reader, zone: zone, now: now)
        let quotas = try await GatewayQuotas.load(from: reader, now: now)
        let current = try await CurrentUsage.load(
            from: reader, now: now, recent: overview.recent, limits: limits.filled(from: WindowLimits(plan)),
            quotas: quotas)
        let alerts = try await AlertStanding.load(
            plan, global.alertSettings.read(), from: reader, zone: zone, now: now, looksAtHistory: false)
        return StatusScreen(
            overview, quotas: quotas, current: current, alerts: alerts.filter(\.isUrgent).map(\.alert))
    }
}
