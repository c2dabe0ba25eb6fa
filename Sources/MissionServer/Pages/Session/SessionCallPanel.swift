// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The calls of a conversation, the newest first, a hundred at a time.
struct SessionCallPanel {
    let model: SessionModel
    let state: PageState
    /// Whether the newest are shown.
    let isFirstPage: Bool

    private static let titles = [
        "input_tokens": "Input", "cache_read_tokens": "Cached", "output_tokens": "Output", "duration_ms": "Took",
    ]
    private static let columns = [
        "at", "model", "outcome", "input_tokens", "cache_read_tokens", "output_tokens", "duration_ms", "counted",
    ]

    var content: Markup {
        Panel("calls", "Calls", detail: Markup("\(isFirstPage ? "Newest" : "Older") first")) {
            ReportTableView(
                table: table, clock: PageClock(zone: state.zone, now: state.now), columns: columns,
                narrow: ["at", "outcome", "counted"], emptySentence: "No older calls."
            ).content
            pages
        }.content
    }

    /// Where nobody knows how long calls took, nobody misses the column.
    private var columns: [String] {
        let hasDurations = model.calls.contains { $0.event.durationMilliseconds != nil }
        return Self.columns.filter { $0 != "duration_ms" || hasDurations }
    }

    private var table: ReportTable {
        var table = ReportTable(calls: model.calls, key: "calls")
        for place in table.columns.indices {
            if let title = Self.titles[table.columns[place].key] { table.columns[place].title = title }
        }
        // What nobody told is not zero.
        let places = ["input_tokens", "cache_read_tokens", "output_tokens"].compactMap(table.index(of:))
        for (row, call) in model.calls.enumerated() where call.event.hasUnknownUsage {
            for place in places { table.rows[row].cells[place] = .unknown }
        }
        return table
    }

    private var pages: Markup {
        if isFirstPage, model.next == nil { return .empty }
        return tag("nav", .cssClass("leaf"), Attribute("aria-label", "Pages of calls")) {
            if !isFirstPage { tag("a", .cssClass("button"), .href(state.setting("after", nil))) { "Newest" } }
            if let next = model.next {
                tag("a", .cssClass("button"), .href(state.setting("after", next.text))) { "Older" }
            }
        }
    }
}

/// Why each row that was told of a conversation counts, or does not.
struct SessionExplanationPanel {
    let model: SessionModel
    let state: PageState

    var content: Markup {
        Panel("explanation", "Why it counts") {
            if let explanation = model.explanation {
                explained(explanation)
            } else {
                tag("p", .cssClass("detail")) {
                    "This session has more calls than a page explains; this command does it for all of them: "
                    tag("code") { "mctl usage --explain" }
                    " and its key."
                }
            }
        }.content
    }

    @MarkupBuilder private func explained(_ explanation: SessionExplanation) -> Markup {
        let document = explanation.document(of: model.name, zone: state.zone)
        for note in document.notes { tag("p", .cssClass("detail")) { CodeText.markup(note.text) } }
        if let table = document.tables.first {
            tag("details") {
                tag("summary") { "Row by row" }
                ReportTableView(
                    table: table, clock: PageClock(zone: state.zone, now: state.now),
                    columns: [
                        "at", "model", "input_tokens", "output_tokens", "cost", "cost_basis", "source", "seen_in",
                        "counting",
                    ], narrow: ["at", "cost", "counting"]
                ).content
            }
        }
    }
}
