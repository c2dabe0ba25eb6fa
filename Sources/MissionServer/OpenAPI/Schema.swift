// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What a JSON value looks like, as JSON Schema says it (draft 2020-12, the dialect of OpenAPI 3.1).
///
/// Objects are closed: a member that is not named is not there.
indirect enum Schema: Hashable, Sendable {
    /// Anything, null too.
    case anything
    /// A value of one type, with its constraints: the members of its JSON Schema.
    case value([JSONMember])
    /// A list.
    case list(Schema)
    /// An object with these members and no others.
    case object([SchemaMember])
    /// An object with these members, and others that are ignored.
    case open([SchemaMember])
    /// An object whose keys are data.
    case map(Schema)
    /// One of several.
    case oneOf([Schema])
    /// What is written once, among the document's components.
    case component(String, Schema)
    /// A component that contains itself, where it does.
    case reference(String)
    /// The same with a sentence.
    case described(Schema, String)
    /// The same, or null.
    case orNull(Schema)
}

/// A member of an object.
struct SchemaMember: Hashable, Sendable {
    /// Its key.
    var key: String
    /// What it holds.
    var schema: Schema
    /// Whether it may be missing.
    var isOptional = false
}

extension Schema: ExpressibleByDictionaryLiteral {
    /// A closed object. A key that ends in `?` may be missing.
    init(dictionaryLiteral elements: (String, Schema)...) {
        self = .object(elements.map { SchemaMember($0, $1) })
    }
}

extension SchemaMember {
    /// - Parameter key: With a `?` at its end the member may be missing.
    init(_ key: String, _ schema: Schema) {
        let isOptional = key.hasSuffix("?")
        self.init(key: isOptional ? String(key.dropLast()) : key, schema: schema, isOptional: isOptional)
    }
}

extension Schema {
    /// The same, or null where nobody knows it or nothing belongs there.
    var nullable: Schema { .orNull(self) }

    /// The same with a sentence.
    func described(_ sentence: String) -> Schema { .described(self, sentence) }

    /// The same object with further members; only of objects.
    func appending(_ other: Schema) -> Schema {
        switch self {
        case .open: .open(members + other.members)
        default: .object(members + other.members)
        }
    }

    /// The same object without one of its members.
    func removing(_ key: String) -> Schema { .object(members.filter { $0.key != key }) }

    /// An object's members; none of other schemas.
    var members: [SchemaMember] {
        switch self {
        case .object(let members), .open(let members): members
        case .component(_, let schema), .described(let schema, _), .orNull(let schema): schema.members
        default: []
        }
    }
}
