// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Who or what the money went to: models, agents.
struct ShareSection {
    let id: StaticString
    let title: String
    let kind: String
    let shares: [UsageShare]
    let days: Int

    /// More than fit on a page are summed up in the reports.
    private static let maximumRows = 8

    var content: Markup {
        tag("section", .cssClass("card panel"), .section(id), Attribute("aria-label", title)) {
            tag("header") {
                tag("h2") { title }
                tag("p", .cssClass("detail")) { "Last \(days) days" }
            }
            if used.isEmpty {
                tag("p", .cssClass("detail")) { "No calls in these days." }
            } else {
                table
            }
            if used.count > Self.maximumRows {
                tag("p", .cssClass("detail")) {
                    tag("a", Attribute("href", "/api/v1/reports/\(id)")) { "And \(used.count - Self.maximumRows) more" }
                }
            }
        }
    }

    private var used: [UsageShare] {
        shares.filter { $0.sums.calls > 0 }
    }

    private var table: Markup {
        let percentages = Percentages.of(used.map(\.sums.cost))
        return DataTable(
            columns: [.name(kind), .number("Calls"), .number("Tokens"), .number("Cost"), .number("Share")],
            rows: zip(used, percentages).prefix(Self.maximumRows).map { share, percentage in
                [
                    NameText.markup(share.displayName),
                    Markup(share.sums.calls.groupedString),
                    Markup(share.sums.tokens.total.compactString),
                    CostText.markup(share.sums),
                    share.sums.knownCost == nil ? CostText.markup(nil) : bar(percentage),
                ]
            }
        ).content
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
