// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl prices agreement`
struct AgreementCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreement", abstract: "What accounts pay instead of list prices.",
        discussion: """
            Calls of the account are stamped by it when they come in. It changes nothing that was counted: `mctl reprice` does. \
            Costs that agents recorded go on counting where they are plausible.
            """,
        subcommands: [AgreementSet.self, AgreementShow.self, AgreementRemove.self])
}

/// Which calls an agreement is about.
struct AgreementSubject: ParsableArguments {
    @Argument(help: "The account, as `mctl accounts` names it.")
    var account: String

    @Option(help: ArgumentHelp("Only this provider's models.", valueName: "provider"))
    var provider: String?

    @Option(help: ArgumentHelp("Only this model, as provider/model or the model alone.", valueName: "model"))
    var model: String?

    func validate() throws {
        if account.isEmpty { throw ValidationError("The account needs a name.") }
        if provider != nil, model?.contains("/") == true {
            throw ValidationError(
                "--model names a provider already: leave out --provider or the part before the slash.")
        }
    }

    /// The provider's canonical name.
    var canonicalProvider: String? { provider.map { NameRules.provider($0) } ?? name?.provider }

    /// The model's, without provider.
    var canonicalModel: String? {
        guard let model else { return nil }
        return name?.model ?? ModelName(recordedProvider: provider ?? "", recordedModel: model).model
    }

    private var name: ModelName? {
        guard let model, let slash = model.firstIndex(of: "/") else { return nil }
        return ModelName(
            recordedProvider: String(model[..<slash]), recordedModel: String(model[model.index(after: slash)...]))
    }
}

/// `mctl prices agreement set`
struct AgreementSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Tells what an account pays: a discount, or rates of its own.",
        discussion: """
            Rates are dollars per million tokens. The narrowest agreement counts: one about a model before one about a \
            provider, and that before one about the account; of equals the one that began last.
            """)

    @OptionGroup var subject: AgreementSubject

    @Option(help: ArgumentHelp("Per cent off the list price, such as 15 or 12.5.", valueName: "percent"))
    var discount: String?

    @Option(help: ArgumentHelp("What input costs.", valueName: "dollars"))
    var input: String?

    @Option(help: ArgumentHelp("What output costs.", valueName: "dollars"))
    var output: String?

    @Option(help: ArgumentHelp("What input read from a cache costs; as input by default.", valueName: "dollars"))
    var cacheRead: String?

    @Option(help: ArgumentHelp("What input written to a cache costs; as input by default.", valueName: "dollars"))
    var cacheWrite: String?

    @Option(
        name: .customLong("cache-write-1h"),
        help: ArgumentHelp("The same for an hour; as for five minutes by default.", valueName: "dollars"))
    var cacheWriteHour: String?

    @Option(help: ArgumentHelp("The first day, UTC, on which it holds; today by default.", valueName: "day"))
    var from: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        _ = try terms()
        _ = try day()
    }

    private func day() throws -> CivilDay {
        let today = CivilDay(number: Present.now.seconds.floorDivided(by: 86_400))
        return try DayReader(today: today).day(from, option: "--from") ?? today
    }

    private func terms() throws -> Agreement.Terms {
        let rates = [input, output, cacheRead, cacheWrite, cacheWriteHour]
        if let discount {
            guard rates.allSatisfy({ $0 == nil }) else {
                throw ValidationError("Give a discount or rates, not both.")
            }
            guard let part = Agreement.discount(discount) else {
                throw ValidationError("“\(discount)” is no discount: give per cent, from 0 to 100.")
            }
            return .discount(part)
        }
        let read = try rates.map { try $0.map(Self.rate) }
        guard let input = read[0], let output = read[1] else {
            throw ValidationError("Give --discount, or --input and --output.")
        }
        return .rates(
            RateCard(input: input, output: output, cacheRead: read[2], cacheWrite5m: read[3], cacheWrite1h: read[4]))
    }

    private static func rate(_ text: String) throws -> Rate {
        guard let rate = Agreement.rate(text) else {
            throw ValidationError("“\(text)” is no rate: give dollars per million tokens, such as 3 or 0.25.")
        }
        return rate
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let file = AgreementFile(global.directory)
            var list = try file.read()
            list.set(
                Agreement(
                    account: subject.account, provider: subject.canonicalProvider, model: subject.canonicalModel,
                    from: try day(), terms: try terms()))
            try file.write(list)
            if global.json { Console.output(list.json.text(.indented)) }
        }
    }
}

/// `mctl prices agreement list`
struct AgreementShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The agreements that are kept.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let list = try AgreementFile(global.directory).read()
            if global.json { return Console.output(list.json.text(.indented)) }
            Console.output(
                list.agreements.isEmpty
                    ? "No agreement is kept; `mctl prices agreement set ACCOUNT --discount 15` adds one.\n" : list.text)
        }
    }
}

/// `mctl prices agreement remove`
struct AgreementRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Forgets what an account has agreed on; all of it, or what is named.")

    @OptionGroup var subject: AgreementSubject

    @Option(help: ArgumentHelp("Only the one that began on this day.", valueName: "day"))
    var from: String?

    @OptionGroup var global: GlobalOptions

    private func day() throws -> CivilDay? {
        try DayReader(today: CivilDay(number: Present.now.seconds.floorDivided(by: 86_400)))
            .day(from, option: "--from")
    }

    func validate() throws { _ = try day() }

    func run() async throws {
        try await CommandFailure.reporting {
            let file = AgreementFile(global.directory)
            var list = try file.read()
            let count = list.remove(
                account: subject.account, provider: subject.canonicalProvider, model: subject.canonicalModel,
                from: try day())
            guard count > 0 else {
                throw CommandFailure(status: .noInput, message: "no such agreement of “\(subject.account)” is kept")
            }
            try file.write(list)
            if global.json { Console.output(list.json.text(.indented)) }
        }
    }
}
