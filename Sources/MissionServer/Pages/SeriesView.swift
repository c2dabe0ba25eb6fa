// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A series of costs as stacked bars, with its legend and its table.
struct SeriesView {
    let series: CostSeries
    /// What the names are; nil where nothing is told apart.
    let dimension: MissionCore.Dimension?
    let grain: Granularity
    /// What each bucket of the period before cost, by its place; empty where nothing is compared.
    var previous: [Money] = []
    let state: PageState
    /// The colours of names.
    let colors: SeriesColors
    let id: String
    var height = 220

    var content: Markup {
        ChartView(
            title: title, drawing: StackedBars(bars, title: title, id: id, height: height).svg, keys: keys,
            table: table, hasPrevious: previous.contains { $0 > .zero }
        ).content
    }

    private var title: String {
        "Cost by \(grain.rawValue)\(dimension.map { " and \($0.title.lowercased())" } ?? ""), "
            + "\(series.totals.knownAmount.text(unknown: "unknown")) in total"
    }

    private var leading: [String?] { series.leading() }

    private var bars: [StackedBars.Bar] {
        let present = Self.present(grain, state)
        return series.buckets.enumerated().map { index, bucket in
            let before = previous.indices.contains(index) ? previous[index] : nil
            var parts = leading.map { name in
                StackedBars.Part(series: colors[name], amount: bucket.byName[name]?.cost ?? .zero)
            }
            let named = parts.reduce(Money.zero) { $0 + $1.amount }
            parts.append(StackedBars.Part(series: 0, amount: bucket.sums.cost - named))
            return StackedBars.Bar(
                label: TimeText.short(bucket.time, grain), tip: tip(bucket, before), parts: parts,
                hasUnknownCost: bucket.sums.unpricedCalls + bucket.sums.unknownUsageCalls > 0, previous: before,
                isOpen: bucket.time == present, href: href(bucket.time))
        }
    }

    private func tip(_ bucket: CostSeries.Bucket, _ before: Money?) -> [String] {
        let sums = bucket.sums
        var lines = [
            TimeText.long(bucket.time, grain),
            "\(sums.calls == 0 ? "$0.00" : sums.knownAmount.exactText), \(CountText.calls(sums.calls))",
        ]
        if dimension != nil, leading.count > 1 {
            lines += leading.compactMap { name in
                guard let part = bucket.byName[name] else { return nil }
                return "\(name ?? "(none)"): \(part.knownAmount.text())"
            }
        }
        let unknown = sums.unpricedCalls + sums.unknownUsageCalls
        if unknown > 0 { lines.append("\(CountText.calls(unknown)) without a known cost") }
        if let before { lines.append("Period before: \(before.displayString)") }
        return lines
    }

    private var keys: [ChartView.Key] {
        guard let dimension else { return [] }
        var keys = leading.map { name in
            ChartView.Key(
                series: colors[name], name: name?.displayable ?? "(none)",
                href: name.flatMap { state.adding(PageState.Filter(dimension: dimension, value: $0)) })
        }
        let rest = series.shares.count - leading.count
        if rest > 0 { keys.append(ChartView.Key(series: 0, name: "Other (\(rest))")) }
        return keys
    }

    private var table: Markup {
        let rows = series.buckets.reversed().filter { $0.sums.calls > 0 }.map { bucket in
            [
                Markup(TimeText.long(bucket.time, grain)), Markup(bucket.sums.calls.groupedString),
                Markup(CountText.threeDigits(bucket.sums.tokens.total)), CostText.markup(bucket.sums),
            ]
        }
        return DataTable(
            columns: [.name(grain.title), .number("Calls"), .number("Tokens"), .number("Cost")],
            rows: rows
        ).content
    }

    /// A click on a day shows its hours, on a week or a month its days.
    private func href(_ time: DimensionValue) -> String? {
        switch time {
        case .day(let day) where grain == .week: state.over(.days(day, day.advanced(by: 6)))
        case .day(let day): state.over(.days(day, day))
        case .month(let day): state.over(.days(day, day.startOfNextMonth.advanced(by: -1)))
        default: nil
        }
    }

    private static func present(_ grain: Granularity, _ state: PageState) -> DimensionValue {
        switch grain {
        case .hour: .hour(LocalHour(QuarterHour(containing: state.now), in: state.zone))
        case .day: .day(state.today)
        case .week: .day(state.today.startOfWeek)
        case .month: .month(state.today.startOfMonth)
        }
    }
}

extension Granularity {
    /// For headings.
    fileprivate var title: String {
        switch self {
        case .hour: "Hour"
        case .day: "Day"
        case .week: "Week"
        case .month: "Month"
        }
    }
}
