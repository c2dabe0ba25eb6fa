// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What somebody is told who points at a part of a chart, a line each.
package struct ChartTip: Hashable, Sendable {
    /// The lines; none is empty.
    package var lines: [String]

    /// A log can hold megabytes in a name.
    private static let longest = 200

    package init(_ lines: [String?]) {
        self.lines = lines.compactMap(\.self).filter { !$0.isEmpty }.map(Self.line)
    }

    /// The lines as one text.
    package var text: String { lines.joined(separator: "\n") }

    /// One line of whatever a log calls something.
    static func line(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard scalars.count > longest else { return text.displayable }
        return String(String.UnicodeScalarView(scalars.prefix(longest))).displayable + "…"
    }
}

extension ChartTip {
    /// All of the cost, and what is not in it: `$0.0123; 2 calls without a known cost`.
    static func cost(_ sums: UsageSums) -> String {
        let unknown = sums.unpricedCalls.addingSaturating(sums.unknownUsageCalls)
        guard let cost = sums.knownCost else { return "cost unknown" }
        return cost.exactText + (unknown > 0 ? "; \(UsageNotes.calls(unknown)) without a known cost" : "")
    }

    /// What is included in a subscription; nil where nothing is.
    static func included(_ sums: UsageSums) -> String? {
        guard sums.subscriptionCalls > 0 else { return nil }
        let calls = sums.subscriptionCalls < sums.calls ? "\(UsageNotes.calls(sums.subscriptionCalls)) " : ""
        let value = sums.subscriptionAmount
        let worth =
            value.money.map { ", worth \(value.isPartial ? "at least " : "")\($0.exactText) at list price" } ?? ""
        return "\(calls)included in a subscription\(worth)"
    }

    /// `1,200 tokens in (80 % from cache), 56 out`.
    static func tokens(_ tokens: TokenCounts) -> String {
        let cached = tokens.cachedPerMille.map { $0 > 0 ? " (\($0.perMilleText) from cache)" : "" } ?? ""
        return "\(tokens.prompt.groupedString) tokens in\(cached), \(tokens.output.groupedString) out"
    }
}

extension TokenCounts {
    /// How much of a thousand tokens sent to models came from a cache; nil where nothing was sent.
    var cachedPerMille: Int64? {
        prompt > 0 ? Int64(clamping: Int128(cacheRead) * 1000 / Int128(prompt)) : nil
    }
}

extension Int64 {
    /// Thousandths as a percentage: `80 %`, `12.5 %`.
    var perMilleText: String {
        let (whole, rest) = (magnitude / 10, magnitude % 10)
        return "\(self < 0 ? "-" : "")\(whole)\(rest == 0 ? "" : ".\(rest)") %"
    }
}

extension Money {
    /// All of it, without zeros at the end but with cents: `$0.000123`, `$1,234.50`.
    package var exactText: String {
        let (dollars, rest) = nanodollars.magnitude.quotientAndRemainder(dividingBy: UInt64(Self.nanodollarsPerDollar))
        var digits = Int64(rest).padded(to: 9)
        while digits.hasSuffix("0"), digits.count > 2 { digits.removeLast() }
        return "\(nanodollars < 0 ? "-" : "")$\(dollars.groupedString).\(digits)"
    }
}

extension CallStatus {
    /// For people: `rate limited`.
    package var words: String {
        switch self {
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

extension Zone {
    /// `21 Nov 2026, 14:45:03`, local time.
    func secondText(of moment: Timestamp) -> String {
        let second = moment.seconds - moment.seconds.floorDivided(by: 60) * 60
        return "\(dayAndTimeText(of: moment)):\(second.padded(to: 2))"
    }
}
