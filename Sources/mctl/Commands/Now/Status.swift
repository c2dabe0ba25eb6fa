// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl status`
struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "One screen: today, this month, where it is heading, how fast, and what limit comes first.")

    @OptionGroup var limits: LimitOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let screen = try await StatusScreen.load(
                from: try global.reader(), zone: try global.zone(), now: SystemClock().now, limits: limits.limits)
            Console.output(global.json ? screen.document.rendered(as: .json) : screen.text(Console.tableStyle))
        }
    }
}

extension StatusScreen {
    /// Everything that the screen shows.
    ///
    /// - Throws: `LedgerError`.
    static func load(
        from reader: any LedgerReader, zone: Zone, now: Timestamp, limits: WindowLimits
    ) async throws -> StatusScreen {
        let overview = try await Overview.load(from: reader, zone: zone, now: now)
        let quotas = try await GatewayQuotas.load(from: reader, now: now)
        let current = try await CurrentUsage.load(
            from: reader, zone: zone, now: now, limits: limits, quotas: quotas)
        return StatusScreen(overview, quotas: quotas, current: current)
    }
}
