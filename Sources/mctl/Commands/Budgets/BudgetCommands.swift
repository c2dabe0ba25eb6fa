// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import MissionCore
internal import MissionSources

/// `mctl budget`
struct BudgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budget", abstract: "What may be used in a day, a week, a month or a window of five hours.",
        discussion: """
            Budgets are kept in budgets.json of the data folder. Whoever serves the dashboard shows what is exceeded, and \
            `mctl budget check --exit-code` tells scripts.
            """,
        subcommands: [BudgetSet.self, BudgetListing.self, BudgetRemove.self, BudgetImport.self, BudgetCheck.self],
        defaultSubcommand: BudgetListing.self)
}

extension GlobalOptions {
    /// The budgets that are kept.
    var budgets: BudgetStore {
        BudgetStore(dataFolder: directory.path) { ModelDirectory(try PriceSource(directory).provider.current) }
    }
}

/// `mctl budget set`
struct BudgetSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Set a budget, or change the one of that name.",
        discussion: """
            For example: mctl budget set opus --model opus-4.6 --per day --usd 30 --at 80,100. With --tz its days are \
            always that zone's; without, those of whoever asks.
            """)

    @Argument(help: "What to call it: letters, digits, - _ and .")
    var id: String

    @Option(help: ArgumentHelp("US dollars.", valueName: "dollars"))
    var usd: String?

    @Option(help: ArgumentHelp("Tokens of all kinds.", valueName: "count"))
    var tokens: Int64?

    @Option(help: ArgumentHelp("Calls.", valueName: "count"))
    var calls: Int64?

    @Option(help: ArgumentHelp("day, week, month or 5h.", valueName: "period"))
    var per = Budget.Period.day

    @Option(help: ArgumentHelp("Percents beyond which to warn, with commas.", valueName: "percents"))
    var at = "50,80,100"

    @Option(
        name: .customLong("week-starts"),
        help: ArgumentHelp("The first day of its weeks: monday, sunday …", valueName: "day"))
    var weekStart: String?

    @Option(help: ArgumentHelp("Only this model, by its name, a short one, or provider/model.", valueName: "model"))
    var model: String?

    @Option(
        name: .customLong("of"),
        help: ArgumentHelp(
            "Only calls with this value.",
            discussion: "provider, agent, cron, session_kind, gateway, account, project or machine, and the value.",
            valueName: "dimension=value"))
    var scope: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            var plan = try global.budgets.plan()
            do { plan.set(try budget()) } catch let error as SettingsError {
                throw CommandFailure(status: .usage, message: error.description)
            }
            try global.budgets.keep(plan)
            Console.message("kept in \(global.budgets.path)")
            try await BudgetListing.showWhereKnown(global)
        }
    }

    private func budget() throws -> Budget {
        var members: [JSONMember] = [
            JSONMember(key: "id", value: .string(id)), JSONMember(key: "period", value: .string(per.rawValue)),
        ]
        if let usd { members.append(JSONMember(key: "usd", value: .string(usd))) }
        if let tokens { members.append(JSONMember(key: "tokens", value: .integer(tokens))) }
        if let calls { members.append(JSONMember(key: "calls", value: .integer(calls))) }
        let percents = at.split(separator: ",").map { Int64($0).map(JSONValue.integer) ?? .null }
        members.append(JSONMember(key: "thresholds", value: .array(percents)))
        if let name = global.zoneName { members.append(JSONMember(key: "tz", value: .string(name))) }
        if let weekStart { members.append(JSONMember(key: "week_starts", value: .string(weekStart))) }
        if let model, scope != nil { throw SettingsError("--model \(model)", expected: "no --of beside it") }
        if let model { members.append(JSONMember(key: "scope", value: ["model": .string(model)])) }
        if let scope {
            let parts = scope.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw SettingsError("--of", expected: "dimension=value, such as agent=main") }
            members.append(
                JSONMember(key: "scope", value: .object([JSONMember(key: parts[0], value: .string(parts[1]))])))
        }
        return try Budget(.object(members), key: "budget \(id)") {
            ModelDirectory(try PriceSource(global.directory).provider.current)
        }
    }
}

