// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSQLite

/// `mctl prices …`
struct Prices: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prices", abstract: "The prices that costs are estimated with.",
        subcommands: [
            PricesList.self, PricesCheck.self, PricesUpdate.self, PricesHistory.self, PricesUndo.self,
            AgreementCommand.self, Reprice.self,
        ])
}

/// `mctl prices list`
struct PricesList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Every price, where it comes from, and what accounts pay instead.")

    @Option(help: ArgumentHelp("Only this price file.", valueName: "provider"))
    var provider: String?

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let source = try PriceSource(global.directory)
            let rows = source.provider.current.listing.filter { provider == nil || $0.provider == provider }
            guard !rows.isEmpty else {
                throw CommandFailure(status: .usage, message: "there is no price file “\(provider ?? "")”")
            }
            let listing = PriceListing(rows: rows, agreements: source.agreed)
            Console.output(global.json ? listing.json.text(.indented) : listing.text)
        }
    }
}

/// `mctl prices check`
struct PricesCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Validate the price data, and say for each model in the ledger whether it has a price.",
        discussion: """
            Updates, agreements and a file named by RUNTIME_USAGE_PRICING_FILE are validated too; a bad one ends with exit \
            code 78.
            """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting {
            var book = try PriceSource(global.directory).provider.current
            var rows: [UsageRow] = []
            // Prices can be checked before there is a ledger.
            if let ledger = try? await global.ledgerReader() {
                rows = try await ledger.usage(PriceCheck.question)
                book = try await book.withPrices(ofSourcesIn: ledger)
            }
            let check = PriceCheck(book: book, rows: rows, now: SystemClock().now)
            Console.output(global.json ? check.json.text(.indented) : check.text)
        }
    }
}
