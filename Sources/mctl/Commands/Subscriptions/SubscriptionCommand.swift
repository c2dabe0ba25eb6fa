// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl subscription`
struct SubscriptionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscription", abstract: "Flat fees that accounts pay.",
        discussion: "`mctl subscriptions` shows them beside what the calls would have cost.",
        subcommands: [SubscriptionSet.self, SubscriptionShow.self, SubscriptionRemove.self])
}

/// `mctl subscription set`
struct SubscriptionSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Tells what an account pays a month.",
        discussion: "Accounts are named as `mctl usage --group-by account` names them.")

    @Argument(help: "The account.")
    var account: String

    @Argument(help: "Dollars a month, such as 20 or 99.50.")
    var fee: String

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if account.isEmpty { throw ValidationError("The account needs a name.") }
        if amount == nil { throw ValidationError("“\(fee)” is no fee: give dollars a month, such as 20 or 99.50.") }
    }

    private var amount: Money? { Money(decimalDollars: fee).flatMap { $0 >= .zero ? $0 : nil } }

    func run() async throws {
        try await CommandFailure.reporting {
            let file = SubscriptionFile(global.directory)
            var list = try file.read()
            list.set(Subscription(account: account, monthlyFee: amount ?? .zero))
            try file.write(list)
            if global.json { Console.output(list.json.text(.indented)) }
        }
    }
}

/// `mctl subscription list`
struct SubscriptionShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The fees that are kept.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let list = try SubscriptionFile(global.directory).read()
            if global.json { return Console.output(list.json.text(.indented)) }
            let rows = list.subscriptions.map { [$0.account, $0.monthlyFee.displayString] }
            Console.output(
                rows.isEmpty
                    ? "No fee is kept; `mctl subscription set ACCOUNT FEE` adds one.\n"
                    : Columns([["Account", "A month"]] + rows).text)
        }
    }
}

/// `mctl subscription remove`
struct SubscriptionRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Forgets an account's fee.")

    @Argument(help: "The account.")
    var account: String

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let file = SubscriptionFile(global.directory)
            var list = try file.read()
            guard list.remove(account) else {
                throw CommandFailure(status: .noInput, message: "no fee is kept for “\(account)”")
            }
            try file.write(list)
            if global.json { Console.output(list.json.text(.indented)) }
        }
    }
}

/// `mctl subscriptions`
struct Subscriptions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscriptions", abstract: SubscriptionReport().summary,
        discussion: "This month until today, or what --since and --until name. `mctl subscription set` tells a fee.")

    @OptionGroup var usage: UsageOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws { try usage.check(SubscriptionReport().options, global) }

    func run() async throws {
        try await CommandFailure.reporting {
            try await usage.show(SubscriptionReport(SubscriptionFile(global.directory).provider), global)
        }
    }
}
