// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// One screen that answers: how much today, this month, how much it will be, how fast, on what.
package struct StatusScreen: Sendable {
    /// What it shows.
    package var overview: Overview
    /// What providers last said about quotas.
    package var quotas: [GatewayQuotas]
    /// What goes on now; nil where nobody asked.
    package var current: CurrentUsage?
    /// What is exceeded, worst first.
    package var alerts: [Alert]

    package init(_ overview: Overview, quotas: [GatewayQuotas] = [], current: CurrentUsage? = nil, alerts: [Alert] = [])
    {
        self.overview = overview
        self.quotas = quotas
        self.current = current
        self.alerts = alerts
    }

    /// The screen as text, its last line break included.
    package func text(_ style: TableStyle) -> String {
        if overview.ledger.events == 0 {
            let empty = "The ledger is empty: run \(NextStep.ingest) to read what your agents have left behind.\n"
            return [empty, quotaLines].filter { !$0.isEmpty }.joined(separator: "\n")
        }
        let parts =
            [warnings(style), figures(style), quotaLines, series(style), shares("Models", overview.byModel, style)]
            + [shares("Agents", overview.byAgent, style), notes(style)]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private func warnings(_ style: TableStyle) -> String {
        alerts.map { style.warning("\($0.severity.rawValue): \($0.message)") + "\n" }.joined()
    }

    private func figures(_ style: TableStyle) -> String {
        var lines = [
            row("Today", overview.today, style), row("Yesterday", overview.yesterday, style),
            row("This month", overview.thisMonth, style), row("Last month", overview.lastMonth, style),
        ]
        if let forecast = overview.forecast {
            let interval = forecast.interval.map { "  likely \($0)" } ?? ""
            lines.append(amount("Month's end", overview.projected, style) + interval)
        }
        let burn = overview.burnRate
        let perMinute = burn.sums.tokens.total / BurnRate.minutes
        lines.append(amount("Last hour", burn.sums.knownAmount, style) + "  \(perMinute.groupedString) tokens a minute")
        if let current { lines += window(current, style) }
        return lines.map { $0 + "\n" }.joined()
    }

    /// The window of five hours, and what is used up first.
    private func window(_ current: CurrentUsage, _ style: TableStyle) -> [String] {
        guard let block = current.block else { return ["5 hours".padded(to: 13) + "no window: nobody has called"] }
        let left = DurationText.rough(block.end.milliseconds - current.now.milliseconds)
        let line = row("5 hours", block.sums, style) + ", ends in \(left)"
        let own = current.meters.filter(\.isOfWindow).map { meter in
            "Limit".padded(to: 13) + meter.usedText.padded(to: -12) + space + "  of the window's \(meter.title)"
        }
        let first = current.binding.flatMap { meter in
            meter.time.map { time in
                "Limit first".padded(to: 13) + meter.title.padded(to: -12) + space + "  "
                    + style.bold(time.expected == 0 ? "reached" : "in \(time.text)")
            }
        }
        return [line] + own + [first].compactMap(\.self)
    }

    /// As wide as the mark of an incomplete figure.
    private var space: String { marksGap ? " " : "" }

    private func row(_ title: String, _ sums: UsageSums, _ style: TableStyle) -> String {
        let calls = UsageNotes.calls(sums.calls)
        let detail = sums.calls == 0 ? "no calls" : "\(calls), \(sums.tokens.total.compactString) tokens"
        return amount(title, sums.knownAmount, style) + "  " + detail
    }

    /// The mark stands behind the column, so that the figures stay below each other.
    private func amount(_ title: String, _ amount: KnownAmount, _ style: TableStyle) -> String {
        let value = KnownAmount(amount.money).text(unknown: style.unknown)
        return title.padded(to: 13) + value.padded(to: -12) + mark(amount)
    }

    private func mark(_ amount: KnownAmount) -> String {
        amount.isPartial ? "*" : space
    }

    /// Whether anything on the screen is marked as incomplete.
    private var marksGap: Bool {
        let shares = (overview.byModel + overview.byAgent).map(\.sums.knownAmount)
        let figures = [
            overview.today, overview.yesterday, overview.thisMonth, overview.lastMonth, overview.burnRate.sums,
        ]
        return (figures.map(\.knownAmount) + [overview.projected] + shares).contains(where: \.isPartial)
    }

    private var quotaLines: String {
        quotas.flatMap { gateway in
            gateway.quotas.map { quota in
                let facts = [quota.limitText, quota.resetText(at: overview.now), quota.ageText(at: overview.now)]
                let used = quota.hasReset(at: overview.now) ? "was \(quota.usedText)" : quota.usedText
                return "Quota  " + "\(quota.provider) \(quota.label)".padded(to: 20) + used.padded(to: -12)
                    + "  " + (["\(gateway.gateway)"] + facts.compactMap(\.self)).joined(separator: ", ") + "\n"
            }
        }.joined()
    }

    private func series(_ style: TableStyle) -> String {
        guard style.unicode, overview.totals.cost > .zero else { return "" }
        let blocks = Sparkline.blocks(overview.daily.map(\.sums.cost))
        return "Last \(overview.daily.count) days  \(blocks)\n"
    }

    private func shares(_ title: String, _ shares: [UsageShare], _ style: TableStyle) -> String {
        let known = shares.filter { $0.sums.calls > 0 }
        guard !known.isEmpty else { return "" }
        let percentages = Percentages.of(known.map(\.sums.cost))
        let lines = zip(known, percentages).prefix(5).map { share, percentage in
            let name = share.displayName.shortened(to: 40, unicode: style.unicode).padded(to: 42)
            let known = share.sums.knownAmount
            let cost = KnownAmount(known.money).text(unknown: style.unknown).padded(to: -12) + mark(known)
            let part = known.money == nil ? "" : "\(percentage) %".padded(to: -7)
            return ("  " + name + cost + part).trimmingSpacesAtEnd
        }
        let more = known.count > 5 ? ["  and \(known.count - 5) more"] : []
        return ([style.bold("\(title), last \(overview.daily.count) days")] + lines + more).map { $0 + "\n" }.joined()
    }

    private func notes(_ style: TableStyle) -> String {
        (marksGap ? style.dim("* \(KnownAmount.markMeaning)") + "\n" : "")
            + overview.warnings.map { style.warning($0) + "\n" }.joined()
    }
}

extension String {
    fileprivate var trimmingSpacesAtEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }

    /// The text with spaces behind it up to so many columns; before it when `width` is negative.
    func padded(to width: Int) -> String {
        let padding = String(repeating: " ", count: max(0, abs(width) - displayWidth))
        return width < 0 ? padding + self : self + padding
    }
}
