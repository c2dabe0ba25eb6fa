// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionBilling
internal import MissionCore

/// Which bills a command is about, and how it shows them.
struct BillOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only this provider: anthropic, openai or openrouter.", valueName: "provider"))
    var provider: [BillingProvider] = []

    @OptionGroup var range: RangeOptions

    @Option(help: ArgumentHelp("At most so many rows.", valueName: "rows"))
    var limit: Int?

    @Flag(help: "Print comma-separated values.")
    var csv = false

    @Flag(help: "Print Markdown.")
    var md = false

    /// Checks that these options go together.
    func check(_ global: GlobalOptions) throws {
        if [csv, md, global.json].count(where: { $0 }) > 1 {
            throw ValidationError("Choose one of --json, --csv and --md.")
        }
        if let limit, limit < 1 { throw ValidationError("--limit needs a number from 1 on.") }
        do { _ = try days(Present.now) } catch let error as ReportError { throw ValidationError(error.description) }
    }

    /// The request that they make. Days are UTC days, whatever zone is asked for.
    func request(_ now: Timestamp) throws -> ReportRequest {
        let days = try range.days(today: Zone.utc.day(of: now))
        var request = ReportRequest(since: days.since, until: days.until, zone: .utc, limit: limit)
        if !provider.isEmpty { request.parameters["provider"] = provider.map(\.rawValue) }
        return request
    }

    /// The days that bills are asked for.
    func days(_ now: Timestamp) throws -> ClosedRange<CivilDay> {
        let request = try request(now)
        return try BillingRange.days(since: request.since, until: request.until, now: now)
    }

    /// Compares what is kept of bills with the ledger and prints it.
    func show(_ global: GlobalOptions) async throws {
        let now = Present.now
        let report = ReconciliationReport(BillsFile(global.directory).store)
        let document = try await report.load(try await global.ledgerReader(), try request(now), now: now)
        let format: OutputFormat = global.json ? .json : csv ? .csv : md ? .markdown : .table
        // CSV has no place for notes.
        if format == .csv { for note in document.warnings { Console.message(note) } }
        Console.output(document.rendered(as: format, style: Console.tableStyle))
    }
}

extension BillingProvider: ExpressibleByArgument {}
extension BillingEndpoint: ExpressibleByArgument {}
