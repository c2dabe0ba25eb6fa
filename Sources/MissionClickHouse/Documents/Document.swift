// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Anything that a ledger on ClickHouse keeps beside its calls: a row of `documents`.
struct Document: Hashable, Sendable {
    /// What kinds there are.
    enum Kind: String, Sendable, CaseIterable {
        case session, link, evidence, answer, request, job, run, quota, rejection, checkpoint, source, repricing
        /// The stamp that a call had before a repricing.
        case former
        case alert, delivery, receipt
        /// A day whose sums hold, and their version.
        case day
        /// Sums of days that hold no more.
        case outdated
        /// Counters of the whole ledger.
        case state
    }

    /// Which one.
    struct ID: Hashable, Sendable {
        var kind: Kind
        var key: String

        init(_ kind: Kind, _ parts: String...) {
            self.kind = kind
            key = Document.joined(parts)
        }

        init(_ kind: Kind, key: String) {
            self.kind = kind
            self.key = key
        }
    }

    var id: ID
    /// Names by which it is looked for beside its key, at most four.
    var refs: [String]
    /// A moment or a number by which it is looked for.
    var at: Int64
    /// What it says.
    var json: JSONValue

    init(_ id: ID, refs: [String] = [], at: Int64 = 0, _ json: JSONValue) {
        self.id = id
        self.refs = Array(refs.prefix(4)) + Array(repeating: "", count: max(0, 4 - refs.count))
        self.at = at
        self.json = json.ordered
    }

    /// Several names as one: the length in front of each keeps them apart whatever is in them.
    static func joined(_ parts: [String]) -> String {
        parts.count == 1 ? parts[0] : parts.map { "\($0.utf8.count):\($0)" }.joined()
    }

    /// The columns, as they are written.
    static let columns = "kind, key, ref, ref2, ref3, ref4, at, text, version, is_deleted"
    /// The columns that are read.
    static let read = "kind, key, ref, ref2, ref3, ref4, at, text"

    func write(to rows: inout TabSeparated, version: Int64) {
        write(to: &rows, version: version, isDeleted: false)
    }

    func write(to rows: inout TabSeparated, version: Int64, isDeleted: Bool) {
        rows.add(id.kind.rawValue)
        rows.add(id.key)
        for ref in refs { rows.add(ref) }
        rows.add(at)
        rows.add(isDeleted ? "" : json.text())
        rows.add(version)
        rows.add(isDeleted)
        rows.endRow()
    }

    /// Reads a row.
    ///
    /// - Throws: ``ClickHouseFailure`` where it is none.
    init(_ row: [TabSeparatedRows.Field]) throws {
        guard row.count == 8, let kind = Kind(rawValue: row[0].text), let at = row[6].number,
            let json = JSONValue(parsing: Data(row[7].text.utf8))
        else { throw ClickHouseFailure.malformed(reason: "a document cannot be read") }
        self.init(ID(kind, key: row[1].text), refs: row[2...5].map(\.text), at: at, json)
    }
}

extension Document {
    /// Reads a value that travels as ``WireValue``.
    func value<Value: WireValue>(_ type: Value.Type = Value.self) throws -> Value {
        try Value.read(json, id.kind)
    }

    static func malformed(_ kind: Kind) -> ClickHouseFailure {
        .malformed(reason: "a document of the kind \(kind.rawValue) cannot be read")
    }
}

extension WireValue {
    fileprivate static func read(_ json: JSONValue, _ kind: Document.Kind) throws -> Self {
        do { return try Self(wire: json) } catch {
            throw ClickHouseFailure.malformed(reason: "a document of the kind \(kind.rawValue): \(error)")
        }
    }
}

extension JSONValue {
    /// The number under a key.
    func number(_ key: String) -> Int64? { self[key]?.whole }

    /// The moment under a key, in milliseconds.
    func moment(_ key: String) -> Timestamp? { number(key).map(Timestamp.init(milliseconds:)) }

    /// The texts of a list under a key.
    func texts(_ key: String) -> [String] { self[key]?.elements.compactMap(\.string) ?? [] }

    /// The text, also an empty one.
    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The same with the members of all objects in the order in which they are read.
    fileprivate var ordered: JSONValue {
        switch self {
        case .object(let members):
            .object(
                members.map { JSONMember(key: $0.key, value: $0.value.ordered) }.sorted { $0.key < $1.key })
        case .array(let elements): .array(elements.map(\.ordered))
        default: self
        }
    }
}

extension Timestamp {
    /// For documents.
    var json: JSONValue { .integer(milliseconds) }
}
