// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The last runs of a scheduled job, the newest last: how high is what a run cost; runs that brought no answer and runs of
/// unknown cost stand out.
package struct RunStrip: Hashable, Sendable {
    /// The runs that are shown, oldest first.
    package let runs: [RunGroup]
    /// What the job is called.
    package var name: String
    /// Whose time.
    package var zone: Zone
    /// Tells this drawing's pattern from those of others on the same page.
    package var id: String
    /// Pixels.
    package var height: Int

    /// The most runs. Fewer fill the right end, so that the strips of several jobs can be compared.
    package static let most = 30

    /// - Parameter runs: A job's runs, newest first, as ``CronUsage`` has them.
    package init(_ runs: [RunGroup], name: String, zone: Zone, id: String, height: Int = 28) {
        self.runs = runs.prefix(Self.most).reversed()
        self.name = name
        self.zone = zone
        self.id = id
        self.height = max(16, height)
    }

    /// The drawing.
    package var svg: String {
        // No axis: strips say how runs compare, their tips how much they cost.
        let top = max(Money(nanodollars: 1), runs.map(\.sums.cost).max() ?? .zero)
        let offset = Self.most - runs.count
        let bars = runs.enumerated().map { index, run in
            draw(run, ChartSlot(offset + index, of: Self.most), of: top)
        }
        return SVG.fluid("mc-runs", height: height, title: title, children: [SVG.hatch(id)] + bars).text + "\n"
    }

    /// What a screen reader says.
    package var title: String {
        let count = runs.count == 1 ? "last run" : "last \(runs.count) runs"
        guard !runs.isEmpty else { return "\(name): no runs" }
        let failed = runs.count { $0.isFailed }
        return "\(name): \(count), \(failed == 0 ? "none" : "\(failed)") failed"
    }

    private func draw(_ run: RunGroup, _ slot: ChartSlot, of top: Money) -> SVG {
        let floor = Length(height)
        // Also a run that cost nothing was one.
        let bar = max(.scaled(run.sums.cost, of: top, to: Length(height - 2)), Length(2))
        let isUnknown = run.isOfUnknownUse || run.sums.knownCost == nil
        let cssClass = run.isFailed ? "mc-bar mc-failed" : "mc-bar"
        var marks = isUnknown && !run.isFailed ? [] : [SVG.mark(cssClass, slot, y: floor - bar, height: bar)]
        if isUnknown || run.sums.knownAmount.isPartial {
            let mark = max(bar, Length(8))
            marks.append(SVG.mark("mc-unpriced", slot, y: floor - mark, height: mark).hatched(id))
        }
        return SVG.point(tip(run), slot, height: height, marks)
    }

    private func tip(_ run: RunGroup) -> ChartTip {
        ChartTip([
            zone.dayAndTimeText(of: run.startedAt)
                + (run.durationMilliseconds.map { ", \(DurationText.short($0))" } ?? ""),
            run.isOfUnknownUse ? "left no usage: cost unknown" : ChartTip.cost(run.sums),
            run.isOfUnknownUse ? nil : ChartTip.included(run.sums),
            run.isOfUnknownUse ? nil : "\(UsageNotes.calls(run.sums.calls)), \(ChartTip.tokens(run.sums.tokens))",
            run.status.words,
        ])
    }
}
