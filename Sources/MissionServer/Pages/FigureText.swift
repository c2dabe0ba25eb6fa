// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Amounts for people.
enum CostText {
    /// Dollars and cents; a dash where nothing is known, which is not $0.
    static func markup(_ cost: Money?) -> Markup {
        guard let cost else {
            return tag("span", .cssClass("unknown"), Attribute("title", "No price is known")) { "–" }
        }
        let text = cost.displayString
        // Too small to be seen: whoever points at it is told how much it is.
        guard text.contains("0.01"), abs(cost.nanodollars) < 10_000_000 else { return Markup(text) }
        return tag("span", Attribute("title", cost.exactText)) { text }
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

    /// `1.23M tokens`.
    static func tokens(_ count: Int64) -> String {
        count == 1 ? "1 token" : "\(threeDigits(count)) tokens"
    }

    /// Three significant digits: `950`, `1.23K`, `34.5K`, `1.20M`.
    static func threeDigits(_ count: Int64) -> String {
        guard count.magnitude >= 1000 else { return "\(count)" }
        var unit: UInt64 = 1000
        for suffix in ["K", "M", "B", "T", "P"] {
            for (limit, decimals, scale) in [(10, 2, 100), (100, 1, 10), (1000, 0, 1)] as [(UInt64, Int, UInt64)] {
                // Rounded to the nearest, so that 9,996 is 10.0K and not 10.00K.
                let step = unit / scale
                let parts = count.magnitude / step + (count.magnitude % step >= (step + 1) / 2 && step > 1 ? 1 : 0)
                if parts < limit * scale { return (count < 0 ? "-" : "") + text(parts, decimals) + suffix }
            }
            if suffix == "P" { break }
            unit *= 1000
        }
        return count.groupedString
    }

    private static func text(_ parts: UInt64, _ decimals: Int) -> String {
        switch decimals {
        case 2: "\(parts / 100).\(parts % 100 < 10 ? "0" : "")\(parts % 100)"
        case 1: "\(parts / 10).\(parts % 10)"
        default: "\(parts)"
        }
    }
}

extension KnownAmount {
    /// All of it, marked where a part is not in it; in words where nothing is known.
    var exactText: String {
        money.map { $0.exactText + (isPartial ? "*" : "") } ?? "cost unknown"
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

/// How much more or less something is than before.
enum ChangeText {
    /// `+12 %`, `-3 %`, `new`; a dash where either is not known.
    static func text(_ now: KnownAmount, _ before: KnownAmount?) -> String {
        guard let before else { return "" }
        guard let first = before.money, let second = now.money, !before.isPartial, !now.isPartial else { return "–" }
        guard first > .zero else { return second > .zero ? "new" : "–" }
        let change = PeriodComparison.change(from: first.nanodollars, to: second.nanodollars) ?? 0
        let percent = change / 10
        if percent > 999 { return "> +999 %" }
        return "\(percent > 0 ? "+" : "")\(percent) %"
    }
}
