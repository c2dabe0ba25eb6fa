// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Sources, gateways, and how the server is.
extension Schema {
    /// A place that could not be read.
    private static let sourceProblem = Schema.component(
        "SourceProblem",
        ["path": .string, "kind": .oneOf(SourceProblem.Kind.self), "reason": .string, "advice": .string])

    private static let finding: Schema = [
        "severity": .oneOf(HealthFinding.Severity.self), "code": .oneOf(HealthFinding.Code.self),
        "kind": .string.nullable, "path": .string.nullable, "message": .string, "advice": .string.nullable,
    ]

    private static let source: Schema = [
        "kind": .string, "path": .string, "exists": .boolean.nullable, "files": .count, "calls": .count.nullable,
        "repeated_calls": .count, "newest_call_at": .moment.nullable, "last_commit_at": .moment.nullable,
        "rejections": .count,
        // Sources that were only pushed to, or that nobody looks for any more, have no more than the ledger knows.
        "stores?": .list(.string), "unread_calls?": .count, "problems?": .list(sourceProblem),
        "status?": .oneOf(["ok", "warning", "error"]),
    ]

    static let sources: Schema = [
        "status": .oneOf(["ok", "warning", "error"]), "findings": .list(finding), "sources": .list(source),
        "problems": .list(sourceProblem),
        "unpriced_models": .list(["recorded_model": .string.nullable, "calls": .count, "total_tokens": .count]),
        "unknown_usage_calls": .count,
    ]

    static let rejections: Schema = [
        "rejections": .list([
            "kind": .string, "source": .string, "item": .string, "path": .string, "position": .count, "length": .count,
            "reason": .oneOf(RejectionReason.self), "explanation": .string,
        ]), "next": .cursor,
    ]

    static let ready: Schema = [
        "status": .constant("ready"), "generation": .count.described("Grows with every committed change."),
        "events": .count, "newest_event_at": .moment.nullable, "source_problems": .count,
    ]
}

extension Schema {
    /// What a gateway last said.
    static let gatewayStatus = Schema.component(
        "GatewayStatus",
        [
            "reachable": .boolean, "protocol": .integer.nullable, "version": .string.nullable,
            "error": .string.nullable, "advice": .string.nullable, "unknown_sessions": .count, "missed_events": .count,
            "unknown_calls": .count, "fetched_at": .moment, "age_ms": .milliseconds.nullable,
        ])

    private static let gatewayID = string("^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$")

    static let gateway = Schema.component(
        "Gateway",
        [
            "id": gatewayID, "url": .string,
            "credential": .oneOf(KeptGateway.Credential.self).described("Which secret is kept."),
            "account": .string.nullable, "accounts": .map(.string).described("Accounts by provider."),
            "machine": .string, "enabled": .boolean,
            "status": .gatewayStatus.nullable.described("What it last said; null before it was asked."),
        ])

    static let gateways: Schema = [
        "gateways": .list(.gateway), "problems": .list(sourceProblem),
    ]

    /// What is to be different about a gateway.
    static let gatewayChange: Schema = [
        "url?": .string, "token?": .string.nullable, "password?": .string.nullable, "account?": .string.nullable,
        "accounts?": .map(.string.nullable), "machine?": .string.nullable, "enabled?": .boolean,
    ]

    static let newGateway: Schema = Schema.object([SchemaMember("id", gatewayID), SchemaMember("url", .string)])
        .appending(gatewayChange.removing("url"))

    /// How full a window of a provider is.
    static let quotaWindow = Schema.component(
        "QuotaWindow",
        [
            "provider": .string, "label": .string, "used_percent": .number, "resets_at": .moment.nullable,
            "time_to_limit_ms": .milliseconds.nullable, "read_at": .moment, "age_ms": .milliseconds,
        ])
}
