// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension ReportAnswer {
    /// The rows as CSV with a header; an unknown cost is an empty cell, not zero.
    ///
    /// Broken down it is one record per row and model: sums and their parts in one column would be added up together.
    public var csv: String {
        let header = (groupBy + (parts.isEmpty ? [] : [.model])).map(\.rawValue) + Self.columns.map(\.name)
        return CSV.record(header.map(CSVCell.text))
            + records.map { row in
                CSV.record(row.keys.map { $0.map(CSVCell.text) ?? .empty } + Self.columns.map { $0.cell(row.sums) })
            }.joined()
    }

    private var records: [UsageRow] {
        if parts.isEmpty { return rows }
        return zip(rows, parts).flatMap { row, parts in
            parts.map { UsageRow(keys: row.keys + $0.keys, sums: $0.sums) }
        }
    }

    /// The figures, in the order of their columns.
    static let columns: [(name: String, cell: @Sendable (UsageSums) -> CSVCell)] = [
        ("calls", { .number("\($0.calls)") }),
        ("failed_calls", { .number("\($0.failedCalls)") }),
        ("unpriced_calls", { .number("\($0.unpricedCalls)") }),
        ("unknown_usage_calls", { .number("\($0.unknownUsageCalls)") }),
        ("implausible_reported_calls", { .number("\($0.implausibleReportedCalls)") }),
        ("input_tokens", { .number("\($0.tokens.input)") }),
        ("output_tokens", { .number("\($0.tokens.output)") }),
        ("cache_read_tokens", { .number("\($0.tokens.cacheRead)") }),
        ("cache_write_tokens", { .number("\($0.tokens.cacheWrite)") }),
        ("thinking_tokens", { .number("\($0.tokens.reasoning)") }),
        ("total_tokens", { .number("\($0.tokens.total)") }),
        ("cost_usd", { $0.knownCost.map { .number($0.decimalString) } ?? .empty }),
        ("reported_cost_usd", { .number($0.reportedCost.decimalString) }),
        ("estimated_cost_usd", { .number($0.estimatedCost.decimalString) }),
        ("subscription_value_usd", { .number($0.subscriptionValue.decimalString) }),
        // Behind what was there before it: somebody may read columns by their number.
        ("coarse_calls", { .number("\($0.coarseCalls)") }),
        ("unvalued_subscription_calls", { .number("\($0.unvaluedSubscriptionCalls)") }),
    ]
}
