// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// An overview as HTML: the part of the page that changes.
struct OverviewView {
    let overview: Overview
    let health: HealthReport
    let sources: SourceHealth
    var gateways: [GatewayCard] = []

    /// Everything inside the page's `main`.
    var content: Markup {
        let gateways = GatewaySection(view: self).content
        if overview.ledger.events == 0 { return EmptyView(health: health, missing: missing).content + gateways }
        return figures + notes + gateways + DailySection(overview: overview).content
            + tag("div", .cssClass("columns")) {
                ShareSection(
                    id: "models", title: "By model", kind: "Model", shares: overview.byModel, days: overview.daily.count
                ).content
                ShareSection(
                    id: "agents", title: "By agent", kind: "Agent", shares: overview.byAgent, days: overview.daily.count
                ).content
            }
            + SessionSection(view: self).content
            + CallSection(view: self).content
            + tag("p", .cssClass("detail zone")) { "Days and times in \(overview.zone.name)" }
    }

    private var notes: Markup {
        let problems = health.problems.map { "Could not be read: \($0)" }
        let sentences = quiet + missing + mark + overview.warnings + problems
        if sentences.isEmpty { return .empty }
        return tag(
            "section", .cssClass("notes"), .section("notes"), Attribute("aria-label", "What the figures leave out")
        ) {
            tag("ul") {
                for sentence in sentences { tag("li") { CodeText.markup(sentence) } }
            }
        }
    }

    /// What the star behind an amount means, where there is one.
    private var mark: [String] {
        let figures = [overview.today, overview.yesterday, overview.thisMonth, overview.lastMonth, overview.totals]
        let isMarked = (figures.map(\.knownAmount) + [overview.projected]).contains(where: \.isPartial)
        return isMarked ? ["* \(KnownAmount.markMeaning)"] : []
    }

    /// Stores that exist and of which nothing is in the figures. What could not be read is told in its own words.
    private var missing: [String] {
        let told = Set(health.problems.map(\.description))
        return sources.findings.filter { $0.severity == .error && !told.contains($0.message) }.map { finding in
            [finding.message, finding.advice].compactMap(\.self).joined(separator: " ")
        }
    }

    /// Zeros everywhere need a reason: the agents rest, or their calls no longer arrive.
    private var quiet: [String] {
        guard overview.totals.calls == 0, let newest = overview.ledger.newestEvent else { return [] }
        let day = overview.zone.day(of: newest)
        return [
            "No calls in these \(overview.daily.count) days. The newest is of \(DayText.short(day)) \(day.components.year);"
                + " if there should be later ones, run `mctl doctor`."
        ]
    }

    private var figures: Markup {
        FigureSection(overview: overview).content
    }
}

extension OverviewView {
    /// The local time of day, for what is of today; the day and the time for the rest.
    func time(_ moment: Timestamp) -> Markup {
        let zone = overview.zone
        let day = zone.day(of: moment)
        let isToday = day == zone.day(of: overview.now)
        return tag("time", Attribute("datetime", moment.iso8601)) {
            isToday ? clockTime(moment) : "\(DayText.short(day)), \(clockTime(moment))"
        }
    }

    /// `14:03`.
    func clockTime(_ moment: Timestamp) -> String {
        let zone = overview.zone
        let minute = (moment.seconds + zone.offset(at: moment)).floorDivided(by: 60)
        let ofDay = minute - minute.floorDivided(by: 1440) * 1440
        return "\((ofDay / 60).padded(to: 2)):\((ofDay % 60).padded(to: 2))"
    }
}

/// Sentences in which commands stand between backquotes.
enum CodeText {
    static func markup(_ sentence: String) -> Markup {
        let parts = sentence.split(separator: "`", omittingEmptySubsequences: false)
        return parts.enumerated().reduce(into: .empty) { markup, part in
            let text = String(part.element)
            markup = markup + (part.offset % 2 == 1 ? tag("code") { text } : Markup(text))
        }
    }
}

/// Days for people.
enum DayText {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// `November`.
    static func month(_ day: CivilDay) -> String {
        let index = Int(day.components.month) - 1
        return months.indices.contains(index) ? months[index] : ""
    }

    /// `21 Nov`.
    static func short(_ day: CivilDay) -> String {
        "\(day.components.day) \(month(day).prefix(3))"
    }
}

/// Amounts for people.
enum CostText {
    /// Dollars and cents; a dash where nothing is known, which is not $0.
    static func markup(_ cost: Money?) -> Markup {
        guard let cost else {
            return tag("span", .cssClass("unknown"), Attribute("title", "No price is known")) { "–" }
        }
        return Markup(cost.displayString)
    }

    /// What is known of the cost of calls.
    static func markup(_ sums: UsageSums) -> Markup {
        markup(sums.knownAmount)
    }

    /// An amount, marked where a part is not in it.
    static func markup(_ amount: KnownAmount) -> Markup {
        guard amount.isPartial else { return markup(amount.money) }
        return tag("span", .cssClass("partial"), Attribute("title", KnownAmount.markMeaning)) { amount.text() }
    }
}

/// Counts for people.
enum CountText {
    /// `1 call`, `1,204 calls`.
    static func calls(_ count: Int64) -> String {
        count == 1 ? "1 call" : "\(count.groupedString) calls"
    }

    /// `1.2M tokens`.
    static func tokens(_ count: Int64) -> String {
        count == 1 ? "1 token" : "\(count.compactString) tokens"
    }
}
