// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionBilling
internal import MissionCore

/// What commands about OpenRouter's account need.
struct OpenRouterOptions: ParsableArguments {
    /// For tests: a server on this computer that stands in for OpenRouter.
    @Option(name: .customLong("base-url"), help: .hidden)
    var standIn: String?

    func validate() throws {
        if let standIn, BillingOrigin(standIn: standIn) == nil {
            throw ValidationError(
                "--base-url: only http://127.0.0.1:PORT and http://[::1]:PORT can stand in for a provider.")
        }
    }

    /// A client with the key that is kept.
    func client(_ global: GlobalOptions) throws -> BillingClient {
        let key = try BillingProvider.openrouter.key(in: try BillingKeyFile(global.directory).read())
        return BillingClient(
            .openrouter, at: standIn.flatMap(BillingOrigin.init(standIn:)), key: key, clock: Present.clock)
    }
}

/// `mctl reconcile credits`
struct ReconcileCredits: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "credits", abstract: "Ask OpenRouter how many credits were bought and used.")

    @OptionGroup var openRouter: OpenRouterOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let credits = try await openRouter.client(global).credits()
            let version: JSONValue = ["schema_version": 1]
            if global.json { return Console.output(version.appending(credits.json).text(.indented)) }
            Console.output(
                Columns([
                    ["Bought", credits.bought.displayString], ["Used", credits.used.displayString],
                    ["Left", credits.left.displayString],
                ]).text)
        }
    }
}

/// `mctl reconcile generation`
struct ReconcileGeneration: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generation", abstract: "Ask OpenRouter what one request cost.",
        discussion: "Seconds after a request OpenRouter may not know it yet.")

    @Argument(help: "The id of its answer: gen-….")
    var id: String

    @OptionGroup var openRouter: OpenRouterOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        let isID = !id.isEmpty && id.utf8.count <= 128 && id.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
        if !isID { throw ValidationError("“\(id.displayable)” is no id of a generation.") }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let generation = try await openRouter.client(global).generation(id)
            let version: JSONValue = ["schema_version": 1]
            if global.json { return Console.output(version.appending(generation.json).text(.indented)) }
            var rows = [
                ["Model", generation.model.displayable], ["Answered by", generation.providerName?.displayable ?? "–"],
                ["Billed", "$\(generation.amount.decimalString)"],
            ]
            if let amount = generation.ownKeyAmount { rows.append(["With your own key", "$\(amount.decimalString)"]) }
            if let tokens = generation.tokens {
                rows += [["Input", tokens.input.groupedString], ["Output", tokens.output.groupedString]]
            }
            Console.output(Columns(rows).text)
        }
    }
}
