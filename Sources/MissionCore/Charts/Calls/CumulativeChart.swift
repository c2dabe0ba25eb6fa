// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What a conversation had cost after each of its calls: the line below a ``CallStrip``, place by place.
package struct CumulativeChart: Hashable, Sendable {
    /// The calls.
    package var calls: CallBars
    /// Whose time.
    package var zone: Zone
    /// Pixels.
    package var height: Int

    package init(_ calls: CallBars, zone: Zone, height: Int = 110) {
        self.calls = calls
        self.zone = zone
        self.height = max(60, height)
    }

    /// The drawing.
    package var svg: String {
        let scale = ChartScale(upTo: calls.bars.map(\.soFar.cost).max() ?? .zero, height: height, bottom: 6)
        let slots = calls.bars.indices.map { ChartSlot($0, of: calls.bars.count, widest: 3) }
        let points = zip(calls.bars, slots).map { bar, slot in
            SVG.point(tip(bar), slot, height: height, [])
        }
        let line = zip(calls.bars, slots).map { PlanePoint(x: $1.planeX, y: scale.y($0.soFar.cost)) }
        // From nothing on, also where there is but one call.
        let begin = line.isEmpty ? [] : [PlanePoint(x: Length(0), y: scale.floor)]
        let end = line.last.map { [PlanePoint(x: Length(1000), y: $0.y)] } ?? []
        let plane = SVG.plane(height: height, children: [.line("mc-line", begin + line + end)])
        return SVG.fluid(
            "mc-cumulative", height: height, title: title,
            children: scale.grid + (line.isEmpty ? [] : [plane]) + points + scale.amounts
        ).text + "\n"
    }

    /// What a screen reader says.
    package var title: String {
        guard calls.totals.calls > 0 else { return "Cost so far: no calls" }
        let cost = calls.totals.knownAmount.text(unknown: "cost unknown")
        return "Cost so far: \(cost) after \(UsageNotes.calls(calls.totals.calls))"
    }

    private func tip(_ bar: CallBars.Bar) -> ChartTip {
        let isPartial = bar.soFar.knownAmount.isPartial
        return ChartTip([
            zone.secondText(of: bar.last), "after \(UsageNotes.calls(bar.soFar.calls))",
            (isPartial ? "at least " : "") + ChartTip.cost(bar.soFar),
        ])
    }
}
