// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// An overview as HTML: the part of the page that changes.
struct OverviewView {
    let overview: Overview
    let health: HealthReport
    let sources: SourceHealth
    var gateways: [GatewayCard] = []
    var banner = AlertBanner([])

    /// Everything inside the page's `main`.
    var content: Markup {
        let gateways = GatewaySection(view: self).content
        if overview.ledger.events == 0 { return EmptyView(health: health, missing: missing).content + gateways }
        return banner.content + figures + notes + gateways + DailySection(overview: overview, clock: clock).content
            + tag("div", .cssClass("columns")) {
                share("models", "By model", overview.modelTable)
                share("agents", "By agent", overview.agentTable)
            }
            + panel("sessions", "Most expensive sessions", "Last \(overview.daily.count) days", overview.sessionTable)
            + panel(
                "calls", "Newest calls", "\(overview.ledger.events.groupedString) in the ledger", overview.callTable)
            + tag("p", .cssClass("detail zone")) { "Days and times in \(overview.zone.name)" }
    }

    /// How this page tells moments.
    var clock: PageClock { PageClock(zone: overview.zone, now: overview.now) }

    private func share(_ id: StaticString, _ title: String, _ table: ReportTable) -> Markup {
        ShareSection(id: id, title: title, table: table, days: overview.daily.count, clock: clock).content
    }

    private func panel(_ id: StaticString, _ title: String, _ detail: String, _ table: ReportTable) -> Markup {
        tag("section", .cssClass("card panel"), .section(id), Attribute("aria-label", title)) {
            tag("header") {
                tag("h2") { title }
                tag("p", .cssClass("detail")) { detail }
            }
            ReportTableView(table: table, clock: clock).content
        }
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
