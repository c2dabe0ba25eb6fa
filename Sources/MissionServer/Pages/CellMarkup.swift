// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Cells as HTML.
struct CellMarkup {
    let clock: PageClock
    /// The same cells in words.
    let words: CellText

    func markup(_ cell: ReportCell) -> Markup {
        switch cell {
        case .unknown: CostText.markup(nil)
        case .money(let amount), .cost(_, let amount): CostText.markup(amount)
        case .included(let value): included(value)
        case .name(let name?): NameText.markup(name)
        case .names(let names): self.names(names)
        case .title(let key, let label, let facts): title(key, label, facts)
        case .outcome(let status): outcome(status)
        case .part(let percentage): bar(percentage)
        case .moment(let moment): clock.time(moment)
        case .tokens(let count) where words.figures != .exact || count >= 1000: tokens(count)
        default: Markup(words.text(cell))
        }
    }

    private func tokens(_ count: Int64) -> Markup {
        tag("span", Attribute("title", count.groupedString)) { CountText.threeDigits(count) }
    }

    private func names(_ names: [String]) -> Markup {
        guard let first = names.first else { return Markup("–") }
        return NameText.markup(first) + Markup(names.count > 1 ? " and \(names.count - 1) more" : "")
    }

    /// A conversation: what people called it, or its key, and what it is for.
    private func title(_ key: String, _ label: String?, _ facts: [String]) -> Markup {
        tag("span", .cssClass("title"), Attribute("title", key)) { label ?? key }
            + tag("span", .cssClass("detail")) { facts.joined(separator: " · ") }
    }

    private func included(_ value: Money?) -> Markup {
        let worth = value.map { "\($0.displayString) at list price" } ?? "Included"
        return tag("span", .cssClass("included"), Attribute("title", worth)) { "included" }
    }

    private func outcome(_ status: CallStatus?) -> Markup {
        guard let status else { return tag("span", .cssClass("status note")) { "no usage told" } }
        return tag(
            "span", status.isFailure ? .cssClass("status failed") : .cssClass("status"),
            Attribute("data-status", status.rawValue)
        ) { status.words }
    }

    /// A failure with its icon and its word.
    static func failure(_ status: CallStatus) -> Markup {
        tag("span", .cssClass("status failed"), Attribute("data-status", status.rawValue)) {
            Icon.failed.content
            status.words
        }
    }

    private func bar(_ percentage: Int64) -> Markup {
        tag("span", .cssClass("share")) {
            tag("svg", Attribute("aria-hidden", "true"), Attribute("width", "100%"), Attribute("height", "6")) {
                tag(
                    "rect", .cssClass("track"), Attribute("width", "100%"), Attribute("height", "6"),
                    Attribute("rx", "3"))
                tag(
                    "rect", .cssClass("part"), Attribute("width", "\(percentage)%"), Attribute("height", "6"),
                    Attribute("rx", "3"))
            }
            "\(percentage) %"
        }
    }
}

/// Names of models and sessions for people.
enum NameText {
    /// `provider/model` with the provider in the background; other names as they are.
    static func markup(_ name: String) -> Markup {
        guard let slash = name.firstIndex(of: "/"), slash != name.startIndex else { return Markup(name) }
        let provider = String(name[...slash])
        return tag("span", .cssClass("provider")) { provider } + Markup(String(name[name.index(after: slash)...]))
    }
}
