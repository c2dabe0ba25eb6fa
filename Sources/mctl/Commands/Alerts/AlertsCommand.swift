// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSources

/// `mctl alerts`
struct AlertsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts", abstract: "What is exceeded now, worst first.",
        subcommands: [AlertList.self, AlertTest.self, AlertChannelCommand.self], defaultSubcommand: AlertList.self)
}

/// `mctl alerts list`
struct AlertList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "What is exceeded now, worst first.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let plan = try global.budgets.plan()
            let (zone, now) = (try global.zone(), Present.now)
            let alerts = try await Alert.load(plan, from: try global.reader(), zone: zone, now: now)
            if global.json { return Console.output(Alert.document(alerts, zone: zone, now: now).rendered(as: .json)) }
            if alerts.isEmpty {
                let why =
                    plan.isEmpty ? "No budget is set: mctl budget set all --usd 50 --per day" : "Nothing is exceeded."
                return Console.output(why + "\n")
            }
            Console.output(Alert.document(alerts, zone: zone, now: now).text(Console.tableStyle))
        }
    }
}
