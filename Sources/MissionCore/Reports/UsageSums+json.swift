// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension UsageSums {
    /// The sums as every interface of this program writes them.
    ///
    /// `input_tokens` is uncached input, `output_tokens` includes thinking, `total_tokens` is the sum of the four buckets.
    public var json: JSONValue {
        [
            "calls": .integer(calls),
            "failed_calls": .integer(failedCalls),
            "unpriced_calls": .integer(unpricedCalls),
            "unknown_usage_calls": .integer(unknownUsageCalls),
            "implausible_reported_calls": .integer(implausibleReportedCalls),
            "coarse_calls": .integer(coarseCalls),
            "unvalued_subscription_calls": .integer(unvaluedSubscriptionCalls),
            "input_tokens": .integer(tokens.input),
            "output_tokens": .integer(tokens.output),
            "cache_read_tokens": .integer(tokens.cacheRead),
            "cache_write_tokens": .integer(tokens.cacheWrite),
            "thinking_tokens": .integer(tokens.reasoning),
            "total_tokens": .integer(tokens.total),
            "cost": cost.json,
            "reported_cost": reportedCost.json,
            "estimated_cost": estimatedCost.json,
            "subscription_value": subscriptionValue.json,
        ]
    }
}

extension Money {
    /// `{"nanodollars":12345678900,"usd":"12.345678900"}`.
    public var json: JSONValue {
        ["nanodollars": .integer(nanodollars), "usd": .string(decimalString)]
    }
}
