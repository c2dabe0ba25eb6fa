// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The suggestion that would save most.
struct SuggestionSection {
    let standing: DocumentDesk.Standing
    let state: PageState

    var content: Markup {
        let more = tag("a", .href(state.on(PageEntry.advice.path))) { "All advice" }
        return Panel("suggestion", "Would cost less", detail: more) {
            if let document = standing.document {
                best(document)
            } else {
                WaitingText(standing: standing).content
            }
        }.content
    }

    private func best(_ document: ReportDocument) -> Markup {
        guard let table = document.tables.first, let row = table.rows.first else {
            return tag("p", .cssClass("detail")) { document.emptySentence ?? "Nothing stands out." }
        }
        let cells = CellMarkup(clock: PageClock(zone: state.zone, now: state.now), words: CellText(zone: state.zone))
        func cell(_ key: String) -> Markup { table.index(of: key).map { cells.markup(row.cells[$0]) } ?? .empty }
        return tag("p", .cssClass("lead-in")) {
            tag("span", .cssClass("strong")) { cell("what") }
        }
            + tag("p") {
                "For "
                cell("subject")
                ": saves "
                tag("b") { cell("saving") }
                " in 30 days, likely "
                cell("low")
                " to "
                cell("high")
            }
            + tag("p", .cssClass("detail")) {
                cell("shown_by")
                if table.rows.count > 1 { " · \(table.rows.count - 1) more suggestions" }
            }
    }
}
