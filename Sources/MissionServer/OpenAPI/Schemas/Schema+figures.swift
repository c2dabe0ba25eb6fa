// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The figures that every interface of this program names alike.
extension Schema {
    /// An amount of US dollars.
    static let money = Schema.component(
        "Money",
        Schema.object([
            SchemaMember("nanodollars", .integer.described("Whole nanodollars: exact.")),
            SchemaMember(
                "usd", .string(#"^-?[0-9]+\.[0-9]{9}$"#).described("The same in dollars, with nine decimals.")),
        ]).described("An amount of US dollars, exactly."))

    /// An amount of which nothing may be known.
    static let amount = money.nullable

    /// Dollars as a JSON number, as callers of older interfaces expect.
    static let dollars = number.described("US dollars.")

    /// The days that an answer covers.
    static let range = Schema.component(
        "Range",
        [
            "since": day.nullable.described("The first local day; null where the beginning is open."),
            "until": day.nullable.described("The last local day, included; null where the end is open."),
            "tz": text.described("Whose days."),
        ])

    /// The version that every report's shape has; it grows only where a member goes or changes its meaning.
    static let version = Schema.constant(1)

    /// Members that sums of calls have.
    static let figures: Schema = [
        "calls": .count, "failed_calls": .count,
        "unpriced_calls": .count.described("Calls without a known cost; they are in no amount."),
        "unknown_usage_calls": .count.described("Calls that were answered without usage."),
        "implausible_reported_calls": .count.described("Calls whose recorded cost gave way to the list price."),
        "coarse_calls": .count.described("Runs and conversations of which only sums are known."),
        "unvalued_subscription_calls": .count,
        "input_tokens": .count.described("Input that was not in a cache."),
        "output_tokens": .count.described("Output with thinking."),
        "cache_read_tokens": .count, "cache_write_tokens": .count,
        "thinking_tokens": .count.described("A part of the output."),
        "total_tokens": .count.described("Input, output, cache read and cache write."),
        "cost": .money.described("What counts, as far as it is known."),
        "reported_cost": .money.described("What logs recorded."),
        "estimated_cost": .money.described("The list price."),
        "subscription_value": .money.described("The list price of calls that a subscription covers."),
    ]

    /// Sums of calls.
    static let sums = Schema.component("Sums", figures)

    /// Sums of calls by which models are compared, too.
    static let comparison: Schema = figures.appending([
        "cost_per_call": .amount, "input_output_ratio": .number.nullable,
    ])

    /// From a moment to another.
    static let window = Schema.component("Window", ["start": .moment, "end": .moment])
}
