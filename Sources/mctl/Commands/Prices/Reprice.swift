// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSQLite

/// `mctl reprice`
struct Reprice: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reprice",
        abstract: "Price the calls that came in without a price, by the prices that are known now.",
        discussion: """
            Calls that have a cost keep it: a new price never changes what was counted. `mctl serve` and `mctl ingest` do the \
            same by themselves. What was changed, and by which prices, is kept in the ledger's table `repricings`.
            """)

    @Flag(help: "Only the calls without a price: there is no other way, and this says so.")
    var unpriced = false

    @Flag(help: "Say what would change, and change nothing.")
    var dryRun = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard unpriced else {
            throw ValidationError("reprice needs --unpriced: only calls without a price are priced again.")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let prices = try PriceSource().provider.current
            // A dry run can look on while somebody else writes.
            let existing = try global.reader()
            let ledger = dryRun ? existing : try SQLiteLedger(path: global.directory.ledger, mode: .readWrite)
            let book = try await prices.withPrices(ofSourcesIn: ledger)
            let repricing = try await ledger.reprice(by: book, isDryRun: dryRun)
            try ledger.close()
            let outcome = RepriceOutcome(repricing: repricing, isDryRun: dryRun)
            Console.output(global.json ? outcome.json.text(.indented) : outcome.text)
        }
    }
}

/// What a repricing tells.
struct RepriceOutcome {
    var repricing: Repricing
    var isDryRun: Bool

    var text: String {
        let left = repricing.examined - repricing.calls
        guard repricing.examined > 0 else { return "Every call has a price or a cost.\n" }
        var text = ""
        if repricing.calls > 0 {
            text += "\(summary)\n"
        }
        if left > 0 {
            text += "\(Self.calls(left)) still \(left == 1 ? "has" : "have") no price: see `mctl prices check`.\n"
        }
        return text
    }

    /// What became of the calls that have a price now.
    var summary: String {
        let verb = isDryRun ? "would get" : "got"
        return "\(Self.calls(repricing.calls)) without a price \(verb) one: \(repricing.after.displayString) in all."
    }

    var json: JSONValue {
        let flags: JSONValue = ["schema_version": 1, "dry_run": .bool(isDryRun)]
        return flags.appending(repricing.json)
    }

    private static func calls(_ count: Int64) -> String {
        count == 1 ? "1 call" : "\(count.groupedString) calls"
    }
}
