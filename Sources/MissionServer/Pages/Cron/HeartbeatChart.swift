// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What heartbeats cost day by day, told apart by agent; longer times by week or month.
struct HeartbeatChart {
    let model: CronModel
    let usage: HeartbeatUsage
    let state: PageState

    private struct Bucket {
        var burn = HeartbeatUsage.Burn()
        var byAgent: [String: HeartbeatUsage.Burn] = [:]
    }

    /// Wakes are known by the day on which they began.
    private var grain: Granularity {
        let grain = Granularity(forDays: model.dayCount)
        return grain == .hour ? .day : grain
    }

    private var leading: [String] { usage.byAgent.prefix(SeriesColors.count).map(\.agent) }

    var content: Markup {
        let title =
            "Cost of heartbeats by \(grain.rawValue), "
            + "\(usage.totals.sums.knownAmount.text(unknown: "unknown")) in total"
        let (times, buckets) = (grain.times(in: model.days), buckets)
        return ChartView(
            title: title,
            drawing: StackedBars(
                times.map { bar($0, buckets[$0] ?? Bucket()) }, title: title, id: "heartbeats", height: 160
            ).svg, keys: keys, table: table(times.reversed().filter { buckets[$0] != nil }, buckets)
        ).content
    }

    private var buckets: [DimensionValue: Bucket] {
        usage.rows.reduce(into: [:]) { buckets, row in
            let time: DimensionValue =
                switch grain {
                case .week: .day(row.day.startOfWeek)
                case .month: .month(row.day.startOfMonth)
                default: .day(row.day)
                }
            buckets[time, default: Bucket()].burn += row.burn
            buckets[time, default: Bucket()].byAgent[row.agent, default: HeartbeatUsage.Burn()] += row.burn
        }
    }

    private func bar(_ time: DimensionValue, _ bucket: Bucket) -> StackedBars.Bar {
        let sums = bucket.burn.sums
        var parts = leading.map { agent in
            StackedBars.Part(
                series: model.colors[agent], amount: bucket.byAgent[agent]?.sums.cost ?? .zero)
        }
        let named = parts.reduce(Money.zero) { $0 + $1.amount }
        parts.append(StackedBars.Part(series: 0, amount: sums.cost - named))
        return StackedBars.Bar(
            label: TimeText.short(time, grain), tip: tip(time, bucket), parts: parts,
            hasUnknownCost: sums.unpricedCalls + sums.unknownUsageCalls > 0)
    }

    private func tip(_ time: DimensionValue, _ bucket: Bucket) -> [String] {
        let wakes = bucket.burn.wakes
        var lines = [TimeText.long(time, grain)]
        if wakes == 0 { return lines + ["no wake"] }
        let perWake = bucket.burn.costPerWake.map { ", \($0.exactText) each" } ?? ""
        lines += [
            bucket.burn.sums.knownAmount.exactText,
            "\(wakes == 1 ? "1 wake" : "\(Int64(wakes).groupedString) wakes")\(perWake)",
        ]
        if leading.count > 1 {
            lines += leading.compactMap { agent in
                bucket.byAgent[agent].map { "\(agent): \($0.sums.knownAmount.text())" }
            }
        }
        return lines
    }

    private var keys: [ChartView.Key] {
        var keys = leading.map { agent in
            ChartView.Key(
                series: model.colors[agent], name: agent,
                href: state.adding(PageState.Filter(dimension: .agent, value: agent)))
        }
        let rest = usage.byAgent.count - leading.count
        if rest > 0 { keys.append(ChartView.Key(series: 0, name: "Other (\(rest))")) }
        return keys
    }

    private func table(_ times: [DimensionValue], _ buckets: [DimensionValue: Bucket]) -> Markup {
        DataTable(
            columns: [.name("Time"), .number("Wakes"), .number("Per wake"), .number("Cost")],
            rows: times.map { time in
                let burn = buckets[time]?.burn ?? HeartbeatUsage.Burn()
                return [
                    Markup(TimeText.long(time, grain)), Markup(Int64(burn.wakes).groupedString),
                    CostText.markup(burn.costPerWake), CostText.markup(burn.sums),
                ]
            }
        ).content
    }
}
