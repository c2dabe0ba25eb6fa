// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The figures a table of usage can show, and how many of them, from all to the two that matter most.
enum UsageColumns: CaseIterable {
    case full
    case compact
    case withoutCache
    case essential

    var titles: [String] {
        switch self {
        case .full, .compact: ["Calls", "Input", "Output", "Cache read", "Cache write", "Total", "Cost"]
        case .withoutCache: ["Calls", "Input", "Output", "Total", "Cost"]
        case .essential: ["Total", "Cost"]
        }
    }

    /// The cells of one row; `marksGap` says that some row of the table has calls without price beside a known cost.
    func cells(_ sums: UsageSums, style: TableStyle, marksGap: Bool) -> [String] {
        let tokens = sums.tokens
        func count(_ value: Int64) -> String {
            self == .full ? value.groupedString : value.compactString
        }
        let cost = Self.cost(sums, style: style, marksGap: marksGap)
        return switch self {
        case .full, .compact:
            [sums.calls, tokens.input, tokens.output, tokens.cacheRead, tokens.cacheWrite, tokens.total].map(count)
                + [cost]
        case .withoutCache: [sums.calls, tokens.input, tokens.output, tokens.total].map(count) + [cost]
        case .essential: [count(tokens.total), cost]
        }
    }

    /// Whether the cost is known for a part of the calls only.
    static func hasGap(_ sums: UsageSums) -> Bool {
        sums.knownAmount.isPartial
    }

    /// The cost; a star says that a part of the calls is not in it.
    static func cost(_ sums: UsageSums, style: TableStyle, marksGap: Bool) -> String {
        cost(sums.knownAmount, style: style, marksGap: marksGap)
    }

    /// An amount made from the cost of calls, such as its mean.
    static func cost(_ amount: KnownAmount, style: TableStyle, marksGap: Bool) -> String {
        // Marked and unmarked amounts end in the same column.
        amount.text(unknown: style.unknown) + (marksGap && !amount.isPartial ? " " : "")
    }
}
