// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A conversation call by call: how high is what a call cost, its lighter foot the share of its input that came from a cache.
/// Below the line stands a mark for calls that brought no answer.
package struct CallStrip: Hashable, Sendable {
    /// The calls.
    package var calls: CallBars
    /// Whose time.
    package var zone: Zone
    /// Tells this drawing's pattern from those of others on the same page.
    package var id: String
    /// Pixels.
    package var height: Int

    package init(_ calls: CallBars, zone: Zone, id: String, height: Int = 140) {
        self.calls = calls
        self.zone = zone
        self.id = id
        self.height = max(80, height)
    }

    /// The drawing.
    package var svg: String {
        let scale = ChartScale(upTo: calls.bars.map(\.sums.cost).max() ?? .zero, height: height, bottom: 28)
        let bars = calls.bars.enumerated().map { index, bar in
            draw(bar, ChartSlot(index, of: calls.bars.count, widest: 3), scale)
        }
        return SVG.fluid(
            "mc-calls", height: height, title: title,
            children: [SVG.hatch(id)] + scale.grid + bars + scale.amounts + labels
        ).text + "\n"
    }

    /// What a screen reader says.
    package var title: String {
        guard let first = calls.bars.first, let last = calls.bars.last else { return "Cost by call: no calls" }
        let several = calls.callsPerBar > 1 ? ", \(calls.callsPerBar.groupedString) calls a bar" : ""
        return "Cost by call: \(UsageNotes.calls(calls.totals.calls)) from \(zone.dayAndTimeText(of: first.first)) to"
            + " \(zone.dayAndTimeText(of: last.last)), \(calls.totals.knownAmount.text(unknown: "cost unknown"))\(several)"
    }

    private func draw(_ bar: CallBars.Bar, _ slot: ChartSlot, _ scale: ChartScale) -> SVG {
        var marks: [SVG] = []
        let height = scale.length(bar.sums.cost)
        if height > Length(0) {
            marks.append(.mark("mc-bar", slot, y: scale.floor - height, height: height))
            let cached = height.part(perMille: bar.sums.tokens.cachedPerMille ?? 0)
            if cached > Length(0) { marks.append(.mark("mc-cached", slot, y: scale.floor - cached, height: cached)) }
        }
        if bar.unknownCalls > 0 {
            // What is not known has no height; the mark says that it is there.
            let mark = max(height, Length(8))
            marks.append(SVG.mark("mc-unpriced", slot, y: scale.floor - mark, height: mark).hatched(id))
        }
        if bar.sums.failedCalls > 0 {
            marks.append(.mark("mc-failed", slot, y: scale.floor + Length(2), height: Length(5)))
        }
        return SVG.point(bar.tip(in: zone), slot, height: self.height, marks)
    }

    private var labels: [SVG] {
        guard let first = calls.bars.first, let last = calls.bars.last else { return [] }
        let y = Length(height - 5)
        let begin = SVG.label(zone.dayAndTimeText(of: first.first), x: "0", y: y)
        guard calls.totals.calls > 1 else { return [begin] }
        return [begin, .label(zone.dayAndTimeText(of: last.last), x: "100%", y: y, anchor: "end")]
    }
}
