// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSQLite

/// `mctl reprice`
struct Reprice: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reprice",
        abstract: "Price calls again, by the prices that are known now.",
        discussion: """
            A new price never changes what was counted. With --unpriced, calls that came in without a price get one; \
            `mctl serve` and `mctl ingest` do that by themselves. With days, the estimates of those days' calls are made again, \
            each by the price of its own time: what agents recorded goes on counting where it is plausible, a call that would \
            lose its price keeps it, and --dry-run shows to the nanodollar what would change. That is kept in the ledger's table \
            `repricings` with who did it, and --undo takes it back.
            """)

    @Flag(help: "Only the calls without a price.")
    var unpriced = false

    @Flag(help: "Take a repricing back: the one of the number that follows, or the last.")
    var undo = false

    @Flag(help: "List what was priced again, and by whom.")
    var history = false

    @Argument(help: "The number of the repricing to take back.")
    var number: Int64?

    @OptionGroup var range: RangeOptions

    @Option(help: ArgumentHelp("Only this model, as provider/model or as the model's name alone.", valueName: "model"))
    var model: [String] = []

    @Option(help: ArgumentHelp("Only this provider.", valueName: "provider"))
    var provider: [String] = []

    @Option(help: ArgumentHelp("Only this agent.", valueName: "agent"))
    var agent: [String] = []

    @Option(help: ArgumentHelp("Only this account.", valueName: "account"))
    var account: [String] = []

    @Flag(help: "Say what would change, and change nothing.")
    var dryRun = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        let isSelected = !range.isOpen
        guard [unpriced, undo, history, isSelected].filter({ $0 }).count == 1 else {
            throw ValidationError(
                "reprice needs one of --unpriced, days such as --since 2026-11-01, --undo and --history.")
        }
        guard isSelected || filters.isEmpty else { throw ValidationError("Only days can be narrowed by filters.") }
        guard number == nil || undo else { throw ValidationError("A number goes with --undo.") }
        guard !dryRun || !history else { throw ValidationError("--history changes nothing.") }
        if isSelected { _ = try selection() }
    }

    private var filters: [Dimension: Set<String>] {
        let values: [Dimension: [String]] = [.model: model, .provider: provider, .agent: agent, .account: account]
        return values.filter { !$0.value.isEmpty }.mapValues(Set.init)
    }

    func run() async throws {
        try await CommandFailure.reporting {
            if history { return try await showHistory() }
            // A dry run can look on while somebody else writes.
            let existing = try global.reader()
            // Whoever reads keeps the writer from leaving one file.
            if !dryRun { try existing.close() }
            let ledger = dryRun ? existing : try SQLiteLedger(path: global.directory.ledger, mode: .readWrite)
            let outcome: RepriceOutcome
            do {
                outcome = RepriceOutcome(repricing: try await repricing(ledger), isDryRun: dryRun)
            } catch {
                // However it ends, the ledger is left as one file.
                try? ledger.close()
                throw error
            }
            try ledger.close()
            Console.output(global.json ? outcome.json.text(.indented) : outcome.text)
        }
    }

    private func repricing(_ ledger: SQLiteLedger) async throws -> Repricing {
        if undo {
            do { return try await ledger.undoRepricing(number, actor: SystemUser.name, isDryRun: dryRun) } catch let
                error
                as RepricingError
            {
                throw CommandFailure(status: .noInput, message: error.description)
            }
        }
        let prices = try PriceSource(global.directory).provider.current
        let book = try await prices.withPrices(ofSourcesIn: ledger)
        if unpriced { return try await ledger.reprice(by: book, isDryRun: dryRun) }
        let selection = try selection()
        return try await ledger.reprice(
            RepricingRequest(
                query: selection.query, selection: selection.text, by: book, actor: SystemUser.name, isDryRun: dryRun))
    }

    /// Which calls, and the same in words.
    private func selection() throws -> (query: UsageQuery, text: String) {
        let zone = try global.zone()
        let days = try range.days(today: zone.day(of: Present.now))
        var window = Window.always
        if let since = days.since { window.start = zone.start(of: since) }
        if let until = days.until { window.end = zone.start(of: until.advanced(by: 1)) }
        guard window.start < window.end else { throw ValidationError("The last day lies before the first.") }
        let start = days.since.map { "from \($0)" }
        let end = days.until.map { "until \($0)" }
        let named = filters.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { "\($0.key.rawValue) \($0.value.sorted().joined(separator: " or "))" }
        let text = ([start, end].compactMap(\.self).joined(separator: " ") + " (\(zone.name))", named)
        return (
            UsageQuery(window: window, filters: filters, zone: zone), ([text.0] + text.1).joined(separator: ", ")
        )
    }

    private func showHistory() async throws {
        let ledger = try global.reader()
        let listing = RepricingHistory(repricings: try await ledger.repricings(limit: 1000))
        try ledger.close()
        Console.output(global.json ? listing.json.text(.indented) : listing.text)
    }
}

/// What was priced again, newest first.
struct RepricingHistory {
    var repricings: [Repricing]

    var text: String {
        guard !repricings.isEmpty else { return "Nothing was priced again.\n" }
        let header = ["No.", "When", "What", "Calls", "Before", "After", "Difference", "By", "Which"]
        let rows = repricings.map { one in
            [
                one.id.map { "\($0)" } ?? "", one.at.iso8601, what(one), one.calls.groupedString,
                one.before.decimalString, one.after.decimalString, one.difference.decimalString,
                one.actor.isEmpty ? "mctl" : one.actor,
                one.selection.isEmpty ? "calls without a price" : one.selection,
            ]
        }
        return "US dollars.\n" + Columns([header] + rows).text
    }

    private func what(_ repricing: Repricing) -> String {
        switch repricing.kind {
        case .unpriced: "first price"
        case .selected: repricing.undoneBy.map { "repriced, undone by \($0)" } ?? "repriced"
        case .undo: "undoes \(repricing.undoes.map { "\($0)" } ?? "")"
        }
    }

    var json: JSONValue {
        [
            "schema_version": 1,
            "repricings": .array(
                repricings.map { one -> JSONValue in
                    let head: JSONValue = ["number": JSONValue(one.id), "what": .string(one.kind.rawValue)]
                    return head.appending(one.json)
                }),
        ]
    }
}
