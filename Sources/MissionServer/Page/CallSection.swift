// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The newest calls, failed ones marked.
struct CallSection {
    let view: OverviewView

    var content: Markup {
        tag("section", .cssClass("card panel"), .section("calls"), Attribute("aria-label", "Newest calls")) {
            tag("header") {
                tag("h2") { "Newest calls" }
                tag("p", .cssClass("detail")) { "\(view.overview.ledger.events.groupedString) in the ledger" }
            }
            DataTable(
                columns: [
                    .text("Time"), .name("Session"), .text("Model"), .text("Status"), .number("Tokens"),
                    .number("Cost"),
                ],
                rows: view.overview.newestCalls.map(row)
            ).content
        }
    }

    private func row(_ record: RecordedEvent) -> [Markup] {
        let event = record.event
        return [
            view.time(event.at),
            SessionText.markup(record.session),
            NameText.markup("\(event.attribution.provider)/\(event.attribution.model)"),
            StatusText.markup(event),
            event.hasUnknownUsage ? CostText.markup(nil) : Markup(event.tokens.total.compactString),
            cost(event),
        ]
    }

    private func cost(_ event: UsageEvent) -> Markup {
        if event.cost.basis == .subscription {
            let value = event.cost.subscriptionValue.map { "\($0.displayString) at list price" } ?? "Included"
            return tag("span", .cssClass("included"), Attribute("title", value)) { "included" }
        }
        return CostText.markup(event.cost.counted)
    }
}

/// How a call ended, for people.
enum StatusText {
    static func markup(_ event: UsageEvent) -> Markup {
        if event.hasUnknownUsage {
            return tag("span", .cssClass("status note")) { "no usage told" }
        }
        if event.status.isFailure {
            return tag("span", .cssClass("status failed"), Attribute("data-status", event.status.rawValue)) {
                words(event.status)
            }
        }
        return tag("span", .cssClass("status"), Attribute("data-status", event.status.rawValue)) { words(event.status) }
    }

    private static func words(_ status: CallStatus) -> String {
        switch status {
        case .ok: "ok"
        case .aborted: "stopped"
        case .rateLimited: "rate limited"
        case .serverError: "server error"
        case .timeout: "timed out"
        case .denied: "denied"
        case .badRequest: "bad request"
        case .failed: "failed"
        }
    }
}
