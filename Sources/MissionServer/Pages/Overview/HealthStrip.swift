// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// How calls to services went, in one line a service.
struct HealthStrip {
    let report: ServiceReport
    let state: PageState

    private static let maximumRows = 6

    var content: Markup {
        let more = tag("a", .href(state.on(PageEntry.health.path))) { "Health" }
        return Panel("health", "API health", detail: more) {
            if !state.filters.isEmpty { HealthWord.scope }
            if report.services.isEmpty {
                tag("p", .cssClass("detail")) { "No calls in these days." }
            } else {
                tag("div", .cssClass("scroll")) {
                    DataTable(
                        columns: [
                            .name("Service"), .text("Answered"), .number("429").wide,
                            .number("5xx").wide,
                        ],
                        rows: report.services.prefix(Self.maximumRows).map(row)
                    ).content
                }
            }
        }.content
    }

    private func name(_ name: String) -> Markup {
        guard let href = state.adding(PageState.Filter(dimension: .provider, value: name)) else { return Markup(name) }
        return tag("a", .href(href)) { name }
    }

    private func row(_ service: (name: String, health: ServiceHealth)) -> [Markup] {
        [
            name(service.name), HealthWord(service.health).content,
            Markup(service.health[.rateLimited].groupedString), Markup(service.health[.serverError].groupedString),
        ]
    }
}

/// How a service does, with icon and word.
struct HealthWord {
    /// How services do is known of all calls only.
    static let scope = tag("p", .cssClass("detail")) { "Of all calls in these days, whatever the filters." }

    private let health: ServiceHealth

    init(_ health: ServiceHealth) {
        self.health = health
    }

    var content: Markup {
        guard let answered = health.answeredPerMille else { return tag("span", .cssClass("unknown")) { "–" } }
        let text = "\(answered / 10).\(answered % 10) %"
        return switch answered {
        case 990...: tag("span", .cssClass("status good")) { Icon.check.content + Markup(text) }
        case 950...: tag("span", .cssClass("status caution")) { Icon.warning.content + Markup(text) }
        default: tag("span", .cssClass("status failed")) { Icon.failed.content + Markup(text) }
        }
    }
}
