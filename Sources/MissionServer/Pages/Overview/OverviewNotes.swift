// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What the figures leave out, and why.
struct OverviewNotes {
    let model: OverviewModel
    let state: PageState

    var content: Markup {
        let problems = model.health.problems.map { "Could not be read: \($0)" }
        let missing = SourceNotes.missing(model.health, model.sources)
        let sentences =
            quiet + missing + mark + UsageNotes(model.series.series.totals, costMode: .auto).sentences + problems
        if sentences.isEmpty { return .empty }
        return tag(
            "section", .cssClass("notes"), .section("notes"), Attribute("aria-label", "What the figures leave out")
        ) {
            list(sentences.prefix(Self.shown))
            let others = sentences.dropFirst(Self.shown)
            if !others.isEmpty {
                tag("details") {
                    tag("summary") { "\(others.count) more" }
                    list(others)
                }
            }
        }
    }

    /// So many stand open.
    private static let shown = 3

    private func list(_ sentences: ArraySlice<String>) -> Markup {
        tag("ul") {
            for sentence in sentences { tag("li") { CodeText.markup(sentence) } }
        }
    }

    /// What the star behind an amount means, where there is one.
    private var mark: [String] {
        let overview = model.overview
        let figures = [
            overview.today, overview.yesterday, overview.thisMonth, overview.lastMonth, model.series.series.totals,
        ]
        let isMarked = (figures.map(\.knownAmount) + [overview.projected]).contains(where: \.isPartial)
        return isMarked ? ["* \(KnownAmount.markMeaning)"] : []
    }

    /// Zeros everywhere need a reason: the agents rest, or their calls no longer arrive.
    private var quiet: [String] {
        guard model.series.series.totals.calls == 0, let newest = model.overview.ledger.newestEvent else { return [] }
        if !state.filters.isEmpty { return ["No calls in these days match the filters."] }
        return [
            "No calls in these days. The newest is of \(DayText.long(state.zone.day(of: newest)));"
                + " if there should be later ones, run `mctl doctor`."
        ]
    }
}
