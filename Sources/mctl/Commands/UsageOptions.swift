// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
package import MissionCore

/// Which calls a report covers.
struct UsageOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only the conversation with this key or id.", valueName: "key"))
    var session: [String] = []

    @OptionGroup var range: RangeOptions

    @Option(help: ArgumentHelp("Only this model, as provider/model or as the model's name alone.", valueName: "model"))
    var model: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only this agent; outside OpenClaw a program, with or without its project (“Claude Code (site)”).",
            valueName: "agent"))
    var agent: [String] = []

    @Option(help: ArgumentHelp("Only this cron job.", valueName: "id"))
    var cron: [String] = []

    @Option(help: ArgumentHelp("Only this provider.", valueName: "provider"))
    var provider: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("Only this project.", valueName: "project"))
    var project: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only conversations of this kind: \(SessionKind.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "kind"))
    var kind: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only calls that ended so: \(CallStatus.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "status"))
    var status: [String] = []

    @Option(
        name: .customLong("group-by"),
        help: ArgumentHelp(
            "Group by these, separated by commas: \(Dimension.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "keys"))
    var groupBy: String?

    @Flag(name: .shortAndLong, help: "Show below each row what each model had of it.")
    var breakdown = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "asc or desc: earliest or latest first; where it is by cost, cheapest or dearest.",
            valueName: "order"))
    var order: SortDirection?

    @Option(
        name: [.long, .customLong("mode"), .customShort("m")],
        help: ArgumentHelp(
            "Which cost counts: auto, reported (or display) or estimated (or calculate).", valueName: "mode"))
    var cost = CostMode.auto

    @Option(help: ArgumentHelp("At most so many rows.", valueName: "rows"))
    var limit: Int?

    @Flag(name: .customLong("include-synthetic"), help: "Include rows that are no model calls.")
    var includeSynthetic = false

    @Flag(help: "Print comma-separated values.")
    var csv = false

    @Flag(help: "Print Markdown.")
    var md = false

    @Flag(help: "Print the narrowest table: what matters most, in short figures.")
    var compact = false

    /// What ccusage needs it for is always so here: nothing is fetched.
    @Flag(name: [.long, .customShort("O")], help: .hidden)
    var offline = false

    /// The request that these options make.
    ///
    /// - Throws: That they make no sense.
    func request(zone: Zone, now: Timestamp) throws -> ReportRequest {
        let days = try range.days(today: zone.day(of: now))
        if let limit, limit < 1 { throw ValidationError("--limit needs a number from 1 on.") }
        return ReportRequest(
            since: days.since, until: days.until, groupBy: try groupBy.map(Self.dimensions), filters: filters,
            zone: zone, costMode: cost, includeSynthetic: includeSynthetic, limit: limit, direction: order,
            isBrokenDown: breakdown)
    }

    /// Checks that these options go together and that a report has them.
    func check(_ options: ReportOptions, _ global: GlobalOptions) throws {
        if csv, global.json { throw ValidationError("Choose --json or --csv.") }
        if md, csv || global.json { throw ValidationError("Choose --md or another format.") }
        var missing = csv && !options.formats.contains(.csv) ? ["--csv"] : []
        if !options.isGroupable {
            missing += (groupBy == nil ? [] : ["--group-by"]) + (breakdown ? ["--breakdown"] : [])
        }
        if !missing.isEmpty { throw ValidationError("This report has no \(missing.joined(separator: " and no ")).") }
        // So that a mistake in them is told before anything is opened.
        _ = try request(zone: try global.zone(), now: Present.now)
    }

    /// Answers a report's question in the format that was asked for.
    ///
    /// CSV has no place for notes: they go to standard error.
    ///
    /// - Parameter change: What a command asks beyond these options.
    func show(
        _ report: any Report, _ global: GlobalOptions, change: (inout ReportRequest, Timestamp) -> Void = { _, _ in }
    ) async throws {
        let now = Present.now
        var request = try request(zone: try global.zone(), now: now)
        change(&request, now)
        let reader = try await global.ledgerReader()
        var document = try await report.load(reader, request, now: now)
        let format: OutputFormat = global.json ? .json : csv ? .csv : md ? .markdown : .table
        let unmatched = try await UnmatchedFilters.notes(filters, from: reader)
        let told = Set((format == .table ? document.shownNotes.map(\.text) : document.warnings))
        document.notes += [ReportNote](unmatched.filter { !told.contains($0) }, for: .programs)
        if format == .csv {
            for note in document.warnings { Console.message(note) }
        } else {
            tell(unmatched, isInTable: format == .table && told.isSuperset(of: unmatched))
        }
        var style = Console.tableStyle
        style.isCompact = compact
        Console.output(document.rendered(as: format, style: style))
    }

    /// Names the values of filters that nothing in the ledger has, on standard error.
    ///
    /// - Parameter isInTable: Whether what goes to standard output says it, too; on a terminal people need it once.
    func tell(_ unmatched: [String], isInTable: Bool = false) {
        if isInTable, Console.isOutputWatched, Console.isWatched { return }
        for note in unmatched { Console.message(note) }
    }

    var filters: [Dimension: Set<String>] {
        let values: [Dimension: [String]] = [
            .session: session, .model: model, .agent: agent, .cron: cron, .provider: provider, .project: project,
            .sessionKind: kind, .status: status,
        ]
        return values.filter { !$0.value.isEmpty }.mapValues(Set.init)
    }

    private static func dimensions(_ text: String) throws -> [Dimension] {
        try text.split(separator: ",").map { name in
            let name = name.trimmingPrefix(" ")
            guard let dimension = Dimension(rawValue: String(name)) else {
                let names = Dimension.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("“\(name)” cannot be grouped by. Choose from: \(names).")
            }
            return dimension
        }
    }
}

extension CostMode: ExpressibleByArgument {
    /// The mode's name, also the one that ccusage gives it.
    package init?(argument: String) {
        switch argument {
        case "display": self = .reported
        case "calculate": self = .estimated
        default: self.init(rawValue: argument)
        }
    }
}

extension SortDirection: ExpressibleByArgument {}
