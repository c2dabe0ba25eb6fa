// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The list of conversations as HTML.
struct SessionsView {
    let model: SessionsModel
    let state: PageState
    let sorting: ReportTableView.Sorting
    /// The page, from 1 on.
    let number: Int

    private var clock: PageClock { PageClock(zone: state.zone, now: state.now) }
    private var sessions: [SessionSummary] { model.list.sessions }

    var content: Markup {
        Panel("sessions", title, detail: Markup(place)) {
            SessionSearch(state: state).content
            if sessions.isEmpty { nothing } else { table }
            pages
            if model.isCut { tag("p", .cssClass("detail")) { limits } }
        }.content
    }

    private var title: String {
        model.search.map { "Sessions with “\($0)”" } ?? "Most expensive sessions"
    }

    private var place: String {
        if sessions.isEmpty { return "" }
        let (first, last) = (model.offset + 1, model.offset + sessions.count)
        return number == 1 && !model.hasMore ? "\(last)" : "\(first) to \(last), by cost"
    }

    private var table: Markup {
        let names = SessionNames(sessions, clock: clock)
        var table = model.list.document.tables.first ?? ReportTable("sessions", [], [SessionSummary]())
        let hrefs = Dictionary(
            sessions.map { (Self.place($0.session), names.href($0.session, state)) },
            uniquingKeysWith: { first, _ in first })
        let places = ["session_id", "agent", "harness"].compactMap(table.index(of:))
        if let place = table.index(of: "title") {
            for (index, session) in sessions.enumerated() where table.rows.indices.contains(index) {
                table.rows[index].cells[place] = names.cell(session.session)
            }
        }
        if let place = table.index(of: "agent") { table.columns[place].title = "Agent" }
        return ReportTableView(
            table: table, clock: clock, columns: SessionsPage.columns, narrow: ["title", "cost"], sorting: sorting,
            link: { key, row in
                key == "title" ? hrefs[places.map { row.cells[$0] }] ?? nil : filter(key, row, table)
            }
        ).content
    }

    /// What a row says about which conversation it is.
    private static func place(_ session: SessionFacts) -> [ReportCell] {
        [.name(session.session.id), .name(session.agentName), .name(session.session.harness)]
    }

    /// A click on an agent or a kind leaves its conversations.
    private func filter(_ key: String, _ row: ReportRow, _ table: ReportTable) -> String? {
        guard let place = table.index(of: key) else { return nil }
        var first = state
        first.parameters["page"] = nil
        switch (key, row.cells[place]) {
        case ("agent", .name(let name?)): return first.adding(PageState.Filter(dimension: .agent, value: name))
        case ("session_kind", .text(let kind)):
            return first.adding(PageState.Filter(dimension: .sessionKind, value: kind))
        default: return nil
        }
    }

    /// Why there is nothing, and what else could be asked.
    private var nothing: Markup {
        tag("div", .cssClass("nothing")) {
            if let search = model.search {
                tag("p") { "No session of these days has “\(search)” in its name, key, id or agent." }
            } else {
                tag("p") {
                    "No session had a call in these days\(state.filters.isEmpty ? "" : " that the filters leave")."
                }
            }
            tag("p", .cssClass("detail")) {
                if state.range != .named(.all) {
                    tag("a", .href(state.over(.named(.all)))) { "Look at all time" }
                    ", or see what was read with "
                } else {
                    "See what was read with "
                }
                tag("code") { "mctl doctor" }
                "."
            }
        }
    }

    private var limits: String {
        let most = Int64(SessionsModel.most).groupedString
        return model.search == nil
            ? "The \(most) most expensive can be leafed through; fewer days or a filter show others."
            : "Searched were the \(most) most expensive of these days, and keys and ids in full. Fewer days or a filter reach others."
    }

    private var pages: Markup {
        let last = SessionsModel.most / SessionsModel.pageSize
        let hasNext = model.hasMore && number < last
        if number == 1, !hasNext { return .empty }
        return tag("nav", .cssClass("leaf"), Attribute("aria-label", "Pages of sessions")) {
            if number > 1 {
                tag("a", .cssClass("button"), .href(state.setting("page", number == 2 ? nil : "\(number - 1)"))) {
                    "Previous \(SessionsModel.pageSize)"
                }
            }
            if hasNext {
                tag("a", .cssClass("button"), .href(state.setting("page", "\(number + 1)"))) {
                    "Next \(SessionsModel.pageSize)"
                }
            }
        }
    }
}

/// The field in which conversations are searched; a form, so that it needs no script.
struct SessionSearch {
    let state: PageState

    var content: Markup {
        tag(
            "form", .cssClass("search"), Attribute("method", "get"), .action(state.path), Attribute("role", "search")
        ) {
            for pair in state.shared {
                voidTag(
                    "input", Attribute("type", "hidden"), Attribute("name", pair.name), Attribute("value", pair.value))
            }
            tag("label") {
                tag("span", .cssClass("hidden")) { "Search sessions by name, key, id or agent" }
                voidTag(
                    "input", Attribute("type", "search"), Attribute("name", "q"), Attribute("required"),
                    Attribute("maxlength", "200"), Attribute("placeholder", "Name, key, id or agent"),
                    Attribute("value", state.parameters["q"] ?? ""))
            }
            tag("button", Attribute("type", "submit")) {
                Icon.search.content
                "Search"
            }
            if state.parameters["q"] != nil {
                tag("a", .cssClass("button"), .href(state.setting(["q": nil, "page": nil]))) { "Show all" }
            }
        }
    }
}
