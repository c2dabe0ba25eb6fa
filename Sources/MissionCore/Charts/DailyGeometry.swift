// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Where the bars and lines of a ``DailyChart`` stand.
struct DailyGeometry {
    struct Bar: Hashable {
        var day: CivilDay
        var x: Length
        var y: Length
        var width: Length
        var height: Length
        var isToday: Bool
        var hasUnknownCost: Bool
        var isLabelled: Bool
        var title: String
    }

    struct Tick: Hashable {
        var amount: Money
        var y: Length
    }

    static let margin = (left: 64, top: 12, bottom: 26)

    let bars: [Bar]
    let ticks: [Tick]

    init(_ chart: DailyChart) {
        let margin = Self.margin
        let plot = Length(chart.height - margin.top - margin.bottom)
        let floor = Length(chart.height - margin.bottom)
        let highest = chart.days.map(\.sums.cost).max() ?? .zero
        // An axis of billionths would say less about nothing than one of a dollar.
        let amounts = Ticks(upTo: highest > .zero ? highest : Money(nanodollars: Money.nanodollarsPerDollar))
        ticks = amounts.amounts.map { amount in
            Tick(amount: amount, y: floor - .scaled(amount, of: amounts.top, to: plot))
        }
        let count = max(1, chart.days.count)
        let slot = Length(chart.width - margin.left).hundredths / count
        // A fifth of each place stays empty.
        let width = Length(hundredths: max(1, slot * 4 / 5))
        let step = (count + 7) / 8
        bars = chart.days.enumerated().map { index, day in
            let height = Length.scaled(day.sums.cost, of: amounts.top, to: plot)
            return Bar(
                day: day.day, x: Length(hundredths: margin.left * 100 + slot * index + slot / 10), y: floor - height,
                width: width, height: height, isToday: day.day == chart.today,
                hasUnknownCost: day.sums.unpricedCalls + day.sums.unknownUsageCalls > 0,
                // Counted from the end, so that the last day always has its name.
                isLabelled: (count - 1 - index) % step == 0, title: Self.title(day))
        }
    }

    private static func title(_ day: DayUsage) -> String {
        let sums = day.sums
        guard sums.calls > 0 else { return "\(day.day): no calls" }
        let calls = UsageNotes.calls(sums.calls)
        let cost = sums.knownAmount.text(unknown: "cost unknown")
        let unknown = sums.unpricedCalls + sums.unknownUsageCalls
        let note = unknown > 0 ? ", \(unknown.groupedString) of them without a known cost" : ""
        return "\(day.day): \(cost), \(calls)\(note)"
    }
}
