// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// One line for the bar below a prompt.
package struct StatusLine: Hashable, Sendable {
    /// Today so far.
    package var today: UsageSums
    /// What goes on now.
    package var current: CurrentUsage
    /// What the program that shows the line told of itself.
    package var prompt: StatusPrompt?
    /// What the ledger has of that program's session; nil where it has nothing.
    package var session: UsageSums?

    package init(today: UsageSums, current: CurrentUsage, prompt: StatusPrompt? = nil, session: UsageSums? = nil) {
        self.today = today
        self.current = current
        self.prompt = prompt
        self.session = session
    }

    /// The line, without a line break.
    package func text(_ style: TableStyle) -> String {
        let parts = [prompt?.model, sessionText(style), amount("today", today, style)] + [window(style), burn, limit]
        return parts.compactMap(\.self).joined(separator: style.unicode ? " · " : " | ")
    }

    private func amount(_ title: String, _ sums: UsageSums, _ style: TableStyle) -> String {
        "\(title) \(sums.knownAmount.text(unknown: style.unknown))"
    }

    /// The ledger's figure; until it has read the session, what the program says itself.
    private func sessionText(_ style: TableStyle) -> String? {
        guard let prompt else { return nil }
        if let session, session.calls > 0 { return amount("session", session, style) }
        return prompt.cost.map { "session \(KnownAmount($0).text(unknown: style.unknown))" }
    }

    private func window(_ style: TableStyle) -> String? {
        guard let block = current.block else { return nil }
        let left = DurationText.rough(block.end.milliseconds - current.now.milliseconds)
        return amount("5 h", block.sums, style) + " (\(left) left)"
    }

    private var burn: String? {
        let rate = current.recent.rate
        guard rate.sums.calls > 0 else { return nil }
        // A subscription spends nothing a minute: tokens tell the pace.
        if rate.costPerMinute > .zero { return "\(KnownAmount(rate.costPerMinute).text())/min" }
        return "\((rate.sums.tokens.total / BurnRate.minutes).compactString) tokens/min"
    }

    private var limit: String? {
        if let meter = current.binding, let time = meter.time {
            return time.expected == 0 ? "\(meter.title) used up" : "\(meter.title) limit in \(time.text)"
        }
        return current.meters.max { $0.usedHundredths < $1.usedHundredths }.map { "\($0.title) \($0.usedText)" }
    }
}
