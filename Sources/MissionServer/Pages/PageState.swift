// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// What an address says about a page: which days, whose zone, which calls, and what belongs to that page alone.
///
/// Everything that a reader can choose is in it, so that a link reproduces the view.
struct PageState: Sendable {
    /// One value that calls must have.
    struct Filter: Hashable, Sendable {
        var dimension: MissionCore.Dimension
        var value: String
    }

    /// The page's path, without parameters.
    var path: String
    var range: PageRange
    var zone: Zone
    /// Whether the address names the zone; else it is the server's.
    var hasZone: Bool
    /// In the order of the address.
    var filters: [Filter]
    /// The page's own parameters.
    var parameters: [String: String]
    /// When the page was asked for.
    var now: Timestamp

    /// Reads an address.
    ///
    /// - Parameter own: The parameters that this page has beside those of all pages.
    /// - Throws: ``Problem`` for a parameter that is not known or makes no sense.
    init(_ request: Request, own: [String], zone: Zone, now: Timestamp) throws {
        let parameters = try QueryParameters(
            request, allowed: ["range", "since", "until", "tz"] + own, repeatable: Self.dimensions.map(\.rawValue),
            isForm: true)
        path = request.uri.path
        self.now = now
        self.zone = try parameters.zone(default: zone)
        hasZone = parameters["tz"] != nil
        range = try Self.range(parameters)
        filters = Self.dimensions.flatMap { dimension in
            parameters.all(dimension.rawValue).map { Filter(dimension: dimension, value: $0) }
        }
        self.parameters = own.reduce(into: [:]) { $0[$1] = parameters[$1] }
    }

    /// What an address without parameters says.
    init(path: String, zone: Zone, now: Timestamp) {
        (self.path, self.zone, self.now) = (path, zone, now)
        (range, hasZone, filters, parameters) = (.standard, false, [], [:])
    }

    /// By what calls can be filtered.
    static let dimensions = ReportRoutes.filters

    private static func range(_ parameters: QueryParameters) throws -> PageRange {
        let names = PageRange.Name.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
        let name = try parameters.value("range", expected: "one of \(names)", read: PageRange.Name.init(rawValue:))
        let (since, until) = (try parameters.day("since"), try parameters.day("until"))
        if since == nil, until == nil { return name.map(PageRange.named) ?? .standard }
        if name != nil { throw Problem.badParameter("range", expected: "no `since` and `until` beside it") }
        if let since, let until, until < since {
            throw Problem.badParameter("until", expected: "a day that is not before `since`")
        }
        return .days(since, until)
    }

    /// The local day of now.
    var today: CivilDay { zone.day(of: now) }

    /// The first and the last day, both included; nil leaves an end open.
    var days: (since: CivilDay?, until: CivilDay?) { range.days(today: today) }

    /// What a report is asked.
    var request: ReportRequest {
        ReportRequest(since: days.since, until: days.until, filters: filterSets, zone: zone)
    }

    /// The filters as ledgers want them.
    var filterSets: [MissionCore.Dimension: Set<String>] {
        filters.reduce(into: [:]) { $0[$1.dimension, default: []].insert($1.value) }
    }

    /// The days as reports name them.
    var reportRange: ReportRange { ReportRange(since: days.since, until: days.until, zone: zone) }

    /// What a ledger is asked, without grouping.
    var query: UsageQuery { UsageQuery(window: reportRange.window, filters: filterSets, zone: zone) }

    /// The page's calls of all days.
    var everything: UsageQuery { UsageQuery(filters: filterSets, zone: zone) }

    /// A parameter of the page's own, where it is one of some values.
    ///
    /// - Throws: ``Problem`` for any other value.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, default standard: Choice
    ) throws -> Choice {
        guard let text = parameters[name] else { return standard }
        let names = Choice.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
        guard let choice = Choice(rawValue: text) else {
            throw Problem.badParameter(name, expected: "one of \(names)")
        }
        return choice
    }

    /// The order that `sort` and `dir` name; without them the most expensive comes first.
    ///
    /// - Throws: ``Problem`` for a column that is none of `columns`.
    func sorting(by columns: [String]) throws -> ReportTableView.Sorting {
        let key = parameters["sort"] ?? "cost"
        guard columns.contains(key) else {
            let known = columns.map { "`\($0)`" }.joined(separator: ", ")
            throw Problem.badParameter("sort", expected: "one of \(known)")
        }
        return ReportTableView.Sorting(key: key, direction: try choice("dir", default: SortDirection.descending)) {
            setting(["sort": $0, "dir": $1.rawValue])
        }
    }
}
