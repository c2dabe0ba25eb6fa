// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What providers bill beside what was counted, and the summary of some days.
extension ReportSchemas {
    private static let sides: Schema = [
        "calls": .count.nullable, "unpriced_calls": .count.nullable, "unknown_usage_calls": .count.nullable,
        "subscription_calls": .count.nullable, "billed_requests": .count.nullable, "total_tokens": .count.nullable,
        "billed_tokens": .count.nullable, "prompt_tokens": .count.nullable, "billed_prompt_tokens": .count.nullable,
        "output_tokens": .count.nullable, "billed_output_tokens": .count.nullable, "estimated_cost": .amount,
        "reported_cost": .amount, "cost": .amount,
        "billed": .amount.described("What the provider says that it bills."),
        "difference": .amount.described("What is billed less what was counted; negative where less is billed."),
        "difference_percent": .number.nullable, "own_key_amount": .amount,
    ]

    private static let subject: Schema = [
        "provider": .oneOf(BillingProvider.self), "model": .string.nullable, "item": .string.nullable,
    ]

    static let reconciliation = head([
        "totals": Schema.component("BothSides", sides).nullable,
        "rows": .list(Schema.object([SchemaMember("day", .day)]).appending(subject).appending(sides)),
        "models": .list(subject.appending(sides).appending(["causes": .list(.string)])),
        "providers": .list(
            Schema.object([
                SchemaMember("provider", .oneOf(BillingProvider.self)), SchemaMember("has_key", .boolean),
                SchemaMember("days", .count), SchemaMember("fetched_days", .count),
                SchemaMember("fetched_at", .moment.nullable),
            ]).appending(sides)),
    ])

    static let summary = head([
        "totals": .sums,
        "previous?": Schema.object([SchemaMember("since", .day), SchemaMember("until", .day)]).appending(Schema.figures)
            .described("The period before."),
        "by_model": shares(.model), "by_agent": shares(.agent), "by_cron": shares(.cron),
        "top_sessions": .list(.session),
        "by_day": .list(Schema.object([SchemaMember("day", .day)]).appending(Schema.figures)),
    ])

    private static func shares(_ dimension: Dimension) -> Schema {
        .list(Schema.object([SchemaMember(dimension.rawValue, .string.nullable)]).appending(Schema.figures))
    }
}
