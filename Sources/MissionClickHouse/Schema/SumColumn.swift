// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A sum over calls, the column that it is the sum of, and where it belongs: the only place that knows which is which.
struct SumColumn: Sendable {
    /// The column's name, in `events` and in the sums of days.
    let name: String
    /// What a call adds, as SQL over `events`.
    let ofCall: String
    let field: any WritableKeyPath<UsageSums, Int64> & Sendable
    /// Whether its sum may go beyond 64 bits: counts of calls cannot.
    let isLarge: Bool

    private init(
        _ name: String, _ ofCall: String? = nil, _ field: any WritableKeyPath<UsageSums, Int64> & Sendable,
        isLarge: Bool = false
    ) {
        self.name = name
        self.ofCall = ofCall ?? name
        self.field = field
        self.isLarge = isLarge
    }

    static let all: [SumColumn] = [
        SumColumn("calls", "1", \.calls),
        SumColumn("failed_calls", nil, \.failedCalls),
        SumColumn("unknown_usage_calls", nil, \.unknownUsageCalls),
        SumColumn("unpriced_calls", nil, \.unpricedCalls),
        SumColumn("unreported_calls", nil, \.unreportedCalls),
        SumColumn("unestimated_calls", nil, \.unestimatedCalls),
        SumColumn("implausible_reported_calls", nil, \.implausibleReportedCalls),
        SumColumn("subscription_calls", nil, \.subscriptionCalls),
        SumColumn("unvalued_subscription_calls", nil, \.unvaluedSubscriptionCalls),
        SumColumn("coarse_calls", nil, \.coarseCalls),
        SumColumn("input_tokens", nil, \.tokens.input, isLarge: true),
        SumColumn("output_tokens", nil, \.tokens.output, isLarge: true),
        SumColumn("cache_read_tokens", nil, \.tokens.cacheRead, isLarge: true),
        SumColumn("cache_write_5m_tokens", nil, \.tokens.cacheWrite5m, isLarge: true),
        SumColumn("cache_write_1h_tokens", nil, \.tokens.cacheWrite1h, isLarge: true),
        SumColumn("reasoning_tokens", nil, \.tokens.reasoning, isLarge: true),
        SumColumn("cost_nanodollars", nil, \.cost.nanodollars, isLarge: true),
        SumColumn(
            "reported_sum_nanodollars", "ifNull(reported_nanodollars, 0)", \.reportedCost.nanodollars, isLarge: true),
        SumColumn(
            "estimated_sum_nanodollars", "ifNull(estimated_nanodollars, 0)", \.estimatedCost.nanodollars, isLarge: true),
        SumColumn("subscription_value_nanodollars", nil, \.subscriptionValue.nanodollars, isLarge: true),
    ]

    /// The sums over calls, and beside each large one how large it is about, to notice when it does not fit.
    static let overCalls = list { $0.ofCall }

    /// The same over the sums of days.
    static let overDays = list { $0.name }

    private static func list(_ value: (SumColumn) -> String) -> String {
        all.flatMap { column in
            let value = value(column)
            let sum = "sum(toInt64(\(value)))"
            return column.isLarge ? [sum, "sum(toFloat64(\(value)))"] : [sum]
        }.joined(separator: ", ")
    }

    /// How many fields they are.
    static let fieldCount = all.reduce(0) { $0 + ($1.isLarge ? 2 : 1) }
}

extension UsageSums {
    /// Reads the sums from the fields of an answer.
    ///
    /// - Throws: ``MissionCore/LedgerError/overflow`` when one does not fit 64 bits.
    init(_ fields: ArraySlice<TabSeparatedRows.Field>) throws {
        self.init()
        guard fields.count == SumColumn.fieldCount else {
            throw ClickHouseFailure.malformed(reason: "sums are missing")
        }
        var place = fields.startIndex
        for column in SumColumn.all {
            guard let number = fields[place].number else { throw LedgerError.overflow }
            self[keyPath: column.field] = number
            place += 1
            guard column.isLarge else { continue }
            // Whole numbers wrap around without a word; a number of limited precision beside them does not.
            if abs(Double(fields[place].text) ?? .infinity) > 9.2e18 { throw LedgerError.overflow }
            place += 1
        }
    }

    /// Takes away what other calls had brought.
    static func -= (left: inout UsageSums, right: UsageSums) {
        for column in SumColumn.all {
            left[keyPath: column.field] = left[keyPath: column.field].subtractingSaturating(
                right[keyPath: column.field])
        }
    }
}
