// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The calls of a conversation, first to last, as so many bars as a screen can show.
package struct CallBars: Hashable, Sendable {
    /// Neighbouring calls: one each, or equally many each, the last bar perhaps fewer.
    package struct Bar: Hashable, Sendable {
        /// When the first call was.
        package var first: Timestamp
        /// When the last call was.
        package var last: Timestamp
        /// Calls by model.
        package var models: [String: Int64]
        /// Calls by how they ended.
        package var statuses: [CallStatus: Int64]
        /// All of them together.
        package var sums: UsageSums
        /// All calls up to and with these.
        package var soFar: UsageSums
    }

    /// The most bars; where there are more calls, each bar stands for several.
    package static let most = 400

    /// First to last.
    package private(set) var bars: [Bar] = []
    /// All calls.
    package private(set) var totals = UsageSums()
    /// How many calls a bar stands for; the last one may have fewer.
    package let callsPerBar: Int

    /// - Parameter points: First to last.
    package init(_ points: [CallPoint], most: Int = CallBars.most) {
        let most = max(1, most)
        callsPerBar = max(1, points.count / most + (points.count % most == 0 ? 0 : 1))
        for (index, point) in points.enumerated() {
            totals += point.sums
            if index % callsPerBar == 0 {
                bars.append(
                    Bar(
                        first: point.at, last: point.at, models: [:], statuses: [:], sums: UsageSums(), soFar: totals))
            }
            bars[bars.count - 1].take(point, totals)
        }
    }
}

extension CallBars.Bar {
    fileprivate mutating func take(_ point: CallPoint, _ totals: UsageSums) {
        last = max(last, point.at)
        models[point.model, default: 0] += 1
        statuses[point.status, default: 0] += 1
        sums += point.sums
        soFar = totals
    }

    /// Calls of which nobody knows what they cost.
    var unknownCalls: Int64 { sums.unpricedCalls.addingSaturating(sums.unknownUsageCalls) }

    /// When, in somebody's time: to the second for one call, from and to for several.
    func time(in zone: Zone) -> String {
        let start = zone.secondText(of: first)
        if first == last { return start }
        let end = zone.secondText(of: last)
        return "\(start) to \(zone.day(of: first) == zone.day(of: last) ? String(end.suffix(8)) : end)"
    }

    /// What it tells.
    func tip(in zone: Zone) -> ChartTip {
        let names = models.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        let more = names.count > 3 ? " and \(names.count - 3) more" : ""
        let endings = CallStatus.allCases.filter { $0 != .ok }.compactMap { status in
            statuses[status].map { sums.calls == 1 ? status.words : "\($0.groupedString) \(status.words)" }
        }
        return ChartTip([
            time(in: zone), sums.calls == 1 ? nil : UsageNotes.calls(sums.calls),
            names.prefix(3).joined(separator: ", ") + more, ChartTip.cost(sums),
            ChartTip.included(sums), ChartTip.tokens(sums.tokens),
            endings.isEmpty ? (sums.calls == 1 ? "ok" : "all ok") : endings.joined(separator: ", "),
        ])
    }
}
