// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Advice as HTML.
struct AdviceView {
    let model: AdviceModel
    let state: PageState

    private var clock: PageClock { PageClock(zone: state.zone, now: state.now) }

    var content: Markup {
        forecast + suggestions + whatIf + SubscriptionSection(answer: model.subscriptions, clock: clock).content
    }

    private var forecast: Markup {
        Panel("forecast", "\(DayText.month(state.today)) until its end") {
            if let forecast = model.forecast {
                tag("p", .cssClass("lead-in")) {
                    tag("span", .cssClass("number strong"), .figure("forecast")) { CostText.markup(model.projected) }
                    " expected, "
                    tag("span", .cssClass("number")) { CostText.markup(model.thisMonth) }
                    " spent so far"
                }
                ChartView(title: fan.title, drawing: fan.svg, table: intervals(forecast)).content
                tag("p", .cssClass("detail")) {
                    "Bars are days, the line what they add up to; the bands hold in 80 and in 95 of 100 cases. From "
                    forecast.basisDays == 1 ? "one day." : "\(forecast.basisDays) days."
                }
            } else {
                tag("p", .cssClass("detail")) { "There is nothing to go by yet: a forecast needs a day with calls." }
            }
        }.content
    }

    private var fan: FanChart {
        FanChart(
            model.days, forecast: model.forecast, period: model.period, today: state.today, limit: model.limit,
            id: "forecast")
    }

    private func intervals(_ forecast: Forecast) -> Markup {
        func line(_ name: String, _ range: ClosedRange<Money>) -> [Markup] {
            [Markup(name), Markup(range.lowerBound.displayString), Markup(range.upperBound.displayString)]
        }
        return DataTable(
            columns: [.name("In how many cases"), .number("From"), .number("To")],
            rows: [line("80 of 100", forecast.likely), line("95 of 100", forecast.nearlySure)]
        ).content
    }

    private var suggestions: Markup {
        Panel("suggestions", "What would cost less", detail: Markup("From the calls of 30 days")) {
            if let document = model.suggestions.document {
                list(document)
            } else {
                WaitingText(standing: model.suggestions).content
            }
        }.content
    }

    @MarkupBuilder private func list(_ document: ReportDocument) -> Markup {
        if let table = document.tables.first, !table.rows.isEmpty {
            tag("ul", .cssClass("advice")) {
                for row in table.rows { tag("li") { suggestion(row, table) } }
            }
        } else {
            tag("p", .cssClass("detail")) { document.emptySentence ?? "Nothing stands out." }
        }
    }

    private func suggestion(_ row: ReportRow, _ table: ReportTable) -> Markup {
        let cells = CellMarkup(clock: clock, words: CellText(zone: state.zone))
        func cell(_ key: String) -> Markup { table.index(of: key).map { cells.markup(row.cells[$0]) } ?? .empty }
        return tag("h3") {
            cell("what")
            ": "
            cell("subject")
        }
            + tag("p") {
                "Saves "
                tag("b") { cell("saving") }
                " in 30 days, likely "
                cell("low")
                " to "
                cell("high")
                ". "
                cell("calls")
                " calls, "
                cell("cost")
                "."
            }
            + tag("p", .cssClass("detail")) { cell("shown_by") }
            + tag("details") {
                tag("summary") { "Its calls, and how to see later whether it worked" }
                if let href = SuggestionLink.href(row, table, state) {
                    tag("p", .cssClass("detail")) { tag("a", .href(href)) { "Its calls, by model" } }
                }
                tag("p", .cssClass("detail")) { tag("code") { cell("command") } }
                tag("p", .cssClass("detail")) {
                    "Worked when "
                    cell("check")
                    ": "
                    tag("code") { cell("check_command") }
                }
            }
    }

    private var whatIf: Markup {
        Panel("what-if", "What if another model had answered?", detail: Markup(state.range.title)) {
            form
            if let standing = model.alternative {
                if let document = standing.document {
                    answer(document)
                } else {
                    WaitingText(standing: standing).content
                }
            } else {
                tag("p", .cssClass("detail")) {
                    "The same calls at another model's prices, call by call. Filters of the page leave only some of them."
                }
            }
        }.content
    }

    private var form: Markup {
        tag("form", .cssClass("line"), Attribute("method", "get"), .action(state.path)) {
            for pair in state.shared {
                voidTag(
                    "input", Attribute("type", "hidden"), Attribute("name", pair.name), Attribute("value", pair.value))
            }
            tag("label") {
                tag("span") { "Model, as provider/model" }
                voidTag(
                    "input", Attribute("name", "to"), Attribute("list", "models"), Attribute("required"),
                    Attribute("value", state.parameters["to"] ?? ""),
                    Attribute("placeholder", "anthropic/claude-haiku-4-5"))
            }
            tag("datalist", .id("models")) {
                for name in model.models.prefix(50) { tag("option", Attribute("value", name)) }
            }
            tag("button", Attribute("type", "submit")) { "Compare" }
        }
    }

    @MarkupBuilder private func answer(_ document: ReportDocument) -> Markup {
        if let table = document.tables.first, document.emptySentence == nil {
            ReportTableView(table: table, clock: clock, narrow: ["model", "cost", "saving"]).content
        } else {
            tag("p", .cssClass("detail")) { document.emptySentence ?? "No calls in these days." }
        }
        for note in document.notes { tag("p", .cssClass("detail")) { CodeText.markup(note.text) } }
    }
}

/// What stands where something is still being worked out.
struct WaitingText {
    let standing: DocumentDesk.Standing

    var content: Markup {
        if standing.hasFailed {
            return tag("p", .cssClass("detail failed")) {
                CodeText.markup("This could not be worked out; the log of `mctl serve` says why.")
            }
        }
        // The page's script looks again.
        return tag("p", .cssClass("detail"), Attribute("data-again", "2000")) { "Looking at single calls…" }
    }
}
