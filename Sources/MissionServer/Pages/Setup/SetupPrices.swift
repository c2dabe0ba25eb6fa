// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Which models have prices, which have none, and what can be done about each.
struct SetupPrices {
    let facts: PriceFacts
    let repricings: [Repricing]
    let clock: PageClock

    var content: Markup {
        Panel("prices", "Prices") {
            tag("p", .cssClass("lead-in")) {
                "\(Int64(facts.models).groupedString) models have prices, revision "
                tag("code") { facts.revision }
                if let update = facts.lastUpdate { "; the last ones are of \(update.text)" }
            }
            if facts.unpriced.isEmpty {
                tag("p", .cssClass("status good")) {
                    Icon.check.content + Markup("Every call that was read has a price")
                }
            } else {
                unpriced
            }
            if !repricings.isEmpty { history }
        }.content
    }

    @MarkupBuilder private var unpriced: Markup {
        tag("h3") { "Without a price" }
        tag("div", .cssClass("scroll")) {
            DataTable(
                columns: [.name("Model"), .number("Calls"), .number("Tokens"), .text("Why").wide],
                rows: facts.unpriced.prefix(SetupModel.maximumRows).map { model in
                    [
                        model.name.map(NameText.markup) ?? Markup("not named"),
                        Markup(model.sums.unpricedCalls.groupedString),
                        Markup(CountText.threeDigits(model.sums.tokens.total)),
                        Markup(model.reason?.rawValue ?? "it has one by now"),
                    ]
                }
            ).content
        }
        tag("ul", .cssClass("findings plain")) {
            if facts.unpriced.contains(where: { $0.reason == nil }) {
                step("What has a price by now gets it with `mctl reprice --unpriced`.")
            }
            if let first = facts.unpriced.first(where: { $0.reason != nil && $0.reason != .modelNotNamed })?.name {
                step(
                    "A price of your own, in dollars per million tokens, stands in a JSON file that"
                        + " `RUNTIME_USAGE_PRICING_FILE` names:")
                tag("li") {
                    tag("code") {
                        #"{"\#(first)": {"input": 3, "output": 15, "cache_read": 0.3, "cache_write": 3.75}}"#
                    }
                }
                step(
                    "OpenClaw's own configuration may have it, too: `models.providers.NAME.models[].cost` in"
                        + " `openclaw.json`. Then run `mctl reprice --unpriced`.")
            }
            if facts.unpriced.contains(where: { $0.reason == .modelNotNamed }) {
                step("Where a log names no model, no price can be found.")
            }
        }
    }

    private func step(_ sentence: String) -> Markup {
        tag("li") { CodeText.markup(sentence) }
    }

    @MarkupBuilder private var history: Markup {
        tag("h3") { "Priced afterwards" }
        DataTable(
            columns: [.text("When"), .number("Calls"), .number("Cost"), .text("Revision").wide],
            rows: repricings.map { repricing in
                [
                    clock.time(repricing.at), Markup(repricing.calls.groupedString),
                    CostText.markup(repricing.difference),
                    tag("code") { repricing.revision },
                ]
            }
        ).content
    }
}

/// Forms that keep and forget gateways.
struct SetupGateways {
    let gateways: [KeptGateway]
    /// Whether this server keeps any.
    let isKept: Bool

    var content: Markup {
        Panel("gateway-settings", gateways.isEmpty ? "Gateways" : "Change gateways") {
            if gateways.isEmpty {
                tag("p", .cssClass("detail")) {
                    CodeText.markup(
                        "A gateway of OpenClaw tells quotas, and calls of other computers. None is kept; `mctl gateway add`"
                            + " keeps one.")
                }
            }
            if isKept {
                tag("ul", .cssClass("rows")) {
                    for gateway in gateways { row(gateway) }
                }
                tag("details", .cssClass("send")) {
                    tag("summary") { "New gateway" }
                    form
                }
            }
        }.content
    }

    private func row(_ gateway: KeptGateway) -> Markup {
        tag("li", Attribute("id", "gateway-\(PageState.encoded(gateway.id))")) {
            tag("div", .cssClass("what")) {
                tag("p", .cssClass("message")) { tag("b") { gateway.id } }
                tag("p", .cssClass("detail")) { gateway.url }
            }
            tag("div", .cssClass("acts")) {
                SendForm(
                    .delete, "/api/v1/gateways/\(PageState.encoded(gateway.id))", done: "Removed.", button: "Remove",
                    about: gateway.id, confirm: "Press again to remove"
                ).content
            }
        }
    }

    private var form: Markup {
        SendForm(
            .post, "/api/v1/gateways", style: "send fields", done: "The gateway is kept.", button: "Keep gateway",
            isPrimary: true
        ) {
            FormField.text("Name", "id", hint: "home", [Attribute("required"), Attribute("maxlength", "64")])
            FormField.text("Address", "url", hint: "ws://127.0.0.1:18789", [Attribute("required")])
            FormField.text("Token, if any", "token", [Attribute("type", "password")])
        }.content
    }
}
