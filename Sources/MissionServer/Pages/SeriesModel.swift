// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Costs over the days of a page, told apart by name, beside those of the period before.
struct SeriesModel: Sendable {
    let kind: BreakdownKind
    let grain: Granularity
    let series: CostSeries
    /// What each bucket of the period before cost, by its place; empty where there is none.
    let previous: [Money]
    /// The sums of each name in the period before; nil where there is none.
    let previousShares: [String?: UsageSums]?
    /// The colours of names; they go by what names cost over all time, so that they stay when days and filters change.
    let colors: SeriesColors

    /// Asks a ledger.
    static func load(_ kind: BreakdownKind, _ state: PageState, from reader: any LedgerReader) async throws
        -> SeriesModel
    {
        let bounds = state.bounds(try await reader.state())
        let grain = Granularity(forDays: bounds.upperBound.number - bounds.lowerBound.number + 1)
        var query = state.query
        query.groupBy = [grain.dimension] + kind.grouping
        let series = CostSeries(try await reader.usage(query), times: grain.times(in: bounds), name: kind.name)

        var previous: [Money] = []
        var shares: [String?: UsageSums]?
        if let days = state.previousDays(bounds), let window = state.previousWindow(bounds) {
            query.window = window
            let rows = try await reader.usage(query)
            let before = CostSeries(rows, times: grain.times(in: days), name: kind.name)
            // The bucket of now is compared with a part of the one that stands in its place.
            previous = before.buckets.map(\.sums.cost)
            shares = Dictionary(before.shares.map { ($0.name, $0.sums) }) { first, _ in first }
        }
        return SeriesModel(
            kind: kind, grain: grain, series: series, previous: previous, previousShares: shares,
            colors: SeriesColors(
                ranked: try await ranking(kind, state.zone, reader), shown: series.leading()))
    }

    /// All names, by what they cost over all time.
    static func ranking(
        _ kind: BreakdownKind, _ zone: Zone, _ reader: any LedgerReader
    ) async throws -> [String?] {
        let rows = try await reader.usage(UsageQuery(groupBy: kind.grouping, zone: zone))
        var sums: [String?: UsageSums] = [:]
        for row in rows { sums[kind.name(row.keys), default: UsageSums()] += row.sums }
        return sums.map { UsageShare(name: $0, sums: $1) }
            .mostExpensiveFirst(\.sums.costRank, name: \.displayName).map(\.name)
    }
}

extension SeriesModel {
    /// A name's cost over the days, as a column.
    var trend: ReportTableView.Drawing {
        ReportTableView.Drawing(title: "Trend") { row in
            guard case .name(let name)? = row.cells.first else { return .empty }
            let title = "Cost by \(grain.rawValue)"
            return Markup(chart: Sparkline(series.costs(of: name), title: title, width: 96, height: 22).svg)
        }
    }

    /// The page's view of one name's calls only; nil for other cells, and for what cannot be asked of a ledger.
    func link(_ key: String, _ row: ReportRow, _ state: PageState) -> String? {
        guard key == "name", kind.isFilter, case .name(let name?)? = row.cells.first else { return nil }
        return state.adding(PageState.Filter(dimension: kind.dimension, value: name))
    }
}
