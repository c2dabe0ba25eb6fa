// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Shapes that existing dashboards know: dollars are JSON numbers.
extension Schema {
    private static func shares(_ key: String) -> Schema {
        .list(
            .object([
                SchemaMember(key, .string), SchemaMember("cost", .dollars), SchemaMember("tokens", .count),
                SchemaMember("percentOfTotal", .percent),
            ]))
    }

    static let costs: Schema = [
        "today": .dollars, "yesterday": .dollars, "thisMonth": .dollars, "lastMonth": .dollars,
        "projected": .dollars, "budget": .dollars.nullable, "byAgent": shares("agent"), "byModel": shares("model"),
        "daily": .list([
            "date": .string("^[0-9]{2}-[0-9]{2}$"), "cost": .dollars, "input": .count, "output": .count,
        ]), "hourly": .list(["hour": .string("^[0-9]{2}:00$"), "cost": .dollars]),
    ]

    static let usageToday: Schema = [
        "date": .day, "cost": .dollars, "calls": .count, "tokens": .count,
        "byModel": .list([
            "model": .string.nullable, "cost": .dollars.nullable, "calls": .count, "tokens": .count, "input": .count,
            "output": .count, "thinking": .count, "cache": .count, "unpricedCalls": .count,
        ]), "unpricedCalls": .count,
    ]

    /// Sums under the names that such pages know.
    private static let pageFigures: Schema = [
        "calls": .count, "failedCalls": .count, "input": .count, "output": .count, "thinking": .count, "cache": .count,
        "cacheRead": .count, "cacheWrite": .count, "tokens": .count, "cost": .dollars.nullable,
        "averageCost": .dollars.nullable, "inputOutputRatio": .number.nullable, "unpricedCalls": .count,
        "unknownUsageCalls": .count, "subscriptionCalls": .count, "subscriptionValue": .dollars.nullable,
    ]
    private static let pageSums = Schema.component("PageSums", pageFigures)

    private static func rows(_ key: String, _ name: Schema = .string.nullable, _ more: Schema = .object([])) -> Schema {
        .list(Schema.object([SchemaMember(key, name)]).appending(pageFigures).appending(more))
    }

    /// Rows of one kind, with their total.
    static func usageRows(_ list: String, by key: String) -> Schema {
        let share: Schema = ["percentOfTotal?": .percent.nullable.described("Absent where rows are left out.")]
        return .object([
            SchemaMember("range", .range), SchemaMember(list, rows(key, .string.nullable, share)),
            SchemaMember("totals", pageSums), SchemaMember("notes", .sentences),
        ])
    }

    static let usageDaily: Schema = [
        "range": .range, "days": rows("date", .day), "totals": pageSums, "notes": .sentences,
    ]

    static let usageTaskTypes: Schema = [
        "range": .range, "taskTypes": rows("taskType", .string, ["recordedCalls": .count]),
        "rules": .list(["rule": .oneOf(TaskRule.self), "sentence": .string, "calls": .count]), "totals": pageSums,
        "notes": .sentences,
    ]

    private static let thinking: Schema = [
        "total": .count, "callsWithThinking": .count, "calls": .count, "max": .count.nullable,
        "average": .count.nullable, "costAtListPrice": .dollars.nullable, "costSharePerMille": .integer.nullable,
        "unpricedCalls": .count, "subscriptionCalls": .count, "includedInSubscription": .boolean,
    ]

    static let usageThinking: Schema = Schema.object([SchemaMember("range", .range)]).appending(thinking).appending([
        "models": .list(Schema.object([SchemaMember("model", .string)]).appending(thinking)), "notes": .sentences,
    ])

    static let usageLatest: Schema = [
        "since": .moment, "generation": .count, "newestEventAt": .moment.nullable, "changes": pageSums,
        "byModel": rows("model"), "today": Schema.object([SchemaMember("date", .day)]).appending(pageFigures),
        "newestCalls": .list(.call),
    ]
}

extension Schema {
    /// What a gateway uses, as its callers know it.
    static let runtimeUsage: Schema = [
        "generated_at": .moment, "gateway_id": .string,
        "window": [
            "key": .constant("5h"), "started_at": .moment, "resets_at": .moment, "reset_in_ms": .milliseconds,
        ],
        "current": [
            "total_cost_usd": .dollars, "total_tokens": .count, "total_calls": .count, "token_limit": .count.nullable,
            "token_pct": .integer.nullable, "cost_limit_usd": .dollars.nullable, "cost_pct": .integer.nullable,
            "message_limit": .count.nullable, "message_pct": .integer.nullable,
        ], "burn_rate": ["tokens_per_minute": .number, "cost_usd_per_minute": .number],
        "predictions": ["time_to_limit_ms": .milliseconds.nullable, "safe": .boolean],
        "per_model": .map(.component("RuntimeModel", runtimeModel)), "top_sessions": .list(topSession),
        "gateway_status": .gatewayStatus, "quota_windows": .list(.quotaWindow),
        "data_sources": .list(["source": .string, "calls": .count, "newest_event_at": .moment.nullable]),
    ]

    private static let runtimeModel: Schema = [
        "provider": .string, "account_key": .string, "model": .string, "input_tokens": .count, "output_tokens": .count,
        "cache_read_tokens": .count, "cache_write_tokens": .count, "total_tokens": .count, "cost_usd": .dollars,
        "calls": .count, "unpriced": .boolean,
    ]

    private static let topSession: Schema = [
        "session_id": .string, "label": .string.nullable, "model": .string.nullable, "cost_usd": .dollars,
        "total_tokens": .count, "updated_at": .string.nullable,
    ]
}
