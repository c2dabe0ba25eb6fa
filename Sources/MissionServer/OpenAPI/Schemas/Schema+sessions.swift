// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension Schema {
    /// How a call ended.
    static let callStatus = Schema.component("CallStatus", .oneOf(CallStatus.self))
    /// What a conversation is for.
    static let sessionKind = Schema.component("SessionKind", .oneOf(SessionKind.self))

    /// A conversation and its sums.
    private static let sessionMembers: Schema = Schema.object([
        SchemaMember("session", .string.described("Its key.")),
        SchemaMember("session_id", .string), SchemaMember("agent", .string.nullable),
        SchemaMember("harness", .string.described("The program that ran it.")),
        SchemaMember("session_kind", .sessionKind),
        SchemaMember("label", .string.nullable.described("What people call it.")),
        SchemaMember("cron", .string.nullable.described("The job that began it.")),
        SchemaMember("channel", .string.nullable), SchemaMember("project", .string.nullable),
        SchemaMember("context", .context.nullable), SchemaMember("models", .list(.string)),
        SchemaMember("started_at", .moment.nullable), SchemaMember("first_call_at", .moment),
        SchemaMember("last_call_at", .moment),
    ]).appending(figures)

    private static let context = Schema.component(
        "Context",
        [
            "used_tokens": .count, "limit_tokens": .count.nullable, "percent": .count.nullable, "at": .moment,
        ])

    static let session = Schema.component("Session", sessionMembers)

    /// A conversation in a family; of a parent without calls only its key is known.
    static let familyMember: Schema = Schema.object(
        sessionMembers.members.map { member in
            let isKnown = member.key == "session" || figures.members.contains { $0.key == member.key }
            return SchemaMember(key: member.key, schema: member.schema, isOptional: !isKnown)
        }
    ).appending(["with_children": .sums])

    /// A conversation with what it started.
    static let family: Schema = sessionMembers.appending([
        "children": .list(.component("Child", familyMember)), "with_children": .sums,
        "call_list": .list(.call).described("Its calls, newest first."), "next": .cursor,
    ])

    /// Where the next page begins.
    static let cursor = string.nullable.described("What `after` of the next page is; null where this is the last.")

    /// One call of a model.
    static let call = Schema.component(
        "Call",
        [
            "id": .string("^[0-9a-f]{32}$"), "at": .moment, "session": .string, "agent": .string.nullable,
            "model": .string.described("`provider/model`."), "status": .callStatus, "input_tokens": .count,
            "output_tokens": .count, "cache_read_tokens": .count, "cache_write_tokens": .count,
            "thinking_tokens": .count, "total_tokens": .count, "duration_ms": .milliseconds.nullable,
            "cost": .amount, "reported_cost": .amount, "estimated_cost": .amount,
            "cost_basis": .oneOf(CostBasis.self).described("Which cost counts, and why."),
            "price_revision": .string.nullable.described("The prices by which it was stamped."),
        ])
}
