// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The four figures that answer "how much, how much until the end of the month, how long still".
struct TileSection {
    let model: OverviewModel
    let state: PageState

    private var overview: Overview { model.overview }

    var content: Markup {
        tag("section", .cssClass("tiles"), Attribute("aria-label", "At a glance")) {
            today
            week
            month
            LimitTile(model: model, state: state).content
        }
    }

    private var today: Markup {
        tag("article", .cssClass("card tile lead")) {
            tag("h2") { "Today" }
            tag("p", .cssClass("value"), .figure("today"), Attribute("aria-live", "polite")) {
                CostText.markup(overview.today)
            }
            tag("div", .cssClass("spark")) {
                Markup(chart: Sparkline(overview.hourly.map(\.sums.cost), title: "Cost by hour, last 24 hours").svg)
            }
            tag("p", .cssClass("detail")) { activity(overview.today) }
            comparison("Yesterday at this time", overview.today, model.day.former)
            active
        }
    }

    /// What goes on right now.
    private var active: Markup {
        let sums = overview.burnRate.sums
        return tag("p", .cssClass("detail"), .figure("burn-rate")) {
            if sums.calls == 0 {
                "Quiet for an hour"
            } else {
                "\(model.active.sentence), last hour "
                tag("span", .cssClass("number")) { CostText.markup(sums) }
            }
        }
    }

    private var week: Markup {
        tag("article", .cssClass("card tile")) {
            tag("h2") { "This week" }
            tag("p", .cssClass("value"), .figure("week")) { CostText.markup(model.week.current) }
            tag("p", .cssClass("detail")) { activity(model.week.current) }
            comparison("Last week at this time", model.week.current, model.week.former)
        }
    }

    private var month: Markup {
        tag("article", .cssClass("card tile")) {
            tag("h2") { DayText.month(state.today) }
            tag("p", .cssClass("value"), .figure("month")) { CostText.markup(overview.thisMonth) }
            MonthMeter(status: model.monthBudget, projected: overview.projected.money).content
            tag("p", .cssClass("detail")) {
                "Projected "
                tag("span", .cssClass("number"), .figure("projection")) { CostText.markup(overview.projected) }
                if let interval = overview.forecast?.interval, overview.projected.money != nil {
                    ", likely \(interval)"
                }
            }
            tag("p", .cssClass("detail")) {
                "Last month "
                tag("span", .cssClass("number")) { CostText.markup(overview.lastMonth) }
            }
        }
    }

    private func comparison(_ title: String, _ now: UsageSums, _ before: UsageSums) -> Markup {
        let change = before.calls == 0 ? "" : ChangeText.text(now.knownAmount, before.knownAmount)
        return tag("p", .cssClass("detail")) {
            "\(title) "
            tag("span", .cssClass("number")) { before.calls == 0 ? Markup("no calls") : CostText.markup(before) }
            if !change.isEmpty, change != "–" { ", \(change)" }
        }
    }

    private func activity(_ sums: UsageSums) -> String {
        if sums.calls == 0 { return "No calls" }
        return "\(CountText.calls(sums.calls)), \(CountText.tokens(sums.tokens.total))"
    }
}

/// How much of the month's budget is used, with a mark where the month is expected to end.
struct MonthMeter {
    let status: BudgetStatus?
    let projected: Money?

    var content: Markup {
        guard let status else { return .empty }
        let limit = Int128(max(1, status.budget.limit))
        let end = projected.map { Int64(clamping: Int128($0.nanodollars) * 10_000 / limit) }
        return Meter(hundredths: status.usedHundredths, mark: end).content
            + tag("p", .cssClass("detail")) {
                "\(status.usedHundredths / 100) % of \(Money(nanodollars: status.budget.limit).displayString)"
            }
    }
}
