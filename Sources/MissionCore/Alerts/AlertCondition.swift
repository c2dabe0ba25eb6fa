// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What is watched beside budgets. Raw values are the names under which people set and mute it, and the alert's type.
package enum AlertCondition: String, Hashable, Sendable, CaseIterable {
    /// Calls fail: percent of the calls of 24 hours.
    case failureRate = "failure-rate"
    /// Providers refuse calls because there are too many: refusals in 15 minutes.
    case rateLimits = "rate-limits"
    /// Heartbeats take much of what is spent: percent of 24 hours.
    case heartbeats = "heartbeat-burn"
    /// Today costs more than days use to: percent of the usual day.
    case spike = "spend-spike"
    /// A month's budget of money will be exceeded before its end: percent of the amount.
    case forecast
    /// A provider's quota is nearly used up: percent.
    case quota = "quota-nearing"
    /// Calls have no price: models.
    case unpriced = "unpriced-usage"
    /// A source that was busy brings nothing any more: hours.
    case silence = "source-silent"
    /// A store exists and yields nothing: sources.
    case emptySource = "source-empty"
    /// A gateway that is kept cannot be reached: minutes.
    case gateway = "gateway-unreachable"
    /// Budgets and conditions could not be looked at: times.
    case evaluation = "evaluation-failed"

    /// Where it stands when nobody has set it, in its unit; nil for off. What is usual in many homes is off: it is for those
    /// who ask for it.
    package var usual: Int64? {
        switch self {
        case .rateLimits, .forecast, .quota, .emptySource, .gateway, .evaluation: recommended
        case .failureRate, .heartbeats, .spike, .unpriced, .silence: nil
        }
    }

    /// Where it stands when it is switched on without a number, in its unit.
    package var recommended: Int64 {
        switch self {
        case .failureRate: 5
        case .rateLimits: 10
        case .heartbeats: 50
        case .spike: 300
        case .forecast: 100
        case .quota: 90
        case .silence: 24
        case .gateway: 5
        case .unpriced, .emptySource, .evaluation: 0
        }
    }

    /// What its limit is in: `percent`; nil where it can only be on or off.
    package var unit: String? {
        switch self {
        case .failureRate, .heartbeats, .spike, .forecast, .quota: "percent"
        case .rateLimits: "refusals"
        case .silence: "hours"
        case .gateway: "minutes"
        case .unpriced, .emptySource, .evaluation: nil
        }
    }

    /// When it is met, for people.
    package var meaning: String {
        switch self {
        case .failureRate: "more of the calls of 24 hours fail, from 20 calls on"
        case .rateLimits: "more calls are refused in 15 minutes because there are too many"
        case .heartbeats: "heartbeats cost more of what 24 hours cost, from $1 on"
        case .spike: "a day costs more than this, compared with the median of the 28 days before, from $1 on"
        case .forecast: "a month's budget of money is expected to be exceeded by its end"
        case .quota: "more of a provider's quota is used, as a gateway tells it"
        case .unpriced: "a model is used whose price is not known"
        case .silence: "a source that had calls on most days of a week has had none for so long"
        case .emptySource: "a store exists and yields not one call"
        case .gateway: "a gateway that is kept has been unreachable for longer"
        case .evaluation: "budgets could not be looked at"
        }
    }

    /// All names, for messages.
    package static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

    /// What somebody has set.
    package enum Limit: Hashable, Sendable {
        /// It is not watched.
        case off
        /// It is met beyond so many of its unit.
        case beyond(Int64)
    }
}

extension AlertCondition.Limit {
    /// Reads `false`, `true` or a whole number of the condition's unit.
    ///
    /// - Throws: ``SettingsError``.
    package init(_ json: JSONValue, of condition: AlertCondition, key: String) throws {
        let most: Int64 = condition.unit == "percent" && condition != .spike && condition != .forecast ? 100 : 100_000
        switch (json.flag, json.whole) {
        case (false?, _): self = .off
        case (true?, _): self = .beyond(condition.recommended)
        case (_, let value?) where condition.unit != nil && (0...most).contains(value): self = .beyond(value)
        default:
            let number = condition.unit.map { " or a whole number of \($0) from 0 to \(most)" } ?? ""
            throw SettingsError(key, expected: "true, false\(number)")
        }
    }

    /// What ``init(_:of:key:)`` reads.
    package func json(of condition: AlertCondition) -> JSONValue {
        switch self {
        case .off: .bool(false)
        case .beyond(let value): condition.unit == nil ? .bool(true) : .integer(value)
        }
    }
}

extension AlertCondition {
    /// What is watched, as a document.
    package static func document(_ plan: BudgetPlan) -> ReportDocument {
        let fields: [ReportField<AlertCondition>] = [
            ReportField<AlertCondition>.text("condition", "Condition") { $0.rawValue }.asKey,
            ReportField("watched", "Watched", .text) { .flag(plan.limit(of: $0) != nil) },
            ReportField("limit", "Limit", .count) { condition in
                condition.unit == nil ? .blank : .optional(plan.limit(of: condition)) { .count($0) }
            },
            .text("unit", "Unit") { $0.unit }, .text("meaning", "Met when") { $0.meaning },
        ]
        var table = ReportTable("conditions", fields, allCases)
        table.layouts = [
            ReportLayout(["condition", "watched", "limit", "unit", "meaning"]),
            ReportLayout(["condition", "watched", "limit", "unit"]),
        ]
        return ReportDocument(
            id: "conditions", title: "Conditions", scope: "(beside budgets)", zone: .utc,
            items: [.fact("schema_version", .count(1)), .table(table)])
    }
}
