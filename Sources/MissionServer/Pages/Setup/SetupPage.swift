// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What is read, what is not and why, and what is kept beside calls.
struct SetupPage: Page {
    let entry = PageEntry.setup
    /// Whoever has no calls yet looks here for the reason.
    let needsCalls = false
    let hasRange = false

    func content(_ state: PageState, _ context: PageContext) async throws -> PageContent {
        let model = try await SetupModel.load(state, context)
        let reports = ReportCatalog.all().map { (id: $0.id, title: $0.title) }
        return PageContent(entry.title) {
            SetupView(model: model, state: state, reports: reports, keepsGateways: context.keeper != nil).content
        }
    }
}

/// The page as HTML.
struct SetupView {
    let model: SetupModel
    let state: PageState
    let reports: [(id: String, title: String)]
    let keepsGateways: Bool

    private var clock: PageClock { PageClock(zone: state.zone, now: state.now) }

    var content: Markup {
        SetupSources(model: model, clock: clock).content + withoutScript
            + SetupPrices(facts: model.prices, repricings: model.repricings, clock: clock).content
            + tag("div", .cssClass("columns three")) {
                ledger
                subscriptions
                access
            }
            + GatewaySection(gateways: model.gateways, clock: clock).content
            + SetupGateways(gateways: model.gateways.map(\.state.gateway), isKept: keepsGateways).content
            + exports
    }

    private var withoutScript: Markup {
        WithoutScript.note("`mctl gateway add` and `mctl gateway remove` change gateways.")
    }

    private var ledger: Markup {
        let extent = model.ledger.extent
        return Panel("ledger", "Ledger") {
            tag("dl", .cssClass("facts")) {
                fact("Calls", Markup(model.ledger.events.groupedString))
                fact("Oldest", extent.map { clock.time($0.lowerBound.start) } ?? Markup("–"))
                fact("Newest", model.ledger.newestEvent.map(clock.time) ?? Markup("–"))
                fact("Generation", Markup(model.ledger.generation.groupedString))
                fact("State", readiness)
            }
            tag("p", .cssClass("detail")) {
                "The generation grows with every change; equal generations mean equal answers."
            }
        }.content
    }

    private var readiness: Markup {
        if model.health.reasonsNotReady.isEmpty {
            return tag("span", .cssClass("status good")) { Icon.check.content + Markup("Everything was read") }
        }
        return tag("span", .cssClass("status caution place")) {
            Icon.warning.content + Markup(model.health.reasonsNotReady.joined(separator: "; "))
        }
    }

    private func fact(_ name: String, _ value: Markup) -> Markup {
        tag("dt") { name } + tag("dd") { value }
    }

    private var subscriptions: Markup {
        Panel("subscriptions", "Subscriptions") {
            switch model.subscriptions {
            case .failure(let failure):
                tag("p", .cssClass("status failed place")) {
                    Icon.failed.content + Markup("Failed: \(failure.sentence)")
                }
            case .success(let kept) where kept.isEmpty:
                tag("p", .cssClass("detail")) {
                    CodeText.markup(
                        "No flat fee is kept. `mctl subscription set ACCOUNT 20` tells what an account pays a month.")
                }
            case .success(let kept):
                DataTable(
                    columns: [.name("Account"), .number("A month")],
                    rows: kept.map { [Markup($0.account), CostText.markup($0.monthlyFee)] }
                ).content
            }
        }.content
    }

    private var access: Markup {
        Panel("access", "Access") {
            tag("p", .cssClass("detail")) {
                CodeText.markup(
                    "Only this computer can reach this page unless `mctl serve --bind` says otherwise, with tokens of `mctl token create`; to look from another"
                        + " one, forward the port: `ssh -L 8787:127.0.0.1:8787 HOST`. No other site's page can change"
                        + " anything here.")
            }
        }.content
    }

    private var exports: Markup {
        Panel("exports", "Exports", detail: tag("a", Attribute("href", "/api/v1/reports")) { "List" }) {
            tag("p", .cssClass("detail")) {
                "Every report as a file, of all days. Single calls, page by page: "
                tag("a", Attribute("href", "/api/v1/events")) { "/api/v1/events" }
                "; all of them: "
                tag("a", Attribute("href", "/api/v1/export?events=1&format=csv")) { "CSV" }
                "; this month to print: "
                tag("a", Attribute("href", "/api/v1/export?format=pdf")) { "PDF" }
            }
            tag("div", .cssClass("scroll")) {
                DataTable(
                    columns: [.name("Report"), .text("Table"), .text("Data"), .text("Text")],
                    rows: reports.map { report in
                        [Markup(report.title)] + ["csv", "json", "md"].map { link(report.id, $0) }
                    }
                ).content
            }
        }.content
    }

    private func link(_ id: String, _ format: String) -> Markup {
        let zone: [(name: String, value: String)] = state.hasZone ? [("tz", state.zone.name)] : []
        return tag("a", .href(PageState.address("/api/v1/reports/\(id)", zone + [("format", format)]))) {
            format.uppercased()
            tag("span", .cssClass("hidden")) { " \(id)" }
        }
    }
}
