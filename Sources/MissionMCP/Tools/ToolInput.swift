// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Which arguments a tool takes.
struct ToolInput: Sendable {
    /// An argument.
    enum Argument: Hashable, Sendable {
        case date, since, until, last, zone, cost, filter, limit
        /// How to group: a text or several.
        case by
        /// Which report, by its name.
        case report(names: [String])
        /// Something that one report alone is asked.
        case own(ReportParameter)
    }

    var arguments: [Argument]
    var required: Set<String> = []

    init(arguments: [Argument]) { self.arguments = arguments }

    /// Everything that can be asked of any report.
    static let days: [Argument] = [.date, .since, .until, .last, .zone]
    /// How many rows an agent gets unless it asks for more.
    static let usualLimit = 20
    static let largestLimit = 1000

    /// What a report's options allow, but for grouping.
    init(_ options: ReportOptions) {
        arguments =
            Self.days + (options.isFilterable ? [.cost, .filter] : []) + (options.isLimitable ? [.limit] : [])
            + options.parameters.map(Argument.own)
        required = Set(options.parameters.filter { $0.example != nil }.map(\.key))
    }

    /// The dimensions that calls can be filtered by; days are for time.
    static let filters = Dimension.allCases.filter { $0.granularity == nil }

    /// As JSON Schema 2020-12.
    var schema: JSONValue {
        [
            "type": "object",
            "properties": .object(arguments.map { JSONMember(key: $0.name, value: $0.schema) }),
            "required": .array(arguments.map(\.name).filter(required.contains).map(JSONValue.string)),
            "additionalProperties": false,
        ]
    }

    /// The argument of a name; nil where the tool has none.
    func argument(_ name: String) -> Argument? { arguments.first { $0.name == name } }
}

extension ToolInput.Argument {
    /// The name by which it is set.
    var name: String {
        switch self {
        case .date: "date"
        case .since: "since"
        case .until: "until"
        case .last: "last"
        case .zone: "tz"
        case .cost: "cost"
        case .filter: "filter"
        case .limit: "limit"
        case .by: "by"
        case .report: "id"
        case .own(let parameter): parameter.key
        }
    }

    var schema: JSONValue {
        switch self {
        case .date: Self.text("Only this local day: 2026-11-21, today or yesterday.")
        case .since: Self.text("From this local day on: 2026-11-21, today or yesterday.")
        case .until: Self.text("Up to this local day, which is included.")
        case .last: Self.text("The last days or weeks, today included: 7d, 2w.", pattern: "^[1-9][0-9]{0,4}[dw]$")
        case .zone: Self.text("The time zone whose days count, such as Europe/Berlin; this computer's without.")
        case .cost:
            [
                "type": "string", "enum": .array(CostMode.allCases.map { .string($0.rawValue) }),
                "description": "Which cost counts: auto (without), what the logs recorded, or list prices.",
            ]
        case .filter: Self.filters
        case .limit:
            [
                "type": "integer", "minimum": 1, "maximum": .integer(Int64(ToolInput.largestLimit)),
                "default": .integer(Int64(ToolInput.usualLimit)),
                "description": "At most so many rows; totals always cover all of them.",
            ]
        case .by:
            Self.texts("What to group by.", among: Dimension.allCases.map(\.rawValue))
        case .report(let names):
            ["type": "string", "enum": .array(names.map(JSONValue.string)), "description": "Which report."]
        case .own(let parameter):
            parameter.isRepeatable
                ? Self.texts(parameter.described) : Self.text(parameter.described)
        }
    }

    private static func text(_ description: String, pattern: String? = nil) -> JSONValue {
        let schema: JSONValue = ["type": "string", "minLength": 1]
        let bound: JSONValue = pattern.map { ["pattern": .string($0)] } ?? [:]
        return schema.appending(bound).appending(["description": .string(description)])
    }

    /// A text or several.
    private static func texts(_ description: String, among names: [String]? = nil) -> JSONValue {
        let item: JSONValue =
            names.map { ["type": "string", "enum": .array($0.map(JSONValue.string))] }
            ?? ["type": "string", "minLength": 1]
        return [
            "anyOf": [item, ["type": "array", "items": item, "minItems": 1, "maxItems": 16]],
            "description": .string(description),
        ]
    }

    private static var filters: JSONValue {
        [
            "type": "object",
            "propertyNames": ["enum": .array(ToolInput.filters.map { .string($0.rawValue) })],
            "additionalProperties": texts("One value, or several of which one must match."),
            "description": .string(
                "Only calls with these values, for example {\"model\": \"claude-opus-4-6\", \"cron\": [\"nightly\"]}. "
                    + "Models may be named without their provider."),
        ]
    }
}

extension ReportParameter {
    fileprivate var described: String {
        summary.prefix(1).uppercased() + summary.dropFirst() + (example.map { ", such as \($0)." } ?? ".")
    }
}
