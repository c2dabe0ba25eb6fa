// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Budgets, alerts, and the channels that they are sent on.
extension Schema {
    private static let name = string("^[A-Za-z0-9_.-]{1,64}$")
    private static let positive = integer(1...Int64.max)
    private static let scope: Schema = .oneOf([
        .constant("all"), .map(.text).described("One dimension, with its value: `{\"model\": \"opus-4.6\"}`."),
    ])

    /// A budget as it is set, but for its id and its amount.
    private static let budgetMembers: Schema = [
        "scope?": scope, "period": .oneOf(Budget.Period.self),
        "thresholds?": .list(.integer(1...1000)).described("Percents at which an alert fires."),
        "tz?": .timeZone.nullable, "week_starts?": weekday.nullable,
    ]
    private static let weekday = oneOf(Weekday.allCases.map(\.name))

    /// An object with exactly one of the three amounts.
    private static func withAmount(_ members: Schema, usd: Schema) -> Schema {
        .oneOf(
            [("usd", usd), ("tokens", positive), ("calls", positive)].map { key, amount in
                members.appending(.object([SchemaMember(key, amount)]))
            })
    }

    private static let dollarsOrText: Schema = .oneOf([
        .value([JSONMember(key: "type", value: "number"), JSONMember(key: "exclusiveMinimum", value: 0)]),
        .string(#"^[0-9]{1,9}(\.[0-9]{1,9})?$"#),
    ])

    /// What `PUT` is sent.
    static let budgetBody = Schema.component(
        "BudgetChange",
        withAmount(
            budgetMembers.appending(["id?": .anything.described("Ignored: the path names it.")]), usd: dollarsOrText))
    /// What `POST` is sent.
    static let newBudget = Schema.component(
        "NewBudget", withAmount(Schema.object([SchemaMember("id", name)]).appending(budgetMembers), usd: dollarsOrText))

    /// A budget as it is answered.
    static let budget = Schema.component(
        "Budget",
        withAmount(
            [
                "id": name, "scope": scope, "period": .oneOf(Budget.Period.self),
                "thresholds": .list(.integer(1...1000)), "tz?": .timeZone, "week_starts?": weekday,
            ], usd: .string(#"^[0-9]+\.[0-9]{9}$"#)))

    static let budgets: Schema = [
        "schema_version": .version, "generated_at": .moment, "tz": .text,
        "budgets": .list([
            "id": name, "scope": .string, "period": .oneOf(Budget.Period.self), "measure": .string,
            "used": .oneOf([.money, .count, .value([JSONMember(key: "type", value: "null")])]),
            "limit": .oneOf([.money, .count]), "used_percent": .number, "resets_at": .moment, "state": .string,
        ]), "warnings": .sentences,
    ]

    private static let severity = oneOf(["warning", "critical"])
    private static let phase = oneOf(AlertRecord.Phase.self)

    /// What is so.
    private static let alertMembers: Schema = [
        "id": .text, "type": .text, "severity": severity, "message": .string, "budget": .string.nullable,
        "subject": .string.nullable, "threshold": .integer.nullable, "since": .moment, "occurrence": .count,
    ]

    /// An alert as it stands.
    static let alert = Schema.component(
        "Alert",
        alertMembers.appending([
            "state": phase, "fired_at": .moment.nullable, "acknowledged": .boolean, "muted_until": .moment.nullable,
        ]))

    /// The same in the order of its table.
    static let alerts: Schema = [
        "schema_version": .version, "generated_at": .moment, "tz": .text, "alerts": .list(.alert),
    ]

    static let alertHistory: Schema = [
        "alerts": .list(
            .component(
                "AlertRecord",
                alertMembers.appending([
                    "state": phase, "fired_at": .moment.nullable, "changed_at": .moment, "announced": .boolean,
                ]))),
        "next_before": .moment.nullable.described("What `before` of the next page is; null where this is the last."),
        "next": .cursor,
    ]

    static let deliveries: Schema = [
        "deliveries": .list([
            "message_id": .text, "channel": .string, "state": .oneOf(Delivery.State.self),
            "event": .oneOf(AlertMessage.Event.self), "severity": severity, "headline": .string,
            "alerts": .list(.string), "attempts": .count, "created_at": .moment,
            "next_attempt_at": .moment.nullable, "settled_at": .moment.nullable, "reason": .string.nullable,
        ])
    ]

    /// What people have said about alerts.
    static let alertSettings = Schema.component(
        "AlertSettings",
        [
            "mutes": .map(.moment).described("Rules that nobody is told of until then."),
            "acknowledged": .list(.string).described("Alerts that somebody has seen."),
        ])

    /// Channels have settings of their own; secrets are not among them.
    static let channels: Schema = [
        "channels": .list(.open([SchemaMember("name", .text), SchemaMember("kind", .text)]))
    ]

    static let channelTest: Schema = [
        "outcome": .oneOf(["delivered", "postponed", "refused"]), "reason": .string.nullable,
        "retry_after_ms": .milliseconds.nullable,
    ]

    /// What is exceeded, for a live page.
    static let usageAlerts: Schema = [
        "alerts": .list(.alert), "state": .oneOf(["ok", "exceeded", "no_budget_set"]), "budgets": .count,
        "note": .string.nullable,
    ]
}
