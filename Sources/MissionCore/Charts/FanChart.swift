// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a period has cost and will have cost: days so far as bars, their sum as a line, the expected sum onward, and how far it
/// may lie from that.
///
/// A ``Forecast`` tells how sure its last day is. On the way there the bands widen with the square root of the days ahead, as
/// sums of days do whose errors have nothing to do with each other; only the last day's tip tells an interval.
package struct FanChart: Hashable, Sendable {
    /// The days of the period until today, as far as anything is known of them.
    package var days: [CivilDay: UsageSums]
    /// What is expected; nil where there is nothing to go by.
    package var forecast: Forecast?
    /// The first and the last day of the period.
    package var period: ClosedRange<CivilDay>
    /// The day that is not over.
    package var today: CivilDay
    /// A budget for the whole period.
    package var limit: Money?
    /// Tells this drawing's pattern from those of others on the same page.
    package var id: String
    /// Pixels.
    package var height: Int

    /// - Parameters:
    ///   - days: Days outside of the period, or behind today, are left out.
    ///   - period: At most ``Forecast/longest`` days are drawn; one of another period than the forecast's has no forecast.
    package init(
        _ days: [DayUsage], forecast: Forecast?, period: ClosedRange<CivilDay>, today: CivilDay, limit: Money? = nil,
        id: String, height: Int = 240
    ) {
        let last = period.lowerBound.advanced(by: Forecast.longest - 1)
        self.period = period.lowerBound...min(period.upperBound, last)
        self.days = days.reduce(into: [:]) { known, day in
            if period.contains(day.day), day.day <= today { known[day.day, default: UsageSums()] += day.sums }
        }
        let isOfPeriod = forecast?.since == period.lowerBound && forecast?.until == self.period.upperBound
        self.forecast = isOfPeriod ? forecast : nil
        self.today = today
        self.limit = limit
        self.id = id
        self.height = max(100, height)
    }

    /// The drawing.
    package var svg: String {
        let fan = FanGeometry(self)
        let bars = fan.days.map { draw($0, fan) }
        let lines = [
            fan.band(\.nearlySure).map { SVG.area("mc-band mc-band-95", $0) },
            fan.band(\.likely).map { SVG.area("mc-band mc-band-80", $0) },
            fan.expectedLine.map { SVG.line("mc-line mc-expected", $0) },
            fan.actualLine.map { SVG.line("mc-line", $0) },
        ].compactMap(\.self)
        return SVG.fluid(
            "mc-fan", height: height, title: title,
            children: [SVG.hatch(id)] + fan.scale.grid + [SVG.plane(height: height, children: lines)]
                + budget(fan.scale)
                + bars + fan.scale.amounts + labels(fan)
        ).text + "\n"
    }

    /// What a screen reader says.
    package var title: String {
        let spent = days.values.reduce(into: UsageSums()) { $0 += $1 }.knownAmount.text(unknown: "unknown")
        let so = "Cost of \(period.lowerBound) to \(period.upperBound): \(spent) so far"
        guard let forecast else { return so }
        let interval = forecast.interval.map { ", likely \($0)" } ?? ""
        return "\(so), expected \(forecast.expected.displayString)\(interval)"
    }

    private func draw(_ day: FanGeometry.Day, _ fan: FanGeometry) -> SVG {
        var marks: [SVG] = []
        let height = fan.scale.length(day.sums?.cost ?? .zero)
        if height > Length(0) {
            let cssClass = day.day == today ? "mc-bar mc-today" : "mc-bar"
            marks.append(.mark(cssClass, day.slot, y: fan.scale.floor - height, height: height))
        }
        if let sums = day.sums, sums.unpricedCalls > 0 || sums.unknownUsageCalls > 0 {
            let mark = max(height, Length(8))
            marks.append(SVG.mark("mc-unpriced", day.slot, y: fan.scale.floor - mark, height: mark).hatched(id))
        }
        return SVG.point(tip(day), day.slot, height: self.height, marks)
    }

    private func tip(_ day: FanGeometry.Day) -> ChartTip {
        var lines: [String?] = [day.day.description]
        if let sums = day.sums {
            lines += ["\(ChartTip.cost(sums)), \(UsageNotes.calls(sums.calls))", ChartTip.included(sums)]
        } else if day.day <= today {
            lines.append("no calls")
        }
        if let soFar = day.soFar?.knownAmount, let money = soFar.money {
            lines.append("\(soFar.isPartial ? "at least " : "")\(money.exactText) since \(period.lowerBound)")
        }
        if let fan = day.fan, let more = day.expected {
            lines.append("\(day.day == today ? "rest of the day" : "expected"): \(more.displayString)")
            lines.append("by its end: \(fan.expected.displayString)")
        }
        if day.day == period.upperBound, let forecast {
            lines.append("80 %: \(Self.text(forecast.likely))")
            lines.append("95 %: \(Self.text(forecast.nearlySure))")
        }
        return ChartTip(lines)
    }

    private static func text(_ range: ClosedRange<Money>) -> String {
        "\(range.lowerBound.displayString) to \(range.upperBound.displayString)"
    }

    private func budget(_ scale: ChartScale) -> [SVG] {
        guard let limit, limit > .zero else { return [] }
        let y = "\(scale.y(limit))"
        return [
            SVG("line", ["class": "mc-limit", "x1": "0", "y1": y, "x2": "100%", "y2": y]),
            .label("Budget \(limit.displayString)", x: "100%", y: scale.y(limit) - Length(4), anchor: "end"),
        ]
    }

    private func labels(_ fan: FanGeometry) -> [SVG] {
        let y = Length(height - 5)
        var labels = [SVG.label(DayText.short(period.lowerBound), x: "0", y: y)]
        guard period.lowerBound < period.upperBound else { return labels }
        labels.append(.label(DayText.short(period.upperBound), x: "100%", y: y, anchor: "end"))
        let place = fan.days.first { $0.day == today }?.slot.middle
        // Between the two, where it has room.
        if let place, place > Length(15), place < Length(85) {
            labels.append(.label(DayText.short(today), x: "\(place)%", y: y, anchor: "middle"))
        }
        return labels
    }
}
