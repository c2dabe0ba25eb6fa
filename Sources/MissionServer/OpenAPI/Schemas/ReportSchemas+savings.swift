// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What could be saved, what is expected, and how services answer.
extension ReportSchemas {
    static let tasks = head([
        "group_by": .list(dimension), "totals": .sums,
        "rows": .list(
            .component(
                "TaskRow",
                Schema.object([SchemaMember("task_type", .string), SchemaMember("recorded_calls", .count)])
                    .appending(Schema.figures))),
        "rules": .list(
            .component(
                "TaskRule",
                Schema.object([SchemaMember("rule", .oneOf(TaskRule.self)), SchemaMember("sentence", .string)])
                    .appending(Schema.figures))),
    ])

    private static let thinkingFigures: Schema = [
        "calls": .count, "thinking_calls": .count, "thinking_tokens": .count, "max_thinking_tokens": .count,
        "average_thinking_tokens": .count.nullable, "output_tokens": .count, "thinking_cost": .amount,
        "cost_share": .number.nullable.described("Percent of the list price of all calls."),
        "unpriced_thinking_calls": .count, "subscription_thinking_calls": .count, "included_in_subscription": .boolean,
    ]
    static let thinking = byModel(thinkingFigures)

    private static let cacheFigures: Schema = [
        "calls": .count, "cached_calls": .count, "unpriced_cached_calls": .count, "input_tokens": .count,
        "cache_read_tokens": .count, "cache_write_tokens": .count,
        "cache_read_share": .number.nullable.described("Percent of the input that came from a cache."),
        "saved": .amount, "write_surcharge": .amount, "net_saving": .amount,
    ]
    static let cache = byModel(cacheFigures)

    private static func byModel(_ figures: Schema) -> Schema {
        head([
            "group_by": .list(dimension), "totals": figures,
            "rows": .list(Schema.object([SchemaMember("model", .string.nullable)]).appending(figures)),
        ])
    }

    static let forecast = head([
        "forecast": Schema.object([
            SchemaMember("since", .day), SchemaMember("until", .day), SchemaMember("spent", .money),
            SchemaMember("expected", .money), SchemaMember("low", .money), SchemaMember("high", .money),
            SchemaMember("low_95", .money), SchemaMember("high_95", .money), SchemaMember("basis_days", .count),
            SchemaMember("method", .string),
        ]).nullable, "actual": .amount.described("What came of a period that is over."),
        "days": .list(["day": .day, "expected": .money]),
        "backtest?": .list([
            "days": .count, "forecasts": .count, "error": .number.nullable, "error_last_period": .number.nullable,
            "error_four_weeks": .number.nullable, "held_80": .number.nullable, "held_95": .number.nullable,
        ]),
    ])

    static let whatIf = head([
        "totals": .sums,
        "models": .list([
            "model": .string, "calls": .count, "unpriced_calls": .count, "cost": .amount, "own_cost": .amount,
            "saving": .amount.described("Negative where the other model costs more."),
            "saving_share": .integer.nullable,
        ]),
    ])

    static let suggestions = head([
        "calls": .count,
        "suggestions": .list([
            "kind": .oneOf(Suggestion.Kind.self), "what": .string, "subject": .string.nullable,
            "model": .string.nullable, "calls": .count, "cost": .amount, "saving": .amount, "low": .amount,
            "high": .amount, "evidence": .map(.string), "filters": .map(.list(.string)),
            "cost_mode": .oneOf(CostMode.self),
            "shown_by_calls": ["total": .count, "newest": .list(.string)], "command": .string, "check": .string,
            "check_command": .string,
        ]),
    ])

    static let subscriptions = head([
        "accounts": .list([
            "account": .string, "monthly_fee": .amount, "fee": .amount, "calls": .count,
            "subscription_value": .amount, "value_share": .integer.nullable, "cost": .amount, "unpriced_calls": .count,
        ]),
        "windows": .list([
            "gateway": .string.nullable, "provider": .string, "window": .string, "left": .number,
            "resets_at": .moment.nullable, "time_to_limit": .milliseconds.nullable, "read_at": .moment,
        ]),
    ])
}
