// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Shapes of other programs that are kept exactly.
extension ReportSchemas {
    static let windows = Schema.object([
        SchemaMember("schema_version", .version), SchemaMember("range", .range), SchemaMember("hours", .count),
        SchemaMember("blocks", .list(.component("Block", block))), SchemaMember("totals", .sums),
        SchemaMember("warnings", .sentences),
    ])

    private static let block: Schema = [
        "id": .string, "startTime": .moment, "endTime": .moment, "actualEndTime": .moment.nullable,
        "isActive": .boolean, "isGap": .boolean, "entries": .count,
        "tokenCounts": [
            "inputTokens": .count, "outputTokens": .count, "cacheCreationInputTokens": .count,
            "cacheReadInputTokens": .count,
        ], "totalTokens": .count, "costUSD": .number.nullable, "models": .list(.string),
        "burnRate": rate.nullable, "projection": projection.nullable, "tokenLimitStatus": limit.nullable,
        "unpricedCalls": .count, "cost": .money,
    ]

    private static let rate: Schema = [
        "tokensPerMinute": .number, "tokensPerMinuteForIndicator": .number, "costPerHour": .number.nullable,
    ]
    private static let projection: Schema = [
        "totalTokens": .count, "totalCost": .number.nullable, "remainingMinutes": .count,
    ]
    private static let limit: Schema = [
        "limit": .count, "projectedUsage": .count, "percentUsed": .number, "status": .string,
    ]

    private static let outcomes: Schema = [
        "calls": .count, "modelCalls": .count, "requests": .count, "failures": .count, "rateLimit": .count,
        "serverError": .count, "timeout": .count, "denied": .count, "badRequest": .count, "otherFailure": .count,
        "aborted": .count, "successRate": .number.nullable, "meanDurationMs": .milliseconds.nullable,
        "p50DurationMs": .milliseconds.nullable, "p95DurationMs": .milliseconds.nullable,
    ]

    /// How services answered; it has neither a version nor notes, because pages knew it before.
    static let health = Schema.object([SchemaMember("range", .range)]).appending(outcomes).appending([
        "services": .list(Schema.object([SchemaMember("service", .string)]).appending(outcomes))
    ])
}
