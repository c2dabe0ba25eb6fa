// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSQLite
internal import MissionSources

/// `mctl alerts list`
struct AlertList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "What is so now, worst first.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let (plan, zone, now) = (try global.budgets.plan(), try global.zone(), Present.now)
            let alerts = try await AlertStanding.load(
                plan, global.alertSettings.read(), from: try await global.ledgerReader(), zone: zone, now: now,
                looksAtHistory: true)
            let document = AlertStanding.document(alerts, zone: zone, now: now)
            if global.json { return Console.output(document.rendered(as: .json)) }
            if alerts.isEmpty {
                let why =
                    plan.isEmpty ? "No budget is set: mctl budget set all --usd 50 --per day" : "Nothing is exceeded."
                return Console.output(why + "\n")
            }
            Console.output(document.text(Console.tableStyle))
        }
    }
}

/// `mctl alerts history`
struct AlertHistory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "What has fired, newest first.",
        discussion: "It is kept by `mctl serve` and `mctl alerts deliver`, which look at budgets again and again.")

    @Option(help: ArgumentHelp("At most so many.", valueName: "count"))
    var limit = 50

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let records = try await global.ledgerReader().alertHistory(before: nil, limit: limit)
            let document = AlertRecord.document(records, zone: try global.zone(), now: Present.now)
            if global.json { return Console.output(document.rendered(as: .json)) }
            Console.output(records.isEmpty ? "Nothing has fired.\n" : document.text(Console.tableStyle))
        }
    }
}

/// `mctl alerts deliveries`
struct AlertDeliveries: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries", abstract: "Messages to channels: which wait, have arrived, or were given up.")

    @Option(help: ArgumentHelp("Only these: waiting, delivered or dead.", valueName: "state"))
    var state: Delivery.State?

    @Option(help: ArgumentHelp("At most so many.", valueName: "count"))
    var limit = 50

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let deliveries = try await global.ledgerReader().deliveries(state, limit: limit)
            let document = Delivery.document(deliveries, zone: try global.zone(), now: Present.now)
            if global.json { return Console.output(document.rendered(as: .json)) }
            Console.output(deliveries.isEmpty ? "There is no message.\n" : document.text(Console.tableStyle))
        }
    }
}

extension Delivery.State: ExpressibleByArgument {}
