// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension PaperTable {
    /// A report's table in one of its layouts.
    init(_ table: ReportTable, _ layout: ReportLayout, zone: Zone, limit: Int) {
        let words = CellText(zone: zone, figures: layout.figures)
        let rows = table.shownRows.prefix(limit)
        let places = layout.columns.compactMap(table.index(of:)).filter { place in
            !layout.optional.contains(table.columns[place].key) || rows.contains { !$0.cells[place].isBlank }
        }
        func cells(_ row: ReportRow) -> [String] { places.map { words.text(row.cells[$0]) } }
        let columns = places.map { place in
            let column = table.columns[place]
            return Column(
                column.title, isRightAligned: column.isRightAligned,
                isShortenable: column.kind == .name || column.kind == .text)
        }
        let lines = rows.flatMap { row in
            [Row(Self.counted(cells(row), row.count), depth: row.depth)]
                + row.parts.map { part in
                    Row(Self.part(part, of: table, places, words), depth: row.depth + 1)
                }
        }
        let totals = table.totals.map { totals in
            places.enumerated().map { index, place in index == 0 ? "Total" : words.text(totals[place]) }
        }
        self.init(columns: columns, rows: lines, totals: totals)
        cutsNames = layout.cutsNames
    }

    /// A row that stands for several says how many.
    private static func counted(_ cells: [String], _ count: Int) -> [String] {
        guard count > 1, let first = cells.first else { return cells }
        return ["\(first) × \(count.groupedString)"] + cells.dropFirst()
    }

    /// What tells a part apart stands in the first column; what tells its row apart is not repeated.
    private static func part(_ part: ReportRow, of table: ReportTable, _ places: [Int], _ words: CellText) -> [String] {
        let name = table.parts.flatMap { table.index(of: $0.column) }.map { words.text(part.cells[$0]) } ?? ""
        return places.enumerated().map { index, place in
            index == 0 ? name : table.columns[place].isKey ? "" : words.text(part.cells[place])
        }
    }
}

extension PaperBars {
    /// A report's chart; nil where it has nothing to draw.
    init?(_ chart: ReportChart) {
        if let series = chart.series {
            self.init(chart.title, series)
        } else {
            guard !chart.days.isEmpty else { return nil }
            let bars = chart.days.map { day in
                Bar(
                    label: day.day.monthAndDay, parts: [StackedBars.Part(series: 1, amount: day.sums.cost)],
                    hasUnknownCost: day.sums.hasUnknownCost)
            }
            self.init(title: chart.title, bars: bars, legend: [])
        }
    }

    private init(_ title: String, _ series: CostSeries) {
        let names = series.leading(SeriesColors.count)
        let rest = Set(series.shares.map(\.name)).subtracting(names)
        let bars = series.buckets.map { bucket in
            let known = names.enumerated().map { index, name in
                StackedBars.Part(series: index + 1, amount: bucket.byName[name]?.cost ?? .zero)
            }
            let other = rest.reduce(Money.zero) { $0 + (bucket.byName[$1]?.cost ?? .zero) }
            return Bar(
                label: Self.label(bucket.time), parts: known + [StackedBars.Part(series: 0, amount: other)],
                hasUnknownCost: bucket.sums.hasUnknownCost)
        }
        let shown = series.shares.prefix(names.count).map(\.displayName).enumerated().map {
            Series($0.element, number: $0.offset + 1)
        }
        self.init(title: title, bars: bars, legend: shown + (rest.isEmpty ? [] : [Series("Other", number: 0)]))
    }

    /// Short enough to stand under a bar.
    private static func label(_ time: DimensionValue) -> String {
        if let day = time.day { return day.monthAndDay }
        let text = time.text ?? ""
        return time.hour == nil ? text : String(text.suffix(5))
    }
}

extension UsageSums {
    /// Whether the cost of some calls is not known.
    fileprivate var hasUnknownCost: Bool { unpricedCalls > 0 || unknownUsageCalls > 0 }
}
