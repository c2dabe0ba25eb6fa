// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Jobs, wakes and families.
extension ReportSchemas {
    private static let runTotals = Schema.figures.appending([
        "runs": .count, "failed_runs": .count, "runs_of_unknown_cost": .count, "known_cost": .amount,
    ])

    private static let job: Schema = .component(
        "CronJob",
        Schema.object([
            SchemaMember("cron", .string.described("Its id.")), SchemaMember("name", .string.nullable),
            SchemaMember("agent", .string.nullable), SchemaMember("enabled", .boolean.nullable),
            SchemaMember("runs", .count), SchemaMember("failed_runs", .count),
            SchemaMember("runs_inside_other_conversations", .count), SchemaMember("runs_of_unknown_cost", .count),
            SchemaMember("last_run_at", .moment.nullable), SchemaMember("cost_per_run", .amount),
            SchemaMember("known_cost", .amount),
        ]).appending(Schema.figures))

    private static let run: Schema = .component(
        "CronRun",
        Schema.object([
            SchemaMember("cron", .string.nullable), SchemaMember("agent", .string.nullable),
            SchemaMember("session", .string.nullable), SchemaMember("session_id", .string),
            SchemaMember("inside_other_conversation", .boolean), SchemaMember("started_at", .moment),
            SchemaMember("last_call_at", .moment), SchemaMember("duration_ms", .milliseconds.nullable),
            SchemaMember("status", .callStatus), SchemaMember("failed", .boolean),
            SchemaMember("models", .list(.string)), SchemaMember("known_cost", .amount),
        ]).appending(Schema.figures))

    static let cronJobs = Schema.component(
        "CronJobs", head(["totals": .component("RunTotals", runTotals), "jobs": .list(job)]))

    /// One job with a page of its runs.
    static let cronJob = Schema.object(cronJobs.members).appending(["runs": .list(run), "next": .cursor])

    private static let burn: Schema = Schema.object([
        SchemaMember("wakes", .count), SchemaMember("cost_per_wake", .amount),
    ]).appending(Schema.figures)

    static let heartbeats = head([
        "group_by": .list(dimension), "totals": .component("Burn", burn),
        "rows": .list(
            .component(
                "DayOfHeartbeats",
                Schema.object([SchemaMember("day", .day), SchemaMember("agent", .string.nullable)]).appending(burn))),
        "agents": .list(
            .component("AgentOfHeartbeats", Schema.object([SchemaMember("agent", .string.nullable)]).appending(burn))),
        "projection": Schema.object([
            SchemaMember("basis", .window), SchemaMember("wakes", .count), SchemaMember("cost", .amount),
            SchemaMember("per_week", .amount), SchemaMember("per_30_days", .amount),
            SchemaMember("is_complete", .boolean),
        ]).nullable,
    ])

    static let subagents = head([
        "totals": .sums,
        "rows": .list(
            .component(
                "FamilyMember",
                Schema.object([
                    SchemaMember("depth", .count), SchemaMember("parent", .string.nullable),
                ]).appending(.familyMember))),
    ])

    static let topSessions = head([
        "group_by": .list(dimension), "totals": .sums, "sessions": .list(.session),
    ])

    /// A page of conversations.
    static let sessions: Schema = ["range": .range, "sessions": .list(.session), "next": .cursor]
}
