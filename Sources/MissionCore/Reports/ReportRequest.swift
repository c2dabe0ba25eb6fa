// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a caller wants of a report beyond its defaults.
package struct ReportRequest: Hashable, Sendable {
    /// The first local day; nil leaves the beginning open, or to the report's default when `until` is nil too.
    package var since: CivilDay?
    /// The last local day, included; nil leaves the end open, or to the report's default when `since` is nil too.
    package var until: CivilDay?
    /// Another grouping than the report's own; nil keeps it.
    package var groupBy: [Dimension]?
    /// For each dimension named, the values of which one must match.
    package var filters: [Dimension: Set<String>]
    /// Whose days.
    package var zone: Zone
    /// Which cost counts.
    package var costMode: CostMode
    /// Whether rows that are no calls are included.
    package var includeSynthetic: Bool
    /// At most so many rows; nil for all. Totals always cover all of them.
    package var limit: Int?
    /// Another direction than the report's own: time first to last, cost most expensive first.
    package var direction: SortDirection?
    /// Whether each row is to be told model by model, too.
    package var isBrokenDown: Bool
    /// What is asked of one report alone, by ``ReportParameter/key``.
    package var parameters: [String: [String]] = [:]

    /// A request; without arguments it is the report as its author meant it, in UTC.
    package init(
        since: CivilDay? = nil, until: CivilDay? = nil, groupBy: [Dimension]? = nil,
        filters: [Dimension: Set<String>] = [:], zone: Zone = .utc, costMode: CostMode = .auto,
        includeSynthetic: Bool = false, limit: Int? = nil, direction: SortDirection? = nil, isBrokenDown: Bool = false
    ) {
        self.since = since
        self.until = until
        self.groupBy = groupBy
        self.filters = filters
        self.zone = zone
        self.costMode = costMode
        self.includeSynthetic = includeSynthetic
        self.limit = limit
        self.direction = direction
        self.isBrokenDown = isBrokenDown
    }
}

extension ReportRequest {
    /// The days it asks about.
    ///
    /// - Throws: ``ReportError/emptyRange(since:until:)``.
    func range() throws -> ReportRange {
        if let since, let until, until < since { throw ReportError.emptyRange(since: since, until: until) }
        return ReportRange(since: since, until: until, zone: zone)
    }

    /// The question it puts to a ledger, without grouping.
    ///
    /// - Throws: ``ReportError``.
    func query() throws -> UsageQuery {
        if let filter = Dimension.allCases.first(where: { $0.granularity != nil && filters[$0] != nil }) {
            throw ReportError.timeFilter(filter)
        }
        return UsageQuery(
            window: try range().window, filters: filters, zone: zone, costMode: costMode,
            includeSynthetic: includeSynthetic)
    }
}

/// Which end of an order comes first.
package enum SortDirection: String, Hashable, Sendable, CaseIterable {
    /// Earliest, alphabetically first or cheapest.
    case ascending = "asc"
    /// Latest, alphabetically last or dearest.
    case descending = "desc"
}

/// A request that cannot be answered because of the request.
package enum ReportError: Error, Hashable, CustomStringConvertible {
    /// Two dimensions of time in one grouping.
    case twoGrains(Dimension, Dimension)
    /// The same dimension twice in one grouping.
    case repeated(Dimension)
    /// A filter on a dimension of time.
    case timeFilter(Dimension)
    /// The last day lies before the first.
    case emptyRange(since: CivilDay, until: CivilDay)
    /// A report's own parameter that it needs, or that has a value which means nothing to it.
    case parameter(String, expected: String)

    /// For people.
    package var description: String {
        switch self {
        case .twoGrains(let first, let second):
            "grouping by \(first.rawValue) and by \(second.rawValue) at once is not possible: choose one of them"
        case .repeated(let dimension): "\(dimension.rawValue) is named twice in the grouping"
        case .timeFilter(let dimension): "\(dimension.rawValue) cannot be filtered: use since and until"
        case .emptyRange(let since, let until): "the last day (\(until)) lies before the first (\(since))"
        case .parameter(let key, let expected): "\(key) needs \(expected)"
        }
    }
}
