// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSources

/// `mctl alerts conditions`
struct AlertConditions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conditions", abstract: "What is watched beside budgets.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting { try Self.show(global) }
    }

    static func show(_ global: GlobalOptions) throws {
        let plan = try global.budgets.plan()
        let document = AlertCondition.document(plan)
        Console.output(global.json ? document.rendered(as: .json) : document.text(Console.tableStyle))
    }
}

/// `mctl alerts watch`
struct AlertWatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Be warned of a condition.",
        discussion: "For example: mctl alerts watch failure-rate 5, or mctl alerts watch all")

    @Argument(help: "A condition of `mctl alerts conditions`, or all.")
    var condition: String

    @Argument(help: "Beyond what to warn, in the condition's unit.")
    var limit: Int64?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            try AlertConditions.change(global, condition) { condition in
                let json = limit.map(JSONValue.integer) ?? .bool(true)
                do { return try AlertCondition.Limit(json, of: condition, key: condition.rawValue) } catch let error
                    as SettingsError
                {
                    throw CommandFailure(status: .usage, message: error.description)
                }
            }
        }
    }
}

/// `mctl alerts ignore`
struct AlertIgnore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ignore", abstract: "Not be warned of a condition any more.")

    @Argument(help: "A condition of `mctl alerts conditions`, or all.")
    var condition: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting { try AlertConditions.change(global, condition) { _ in .off } }
    }
}

extension AlertConditions {
    fileprivate static func change(
        _ global: GlobalOptions, _ name: String, _ limit: (AlertCondition) throws -> AlertCondition.Limit
    ) throws {
        let meant = AlertCondition.allCases.filter { name == AlertSettings.everything || $0.rawValue == name }
        guard !meant.isEmpty else {
            throw CommandFailure(
                status: .noInput, message: "there is no condition “\(name)”; there are \(AlertCondition.names)")
        }
        var plan = try global.budgets.plan()
        for condition in meant { plan.conditions[condition] = try limit(condition) }
        try global.budgets.keep(plan)
        try show(global)
    }
}