extension Budget.Period: ExpressibleByArgument {}

/// `mctl budget list`
struct BudgetListing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Every budget, and how much of it is used.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting { try await Self.show(global) }
    }

    static func show(_ global: GlobalOptions) async throws {
        let plan = try global.budgets.plan()
        if plan.budgets.isEmpty, !global.json {
            return Console.output("No budget is set. For example: mctl budget set all --usd 50 --per day\n")
        }
        let (zone, now) = (try global.zone(), Present.now)
        let statuses = try await BudgetStatus.load(plan, from: try await global.ledgerReader(), zone: zone, now: now)
        let document = BudgetList(statuses, zone: zone, now: now).document
        Console.output(global.json ? document.rendered(as: .json) : document.text(Console.tableStyle))
    }

    /// The same behind a change, which is kept also where there is no ledger yet to compare it with.
    static func showWhereKnown(_ global: GlobalOptions) async throws {
        do { try await show(global) } catch LedgerError.missing {
            Console.message("nothing has been read yet; mctl serve reads what it finds")
        }
    }
}

/// `mctl budget remove`
struct BudgetRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Forget a budget.")

    @Argument(help: "Its name.")
    var id: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            var plan = try global.budgets.plan()
            guard plan.remove(id) else { throw CommandFailure(status: .noInput, message: "there is no budget “\(id)”") }
            try global.budgets.keep(plan)
            Console.output(global.json ? JSONValue.object([]).text(.indented) : "Removed.\n")
        }
    }
}

/// `mctl budget import`
struct BudgetImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take over the budgets of a file.",
        discussion: """
            The file is JSON: {"alerts": {"dailyLimit": 50, "weeklyLimit": 200, "perModelDailyLimit": {"opus-4.6": 30}, \
            "failureRateThreshold": 5}}, in US dollars and percent; or what budgets.json has.
            """)

    @Argument(help: "The file.", completion: .file())
    var file: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            guard let data = FileManager.default.contents(atPath: file) else {
                throw CommandFailure(status: .noInput, message: "\(file) cannot be read")
            }
            var plan = try global.budgets.plan()
            let new = try global.budgets.plan(data, named: file)
            for budget in new.budgets { plan.set(budget) }
            plan.conditions.merge(new.conditions) { $1 }
            try global.budgets.keep(plan)
            Console.message("\(new.budgets.count) budgets kept in \(global.budgets.path)")
            try await BudgetListing.showWhereKnown(global)
        }
    }
}

/// `mctl budget check`
struct BudgetCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Whether anything is exceeded, for scripts and scheduled jobs.",
        discussion: """
            With --exit-code it ends with 1 where a limit is exceeded, so that `mctl budget check --exit-code && job` does not \
            start a job that is over its budget.
            """)

    @Argument(help: "Only these budgets.")
    var ids: [String] = []

    @Flag(name: .customLong("exit-code"), help: "End with 1 where a limit is exceeded.")
    var usesExitCode = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        var isExceeded = false
        try await CommandFailure.reporting {
            var plan = try global.budgets.plan()
            for id in ids where !plan.budgets.contains(where: { $0.id == id }) {
                throw CommandFailure(status: .noInput, message: "there is no budget “\(id)”")
            }
            if !ids.isEmpty { plan.budgets.removeAll { !ids.contains($0.id) } }
            let (zone, now) = (try global.zone(), Present.now)
            let statuses = try await BudgetStatus.load(
                plan, from: try await global.ledgerReader(), zone: zone, now: now)
            isExceeded = statuses.contains { $0.word == "exceeded" }
            let document = BudgetList(statuses, zone: zone, now: now).document
            Console.output(global.json ? document.rendered(as: .json) : document.text(Console.tableStyle))
        }
        if usesExitCode, isExceeded { throw ExitCode(1) }
    }
}
