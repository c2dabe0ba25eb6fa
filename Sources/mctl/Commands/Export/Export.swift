// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore

/// `mctl export`
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "A report, all calls, or a summary to send, as a file.",
        discussion: """
            Any report of `mctl reports` as CSV, JSON, NDJSON, Markdown or PDF; costs as FOCUS 1.2; with --events every call, \
            one a line. A PDF without --report is a summary: mctl export --month 2026-10 --output october.pdf. Cells that a \
            spreadsheet would run are kept from it unless --raw is given. A PDF needs the program rsvg-convert (Debian's \
            package librsvg2-bin).
            """)

    @Option(
        help: ArgumentHelp(
            "csv, json, ndjson, md, pdf or focus.", discussion: "Default: what the file's name ends in, else csv.",
            valueName: "format"))
    var format: ExportFormat?

    @Option(
        help: ArgumentHelp(
            "Which report.", discussion: "Default: daily; summary for pdf.", valueName: "report"))
    var report: String?

    @Option(help: ArgumentHelp("The file to write; - for standard output.", valueName: "file"))
    var output: String?

    @Flag(help: "Write cells as they are, also those that a spreadsheet would run as a formula.")
    var raw = false

    @Flag(help: "Every call, the newest first, instead of a report; csv or ndjson.")
    var events = false

    @Option(
        help: ArgumentHelp(
            "With --events: only calls behind this cursor, the last one of an export that was interrupted.",
            discussion: "What follows has no header: appended to the rest it is one file.", valueName: "cursor"))
    var after: String?

    @Option(help: ArgumentHelp("The sheets of a PDF: a4 or letter.", valueName: "size"))
    var paper = PaperSize.a4

    @Option(
        name: .customLong("with"),
        help: ArgumentHelp(
            "What one report alone is asked, such as to=anthropic/claude-haiku-4-5 for what-if.",
            valueName: "key=value"))
    var parameters: [String] = []

    @OptionGroup var usage: UsageOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        let format = try chosenFormat()
        if format == .pdf, (output ?? "-") == "-", Console.isOutputWatched {
            throw ValidationError("A PDF is nothing for a terminal: name a file with --output.")
        }
        if raw, format != .csv, format != .focus { throw ValidationError("--raw is for csv and focus.") }
        if after != nil, !events { throw ValidationError("--after goes with --events.") }
        if let after, EventCursor(after) == nil {
            throw ValidationError("--after: “\(after)” is no cursor; take the last one of the export before.")
        }
        try events ? checkEvents(format) : checkReport(format)
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let format = try chosenFormat()
            try await events ? exportEvents(format) : exportReport(format)
        }
    }

    /// The format that is named, by an option or by the file's name.
    private func chosenFormat() throws -> ExportFormat {
        let flags: [(Bool, ExportFormat)] = [(global.json, .json), (usage.csv, .csv), (usage.md, .markdown)]
        let named = Set([format].compactMap(\.self) + flags.filter(\.0).map(\.1))
        guard named.count < 2 else { throw ValidationError("Choose one format.") }
        if let format = named.first { return format }
        let ending = output.flatMap { $0.split(separator: "/").last?.split(separator: ".").dropFirst().last }
        return ending.flatMap { ExportFormat(rawValue: $0.lowercased()) } ?? (events ? .ndjson : .csv)
    }
}

// MARK: Reports

extension Export {
    private func checkReport(_ format: ExportFormat) throws {
        let report = try chosenReport(format)
        var options = format == .focus ? FocusReport().options : report.options
        options.formats = Set(OutputFormat.allCases)
        try usage.check(options, global)
        if format == .focus, usage.breakdown || usage.order != nil {
            throw ValidationError("focus has its own rows: --breakdown and --order do not go with it.")
        }
        _ = try requestParameters(of: report)
    }

    private func chosenReport(
        _ format: ExportFormat, prices: PriceProvider = .embedded, subscriptions: SubscriptionProvider = .none,
        bills: BillingStore = .none
    ) throws -> any Report {
        guard let name = report else { return ReportExport.standard(for: format) }
        guard let report = ReportCatalog.report(id: name, prices, subscriptions, bills) else {
            throw ValidationError("there is no report “\(name)”; `mctl reports` lists them.")
        }
        return report
    }

    /// What `--with` says, by key.
    private func requestParameters(of report: any Report) throws -> [String: [String]] {
        var values: [String: [String]] = [:]
        let known = report.options.parameters.map(\.key)
        for text in parameters {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, known.contains(parts[0]) else {
                let keys = known.isEmpty ? "nothing of its own" : known.map { "\($0)=…" }.joined(separator: ", ")
                throw ValidationError("--with \(text): the report \(report.id) is asked \(keys).")
            }
            values[parts[0], default: []].append(parts[1])
        }
        return values
    }

    private func exportReport(_ format: ExportFormat) async throws {
        let now = Present.now
        let subscriptions = SubscriptionFile(global.directory).provider
        let report = try chosenReport(
            format, prices: try PriceSource().provider, subscriptions: subscriptions,
            bills: BillsFile(global.directory).store)
        var request = try usage.request(zone: try global.zone(), now: now)
        request.parameters = try requestParameters(of: report)
        // One total has no rows to break down: its parts are the models.
        if request.isBrokenDown, request.groupBy == nil, report.options.groupBy.isEmpty { request.groupBy = [.model] }
        let export = ReportExport(report, request, as: format)
        let document = try await export.document(from: try await global.ledgerReader(), now: now)
        if [.csv, .ndjson, .focus].contains(format) { document.warnings.forEach(Console.message) }
        let destination = ExportDestination(output)
        if let text = document.exported(as: format, isRaw: raw) { return try destination.write(Array(text.utf8)) }
        let pages = document.paper(madeAt: now).pages(on: paper)
        do { try destination.write(try await SVGPrinter().pdf(of: pages, madeAt: now)) } catch let error as PaperError {
            throw CommandFailure(status: .unavailable, message: error.description)
        }
    }
}

// MARK: Calls

extension Export {
    private func checkEvents(_ format: ExportFormat) throws {
        guard format == .csv || format == .ndjson else { throw ValidationError("--events is csv or ndjson.") }
        let named = [
            (report != nil, "--report"), (!parameters.isEmpty, "--with"), (usage.groupBy != nil, "--group-by"),
            (usage.breakdown, "--breakdown"), (usage.order != nil, "--order"),
        ]
        if let option = named.first(where: \.0)?.1 {
            throw ValidationError("--events is about single calls: \(option) does not go with it.")
        }
        try usage.check(ReportOptions(), global)
    }

    private func exportEvents(_ format: ExportFormat) async throws {
        let request = try usage.request(zone: try global.zone(), now: Present.now)
        let reader = try await global.ledgerReader()
        usage.tell(try await UnmatchedFilters.notes(usage.filters, from: reader))
        var export = try EventExport(request, as: format)
        export.isRaw = raw
        export.after = after.flatMap(EventCursor.init)
        let file = try ExportDestination(output).open()
        let progress = try await export.run(from: reader) { try file.write($0) }
        try file.close()
        if let next = progress.next {
            Console.message("\(progress.calls.groupedString) calls; what follows: --after \(next.text)")
        }
    }
}

extension ExportFormat: ExpressibleByArgument {}
extension PaperSize: ExpressibleByArgument {}
