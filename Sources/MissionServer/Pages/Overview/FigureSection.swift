// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The four figures that answer "how much, how much until the end of the month, how fast".
struct FigureSection {
    let overview: Overview

    var content: Markup {
        tag("section", .cssClass("figures"), Attribute("aria-label", "At a glance")) {
            today
            month
            projection
            burnRate
        }
    }

    private var today: Markup {
        tag("article", .cssClass("card lead")) {
            tag("h2") { "Today" }
            tag("p", .cssClass("value"), .figure("today"), Attribute("aria-live", "polite")) {
                CostText.markup(overview.today)
            }
            tag("div", .cssClass("chart spark")) {
                Markup(chart: Sparkline(overview.hourly.map(\.sums.cost), title: "Cost by hour, last 24 hours").svg)
            }
            tag("p", .cssClass("detail")) { activity(overview.today) }
            tag("p", .cssClass("detail")) {
                "Yesterday "
                tag("span", .cssClass("number")) { CostText.markup(overview.yesterday) }
            }
        }
    }

    private var month: Markup {
        tag("article", .cssClass("card")) {
            tag("h2") { DayText.month(overview.zone.day(of: overview.now)) }
            tag("p", .cssClass("value"), .figure("month")) { CostText.markup(overview.thisMonth) }
            tag("p", .cssClass("detail")) { activity(overview.thisMonth) }
            tag("p", .cssClass("detail")) {
                "Last month "
                tag("span", .cssClass("number")) { CostText.markup(overview.lastMonth) }
            }
        }
    }

    private var projection: Markup {
        tag("article", .cssClass("card")) {
            tag("h2") { "End of \(DayText.month(overview.zone.day(of: overview.now)))" }
            tag("p", .cssClass("value"), .figure("projection")) { CostText.markup(overview.projected) }
            if let forecast = overview.forecast, overview.projected.money != nil {
                if let interval = forecast.interval { tag("p", .cssClass("detail")) { "Likely \(interval)" } }
                tag("p", .cssClass("detail")) { basis(forecast) }
            } else {
                tag("p", .cssClass("detail")) { "Nothing to go by yet" }
            }
        }
    }

    private var burnRate: Markup {
        let sums = overview.burnRate.sums
        let tokens = sums.tokens.total / BurnRate.minutes
        return tag("article", .cssClass("card")) {
            tag("h2") { "Last 60 minutes" }
            tag("p", .cssClass("value"), .figure("burn-rate")) { CostText.markup(sums) }
            tag("p", .cssClass("detail")) {
                tokens == 0 && sums.tokens.total > 0
                    ? "Less than a token a minute" : "\(CountText.tokens(tokens)) a minute"
            }
            tag("p", .cssClass("detail")) { CountText.calls(sums.calls) }
        }
    }

    private func basis(_ forecast: Forecast) -> String {
        forecast.basisDays == 1 ? "From one day" : "From the last \(forecast.basisDays) days"
    }

    private func activity(_ sums: UsageSums) -> String {
        if sums.calls == 0 { return "No calls" }
        return "\(CountText.calls(sums.calls)), \(CountText.tokens(sums.tokens.total))"
    }
}
