// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The sessions that a conversation started, and those that they started, alone and together.
struct SessionFamilyPanel {
    let model: SessionModel
    let state: PageState

    private static let maximumLines = 50

    var content: Markup {
        let table = model.tree.table(of: model.ids, limit: Self.maximumLines)
        let hasChildren = !model.tree.children(of: model.ids).isEmpty
        return Panel("family", "What it started") {
            if hasChildren {
                ReportTableView(
                    table: table, clock: PageClock(zone: state.zone, now: state.now),
                    columns: ["session", "calls", "cost", "all_cost"], narrow: ["session", "cost", "all_cost"],
                    link: link
                ).content
                tag("p", .cssClass("detail")) { sentence(table.rows.count) }
            } else {
                tag("p", .cssClass("detail")) {
                    "It started no other session. Subagents stand here, with what they cost and what they started."
                }
            }
        }.content
    }

    private func sentence(_ lines: Int) -> String {
        var text = "“All cost” is a session with everything that it started; the total counts each call once."
        if lines > Self.maximumLines { text += " The first \(Self.maximumLines) lines are shown." }
        if !model.isWholeTree { text += " There are more than can be shown here; `mctl subagents` has all." }
        return text
    }

    private func link(_ key: String, _ row: ReportRow) -> String? {
        key == "session" ? SessionLink.href(row, state) : nil
    }
}
