// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Where the bars, lines and bands of a ``FanChart`` lie. Sums stand at the end of their day.
struct FanGeometry {
    /// What is expected until the end of a day.
    struct Fan: Hashable {
        var expected: Money
        var likely: ClosedRange<Money>
        var nearlySure: ClosedRange<Money>
    }

    struct Day: Hashable {
        var day: CivilDay
        var slot: ChartSlot
        /// Nil where nothing is known of it.
        var sums: UsageSums?
        /// The sums of the period until then; nil for days to come.
        var soFar: UsageSums?
        /// What is still expected of it; nil for days that are over.
        var expected: Money?
        /// The sum at its end; nil for days that are over.
        var fan: Fan?
    }

    let scale: ChartScale
    let days: [Day]
    private let today: CivilDay

    init(_ chart: FanChart) {
        today = chart.today
        let (first, last) = (chart.period.lowerBound.number, chart.period.upperBound.number)
        let fans = Self.fans(chart)
        var sum = UsageSums()
        days = (first...last).enumerated().map { index, number in
            let day = CivilDay(number: number)
            let sums = chart.days[day]
            sum += sums ?? UsageSums()
            let expected = fans[day]
            return Day(
                day: day, slot: ChartSlot(index, of: Int(last - first) + 1), sums: sums,
                soFar: day <= chart.today ? sum : nil, expected: expected?.more, fan: expected?.fan)
        }
        let highest = days.flatMap {
            [$0.soFar?.cost, $0.fan?.nearlySure.upperBound, $0.sums?.cost].compactMap(\.self)
        }
        scale = ChartScale(upTo: max(highest.max() ?? .zero, chart.limit ?? .zero), height: chart.height)
    }

    /// What is expected of each day from today on, and the sum at its end.
    private static func fans(_ chart: FanChart) -> [CivilDay: (more: Money, fan: Fan)] {
        guard let forecast = chart.forecast else { return [:] }
        let ahead = forecast.days.enumerated().map { (chart.today.advanced(by: Int64($0)), $1) }
            .filter { chart.period.contains($0.0) }
        var fans: [CivilDay: (more: Money, fan: Fan)] = [:]
        var (sum, lowest) = (forecast.spent, (likely: forecast.spent, sure: forecast.spent))
        for (index, (day, more)) in ahead.enumerated() {
            sum += more
            let isLast = index == ahead.count - 1
            let share = root(perMillion: Int64(index + 1) * 1_000_000 / Int64(ahead.count))
            func range(_ end: ClosedRange<Money>, above lowest: Money) -> ClosedRange<Money> {
                if isLast { return end }
                let low = max(lowest, sum - (forecast.expected - end.lowerBound).part(perMille: share))
                return low...max(low, sum + (end.upperBound - forecast.expected).part(perMille: share))
            }
            let fan = Fan(
                expected: isLast ? forecast.expected : sum, likely: range(forecast.likely, above: lowest.likely),
                nearlySure: range(forecast.nearlySure, above: lowest.sure))
            // What is spent stays spent: no bound falls.
            lowest = (fan.likely.lowerBound, fan.nearlySure.lowerBound)
            fans[day] = (more, fan)
        }
        return fans
    }

    /// The square root of a number of millionths, in thousandths, rounded down.
    private static func root(perMillion: Int64) -> Int64 {
        var (low, high) = (Int64(0), Int64(1000))
        while low < high {
            let middle = (low + high + 1) / 2
            if middle * middle <= perMillion { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// From the beginning of the period on, as far as it has been; nil where nothing has.
    var actualLine: [PlanePoint]? {
        let past = days.filter { $0.soFar != nil }
        guard !past.isEmpty else { return nil }
        return [PlanePoint(x: Length(0), y: scale.floor)]
            + past.map {
                PlanePoint(x: $0.day == today ? $0.slot.planeX : $0.slot.planeEnd, y: scale.y($0.soFar?.cost ?? .zero))
            }
    }

    /// Where the line of what is expected begins: the present.
    private var present: PlanePoint {
        actualLine?.last ?? PlanePoint(x: Length(0), y: scale.floor)
    }

    /// From the present on; nil without forecast.
    var expectedLine: [PlanePoint]? {
        let ahead = days.compactMap { day in day.fan.map { PlanePoint(x: day.slot.planeEnd, y: scale.y($0.expected)) } }
        return ahead.isEmpty ? nil : [present] + ahead
    }

    /// The outline of a band; nil without forecast.
    func band(_ range: KeyPath<Fan, ClosedRange<Money>>) -> [PlanePoint]? {
        let ahead = days.compactMap { day in day.fan.map { (x: day.slot.planeEnd, range: $0[keyPath: range]) } }
        guard !ahead.isEmpty else { return nil }
        let upper = ahead.map { PlanePoint(x: $0.x, y: scale.y($0.range.upperBound)) }
        let lower = ahead.map { PlanePoint(x: $0.x, y: scale.y($0.range.lowerBound)) }
        return [present] + upper + lower.reversed()
    }
}

extension ChartSlot {
    /// Its end on a plane of 1000 units.
    var planeEnd: Length { Length(hundredths: (start.hundredths + length.hundredths) * 10) }
}

extension Money {
    /// So many thousandths of it, rounded towards zero.
    fileprivate func part(perMille: Int64) -> Money {
        Money(nanodollars: Int64(clamping: Int128(nanodollars) * Int128(perMille) / 1000))
    }
}
