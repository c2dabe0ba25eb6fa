// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A gateway as the page shows it.
struct GatewayCard: Sendable {
    let state: GatewayState
    let quotas: [QuotaWindow]

    /// Reads what is kept of the gateways' quotas.
    static func load(
        _ states: [GatewayState], from reader: any LedgerReader, now: Timestamp
    ) async throws -> [GatewayCard] {
        var cards: [GatewayCard] = []
        for state in states {
            let quotas = try await QuotaWindow.load(
                gateway: state.gateway.id, reading: state.reading, from: reader, now: now)
            cards.append(GatewayCard(state: state, quotas: quotas))
        }
        return cards
    }
}

/// The gateways: whether each answers, and how much of each quota is used.
struct GatewaySection {
    let gateways: [GatewayCard]
    let clock: PageClock

    var content: Markup {
        if gateways.isEmpty { return .empty }
        return tag("section", .cssClass("card panel"), .section("gateways"), Attribute("aria-label", "Gateways")) {
            tag("header") { tag("h2") { gateways.count == 1 ? "Gateway" : "Gateways" } }
            for card in gateways { article(card) }
        }
    }

    private func article(_ card: GatewayCard) -> Markup {
        tag("article", .cssClass("gateway")) {
            tag("h3") {
                tag("span") { card.state.gateway.id }
                state(card.state)
            }
            tag("p", .cssClass("detail")) { facts(card.state) }
            trouble(card.state)
            if !card.quotas.isEmpty {
                tag("ul", .cssClass("quotas")) {
                    for quota in card.quotas { tag("li") { line(quota) } }
                }
            }
        }
    }

    private func state(_ state: GatewayState) -> Markup {
        if !state.gateway.isEnabled { return tag("span", .cssClass("status")) { "Switched off" } }
        guard let reading = state.reading, reading.isReachable else {
            return tag("span", .cssClass("status failed")) { "Not reachable" }
        }
        return tag("span", .cssClass("status good")) { "Reachable" }
    }

    private func facts(_ state: GatewayState) -> Markup {
        let reading = state.reading
        let words = [
            state.gateway.url, reading?.version.map { "OpenClaw \($0)" },
            reading?.protocolVersion.map { "protocol \($0)" },
        ]
        let text = Markup(words.compactMap(\.self).joined(separator: ", "))
        guard let reading, reading.hasFigures else { return text }
        return text + Markup(", last heard ") + clock.time(reading.fetchedAt)
    }

    @MarkupBuilder private func trouble(_ state: GatewayState) -> Markup {
        if let reading = state.reading, let error = reading.error {
            let sentence = [error, reading.advice].compactMap(\.self).joined(separator: "; ") + "."
            let isBad = state.gateway.isEnabled && !reading.isReachable
            tag("p", .cssClass(isBad ? "detail failed" : "detail")) { CodeText.markup(Self.capitalized(sentence)) }
        }
        if let gaps = state.reading?.gaps { tag("p", .cssClass("detail")) { gaps } }
    }

    /// An address in front stays as it is written.
    private static func capitalized(_ sentence: String) -> String {
        let word = sentence.split(separator: " ").first ?? ""
        return word.contains(":") ? sentence : word.prefix(1).uppercased() + sentence.dropFirst()
    }

    @MarkupBuilder private func line(_ quota: QuotaWindow) -> Markup {
        let isOver = quota.hasReset(at: clock.now)
        tag("span", .cssClass("name")) { "\(quota.provider) \(quota.label)" }
        bar(isOver ? 0 : quota.usedHundredths)
        tag("span", .cssClass("number")) { isOver ? "–" : quota.usedText }
        tag("span", .cssClass("detail")) {
            if let resetsAt = quota.resetsAt {
                isOver ? "began anew at " : "resets at "
                clock.time(resetsAt)
            }
            if let limit = quota.limitText { tag("span", .cssClass("limit")) { limit } }
            if let age = quota.ageText(at: clock.now) { tag("span", .cssClass("age")) { age } }
        }
    }

    /// The percentage stands beside it in words, so it is only for the eye.
    private func bar(_ hundredths: Int64) -> Markup {
        let width = "\(max(0, min(10_000, hundredths)) / 100)%"
        return tag(
            "svg", .cssClass("share"), Attribute("aria-hidden", "true"), Attribute("width", "100%"),
            Attribute("height", "6")
        ) {
            tag(
                "rect", .cssClass("track"), Attribute("width", "100%"), Attribute("height", "6"), Attribute("rx", "3"))
            tag(
                "rect", .cssClass(hundredths >= 9_000 ? "part full" : "part"), Attribute("width", width),
                Attribute("height", "6"), Attribute("rx", "3"))
        }
    }
}
