// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A column of `rollups` and the sum it holds: the only place that knows which is which.
struct RollupColumn: Sendable {
    let name: String
    let field: any WritableKeyPath<UsageSums, Int64> & Sendable

    /// The columns that the table has, those that it was made with first.
    static let all = first + [RollupColumn(name: "unvalued_subscription_calls", field: \.unvaluedSubscriptionCalls)]

    /// The columns that the table was made with: released, and not to be changed.
    static let first: [RollupColumn] = [
        RollupColumn(name: "calls", field: \.calls),
        RollupColumn(name: "failed_calls", field: \.failedCalls),
        RollupColumn(name: "unknown_usage_calls", field: \.unknownUsageCalls),
        RollupColumn(name: "unpriced_calls", field: \.unpricedCalls),
        RollupColumn(name: "unreported_calls", field: \.unreportedCalls),
        RollupColumn(name: "unestimated_calls", field: \.unestimatedCalls),
        RollupColumn(name: "implausible_reported_calls", field: \.implausibleReportedCalls),
        RollupColumn(name: "subscription_calls", field: \.subscriptionCalls),
        RollupColumn(name: "coarse_calls", field: \.coarseCalls),
        RollupColumn(name: "input_tokens", field: \.tokens.input),
        RollupColumn(name: "output_tokens", field: \.tokens.output),
        RollupColumn(name: "cache_read_tokens", field: \.tokens.cacheRead),
        RollupColumn(name: "cache_write_5m_tokens", field: \.tokens.cacheWrite5m),
        RollupColumn(name: "cache_write_1h_tokens", field: \.tokens.cacheWrite1h),
        RollupColumn(name: "reasoning_tokens", field: \.tokens.reasoning),
        RollupColumn(name: "cost_nanodollars", field: \.cost.nanodollars),
        RollupColumn(name: "reported_nanodollars", field: \.reportedCost.nanodollars),
        RollupColumn(name: "estimated_nanodollars", field: \.estimatedCost.nanodollars),
        RollupColumn(name: "subscription_value_nanodollars", field: \.subscriptionValue.nanodollars),
    ]

    /// The columns' names, each passed through `transform`, with commas between.
    static func list(_ transform: (String) -> String = { $0 }) -> String {
        all.map { transform($0.name) }.joined(separator: ", ")
    }
}

extension UsageSums {
    /// Reads the sums from consecutive integers.
    init(_ value: (Int) -> Int64) {
        self.init()
        for (index, column) in RollupColumn.all.enumerated() { self[keyPath: column.field] = value(index) }
    }

    /// Takes away what a replaced call had brought.
    static func -= (left: inout UsageSums, right: UsageSums) {
        for column in RollupColumn.all {
            left[keyPath: column.field] = left[keyPath: column.field].subtractingSaturating(
                right[keyPath: column.field])
        }
    }
}
