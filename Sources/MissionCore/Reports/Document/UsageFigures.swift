// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The figures of any sum of calls, as every interface of this program names them.
///
/// `input_tokens` is uncached input, `output_tokens` includes thinking, `total_tokens` is the sum of the four buckets.
enum UsageFigures {
    static let all: [ReportField<UsageSums>] = [
        .count("calls", "Calls") { $0.calls },
        .count("failed_calls") { $0.failedCalls },
        .count("unpriced_calls") { $0.unpricedCalls },
        .count("unknown_usage_calls") { $0.unknownUsageCalls },
        .count("implausible_reported_calls") { $0.implausibleReportedCalls },
        .count("coarse_calls") { $0.coarseCalls },
        .count("unvalued_subscription_calls") { $0.unvaluedSubscriptionCalls },
        .tokens("input_tokens", "Input") { $0.tokens.input },
        .tokens("output_tokens", "Output") { $0.tokens.output },
        .tokens("cache_read_tokens", "Cache read") { $0.tokens.cacheRead },
        .tokens("cache_write_tokens", "Cache write") { $0.tokens.cacheWrite },
        .tokens("thinking_tokens", "Thinking") { $0.tokens.reasoning },
        .tokens("total_tokens", "Tokens") { $0.tokens.total },
        ReportField("cost", "Cost", .money) { .cost($0.cost, known: $0.knownAmount) },
        .money("reported_cost") { KnownAmount($0.reportedCost) },
        .money("estimated_cost") { KnownAmount($0.estimatedCost) },
        .money("subscription_value") { KnownAmount($0.subscriptionValue) },
    ]

    /// By what models are compared, beside the sums.
    static let comparison: [ReportField<UsageSums>] = [
        .money("cost_per_call", "Per call") { $0.meanCallCost },
        ReportField("input_output_ratio", "In/out", .number) {
            .optional($0.inputOutputHundredths, ReportCell.hundredths)
        },
    ]

    /// The figures of the sums that are in a row.
    static func of<Row>(_ sums: @escaping @Sendable (Row) -> UsageSums) -> [ReportField<Row>] {
        all.map { $0.of(sums) }
    }

    /// One figure of some sums.
    static func cell(_ key: String, of sums: UsageSums) -> ReportCell {
        all.first { $0.column.key == key }?.cell(sums) ?? .blank
    }

    /// The columns of a sheet. What came later stands behind what was there before it: somebody may read columns by their
    /// number.
    static let sheet = [
        "calls", "failed_calls", "unpriced_calls", "unknown_usage_calls", "implausible_reported_calls", "input_tokens",
        "output_tokens", "cache_read_tokens", "cache_write_tokens", "thinking_tokens", "total_tokens", "cost",
        "reported_cost", "estimated_cost", "subscription_value", "coarse_calls", "unvalued_subscription_calls",
    ]
}

extension UsageSums {
    /// The figures under their names.
    var cell: ReportCell { UsageFigures.all.record(of: self) }

    /// The sums as every interface of this program writes them.
    package var json: JSONValue { cell.json }
}

extension Money {
    /// `{"nanodollars":12345678900,"usd":"12.345678900"}`.
    package var json: JSONValue {
        ["nanodollars": .integer(nanodollars), "usd": .string(decimalString)]
    }
}
