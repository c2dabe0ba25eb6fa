// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// One conversation as HTML.
struct SessionView {
    let model: SessionModel
    let state: PageState
    /// Whether the newest calls are shown.
    let isFirstPage: Bool

    private var clock: PageClock { PageClock(zone: state.zone, now: state.now) }

    var content: Markup {
        tag("p", .cssClass("trail")) {
            tag("a", .href(state.on(PageEntry.sessions.path))) { "All sessions" }
        }
            + SessionTiles(model: model, clock: clock).content + SessionCostPanel(model: model, clock: clock).content
            + tag("div", .cssClass("columns")) {
                SessionFactPanel(model: model, state: state).content
                SessionFamilyPanel(model: model, state: state).content
            }
            + SessionCallPanel(model: model, state: state, isFirstPage: isFirstPage).content
            + SessionExplanationPanel(model: model, state: state).content
    }
}

/// How much, how many, how well cached, and how much with everything that it started.
struct SessionTiles {
    let model: SessionModel
    let clock: PageClock

    private var sums: UsageSums { model.session.sums }

    var content: Markup {
        tag("section", .cssClass("tiles"), Attribute("aria-label", "At a glance")) {
            tile("Cost", figure: "cost", CostText.markup(sums)) {
                tag("span", .cssClass("number")) { CostText.markup(sums.meanCallCost) }
                " per call"
            }
            tile("Calls", figure: "calls", Markup(sums.calls.groupedString)) { failures }
            tile("Tokens", figure: "tokens", Markup(CountText.threeDigits(sums.tokens.total))) {
                "\(CountText.threeDigits(sums.tokens.output)) answered\(cached)"
            }
            family
        }
    }

    @MarkupBuilder private var failures: Markup {
        if sums.failedCalls > 0 {
            tag("span", .cssClass("status failed")) {
                Icon.failed.content
                "\(sums.failedCalls.groupedString) failed"
            }
        } else {
            tag("span", .cssClass("status good")) {
                Icon.check.content
                "None failed"
            }
        }
    }

    private var cached: String {
        let prompt = sums.tokens.prompt
        if prompt <= 0 { return "" }
        return ", \(Int64(clamping: Int128(sums.tokens.cacheRead) * 100 / Int128(prompt))) % of input from cache"
    }

    @MarkupBuilder private var family: Markup {
        let children = model.tree.children(of: model.ids).count
        if children > 0 {
            let all = model.tree.sums(of: model.ids)
            tile("With what it started", figure: "with-children", CostText.markup(all)) {
                "\(children == 1 ? "1 session" : "\(Int64(children).groupedString) sessions")"
                    + (model.isWholeTree ? "" : " and more") + ", \(CountText.calls(all.calls))"
            }
        } else {
            let span = model.session.lastCall.milliseconds.subtractingSaturating(model.session.firstCall.milliseconds)
            tile("First to last call", figure: "span", Markup(span > 0 ? DurationText.rough(span) : "One call")) {
                "Last "
                clock.time(model.session.lastCall)
            }
        }
    }
}
