// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Foundation

extension PriceHistoryEntry {
    /// What a file holds.
    package var json: JSONValue {
        switch self {
        case .undo(let id, let takenAt, let undoes):
            ["schema_version": 1, "id": .integer(id), "taken_at": .string(takenAt.iso8601), "undoes": .integer(undoes)]
        case .update(let update):
            Self.head(update).appending(update.facts).appending([
                "files": .object(update.files) { models in .object(models) { $0.json } },
                "named": .object(update.named) { $0.json },
            ])
        }
    }

    private static func head(_ update: PriceUpdate) -> JSONValue {
        ["schema_version": 1, "id": .integer(update.id), "taken_at": .string(update.takenAt.iso8601)]
    }

    /// Reads what ``json`` writes.
    ///
    /// - Parameter file: The file's name, for errors.
    /// - Throws: ``PriceFileError`` that names the key.
    package init(_ data: Data, file: String) throws {
        let row: Row
        do { row = try JSONDecoder().decode(Row.self, from: data) } catch let error as DecodingError {
            throw PriceFileError(file: file, decoding: error)
        }
        guard row.schema_version == 1 else {
            throw PriceFileError(file: file, key: "schema_version", expected: "1; a newer program may have written it")
        }
        guard let takenAt = Timestamp(iso8601: row.taken_at) else {
            throw PriceFileError(file: file, key: "taken_at", expected: "a moment as 2026-11-21T08:00:00Z")
        }
        if let undoes = row.undoes {
            self = .undo(id: row.id, takenAt: takenAt, undoes: undoes)
        } else {
            self = .update(try row.update(takenAt, file: file, fingerprint: PriceBook.fingerprint(of: data)))
        }
    }

    private struct Row: Decodable {
        struct Model: Decodable {
            var aliases: [String]?
            var prices: [PriceEntry]

            func model(file: String, key: String) throws -> PriceUpdate.Model {
                let prices = try prices.enumerated().map { try $1.price(file: file, key: "\(key).prices[\($0)]") }
                let days = prices.map(\.from)
                let isAscending = zip(days, days.dropFirst()).allSatisfy { earlier, later in
                    later.map { day in earlier.map { $0 < day } ?? true } ?? false
                }
                guard !prices.isEmpty, isAscending else {
                    throw PriceFileError(
                        file: file, key: "\(key).prices", expected: "at least one entry, by ascending date")
                }
                return PriceUpdate.Model(aliases: aliases ?? [], prices: prices)
            }
        }
        struct Counts: Decodable {
            var changed: Int
            var new: Int
            var unchanged: Int
            var refused: Int
            var skipped: Int
        }
        var schema_version: Int64
        var id: Int64
        var taken_at: String
        var undoes: Int64?
        var effective: String?
        var source: String?
        var origin: String?
        var sha256: String?
        var bytes: Int64?
        var counts: Counts?
        var accepted: [String]?
        var files: [String: [String: Model]]?
        var named: [String: Model]?

        func update(_ takenAt: Timestamp, file: String, fingerprint: String) throws -> PriceUpdate {
            guard let effective = effective.flatMap({ CivilDay($0) }) else {
                throw PriceFileError(file: file, key: "effective", expected: "a day as 2026-11-21")
            }
            guard let source, let origin, let sha256, let bytes else {
                throw PriceFileError(file: file, key: "source", expected: "source, origin, sha256 and bytes")
            }
            var counts = PriceUpdate.Counts()
            if let told = self.counts {
                (counts.changed, counts.new, counts.unchanged) = (told.changed, told.new, told.unchanged)
                (counts.refused, counts.skipped) = (told.refused, told.skipped)
            }
            var models: [String: [String: PriceUpdate.Model]] = [:]
            for (name, rows) in files ?? [:] {
                for (model, row) in rows {
                    models[name, default: [:]][model] = try row.model(file: file, key: "files.\(name).\(model)")
                }
            }
            var own: [String: PriceUpdate.Model] = [:]
            for (name, row) in named ?? [:] { own[name] = try row.model(file: file, key: "named.\(name)") }
            return PriceUpdate(
                id: id, takenAt: takenAt, effective: effective, source: source, origin: origin, sha256: sha256,
                bytes: bytes, counts: counts, accepted: accepted ?? [], files: models, named: own,
                fingerprint: fingerprint)
        }
    }
}

extension PriceUpdate {
    /// Where it comes from and what it came to, without its models.
    package var facts: JSONValue {
        [
            "effective": .string(effective.description), "source": .string(source), "origin": .string(origin),
            "sha256": .string(sha256), "bytes": .integer(bytes), "counts": counts.json,
            "accepted": .array(accepted.map(JSONValue.string)),
        ]
    }
}

extension PriceUpdate.Counts {
    package var json: JSONValue {
        [
            "changed": JSONValue(count: changed), "new": JSONValue(count: new),
            "unchanged": JSONValue(count: unchanged),
            "refused": JSONValue(count: refused), "skipped": JSONValue(count: skipped),
        ]
    }
}

extension PriceUpdate.Model {
    fileprivate var json: JSONValue {
        [
            "aliases": .array(aliases.map(JSONValue.string)), "prices": .array(prices.map(\.json)),
        ]
    }
}

extension JSONValue {
    /// An object whose keys are in order.
    fileprivate static func object<Value>(
        _ values: [String: Value], _ json: (Value) -> JSONValue
    ) -> JSONValue {
        .object(values.sorted { $0.key < $1.key }.map { JSONMember(key: $0.key, value: json($0.value)) })
    }
}
