// Mission Control
// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import MissionCore

/// Which calls a report covers.
struct UsageOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only the conversation with this key or id.", valueName: "key"))
    var session: [String] = []

    @Option(help: ArgumentHelp("Only this day (2026-11-21, today, yesterday).", valueName: "day"))
    var date: String?

    @Option(help: ArgumentHelp("From this day on.", valueName: "day"))
    var since: String?

    @Option(help: ArgumentHelp("Up to this day, which is included.", valueName: "day"))
    var until: String?

    @Option(help: ArgumentHelp("Only this model, as provider/model or as the model's name alone.", valueName: "model"))
    var model: [String] = []

    @Option(help: ArgumentHelp("Only this agent.", valueName: "agent"))
    var agent: [String] = []

    @Option(help: ArgumentHelp("Only this cron job.", valueName: "id"))
    var cron: [String] = []

    @Option(help: ArgumentHelp("Only this provider.", valueName: "provider"))
    var provider: [String] = []

    @Option(
        name: .customLong("group-by"),
        help: ArgumentHelp(
            "Group by these, separated by commas: \(Dimension.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "keys"))
    var groupBy: String?

    @Option(help: ArgumentHelp("Which cost counts: auto, reported or estimated.", valueName: "mode"))
    var cost = CostMode.auto

    @Option(help: ArgumentHelp("At most so many rows.", valueName: "rows"))
    var limit: Int?

    @Flag(name: .customLong("include-synthetic"), help: "Include rows that are no model calls.")
    var includeSynthetic = false

    @Flag(help: "Print comma-separated values.")
    var csv = false

    /// The request that these options make.
    func request(zone: Zone, now: Timestamp) throws -> ReportRequest {
        let days = DayReader(today: zone.day(of: now))
        if date != nil, since != nil || until != nil {
            throw ValidationError("--date is one day; --since and --until are a range: give one or the other.")
        }
        if let limit, limit < 1 { throw ValidationError("--limit needs a number from 1 on.") }
        return ReportRequest(
            since: try days.day(date ?? since, option: date == nil ? "--since" : "--date"),
            until: try days.day(date ?? until, option: date == nil ? "--until" : "--date"),
            groupBy: try groupBy.map(Self.dimensions), filters: filters, zone: zone, costMode: cost,
            includeSynthetic: includeSynthetic, limit: limit)
    }

    private var filters: [Dimension: Set<String>] {
        let values: [Dimension: [String]] = [
            .session: session, .model: model, .agent: agent, .cron: cron, .provider: provider,
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

extension CostMode: ExpressibleByArgument {}

/// Reads days as people write them.
struct DayReader {
    let today: CivilDay

    func day(_ text: String?, option: String) throws -> CivilDay? {
        switch text {
        case nil: return nil
        case "today": return today
        case "yesterday": return today.advanced(by: -1)
        case .some(let text):
            guard let day = CivilDay(text) else {
                throw ValidationError("\(option): “\(text)” is no day; write 2026-11-21, 20261121, today or yesterday.")
            }
            return day
        }
    }
}
