// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension Schema {
    /// The schema as JSON Schema; components are referred to.
    var json: JSONValue {
        switch self {
        case .anything: [:]
        case .value(let members): .object(members)
        case .list(let element): ["type": "array", "items": element.json]
        case .object(let members): Self.object(members, rest: .bool(false))
        case .open(let members): Self.object(members, rest: .bool(true))
        case .map(let value): ["type": "object", "additionalProperties": value.json]
        case .oneOf(let schemas): ["anyOf": .array(schemas.map(\.json))]
        case .component(let name, _), .reference(let name): ["$ref": .string("#/components/schemas/\(name)")]
        case .described(let schema, let sentence): schema.json.appending(["description": .string(sentence)])
        case .orNull(let schema): Self.nullable(schema)
        }
    }

    private static func object(_ members: [SchemaMember], rest: JSONValue) -> JSONValue {
        let properties = members.map { JSONMember(key: $0.key, value: $0.schema.json) }
        let required = members.filter { !$0.isOptional }.map { JSONValue.string($0.key) }
        return [
            "type": "object", "properties": .object(properties), "required": .array(required),
            "additionalProperties": rest,
        ]
    }

    /// With `null` among its types, where it has any; else as a choice.
    private static func nullable(_ schema: Schema) -> JSONValue {
        if case .described(let inner, let sentence) = schema { return Schema.described(.orNull(inner), sentence).json }
        let json = schema.json
        guard case .string(let type)? = json["type"] else { return ["anyOf": [json, ["type": "null"]]] }
        return .object(
            json.members.map { member in
                switch (member.key, member.value) {
                case ("type", _): JSONMember(key: "type", value: [.string(type), "null"])
                case ("enum", .array(let values)): JSONMember(key: "enum", value: .array(values + [.null]))
                default: member
                }
            })
    }

    /// The components in it, by name, those inside of others too.
    var components: [String: Schema] {
        switch self {
        case .anything, .value, .reference: [:]
        case .list(let schema), .map(let schema), .described(let schema, _), .orNull(let schema): schema.components
        case .object(let members), .open(let members): Self.merged(members.map(\.schema))
        case .oneOf(let schemas): Self.merged(schemas)
        case .component(let name, let schema): schema.components.merging([name: schema]) { _, new in new }
        }
    }

    /// The components of several, by name.
    static func merged(_ schemas: some Sequence<Schema>) -> [String: Schema] {
        schemas.reduce(into: [:]) { all, schema in all.merge(schema.components) { _, new in new } }
    }
}
