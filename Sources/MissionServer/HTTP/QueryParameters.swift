// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Hummingbird
internal import MissionCore

/// The parameters of a request's query, each allowed by name and read once.
///
/// What is not expected is refused rather than ignored, because a misspelt filter would silently answer another question.
struct QueryParameters {
    private let values: [String: [String]]
    /// What is known about the parameters of a route that is documented, by their names.
    private var known: [String: QueryParameter] = [:]

    /// No parameters.
    init() {
        values = [:]
    }

    /// The parameters of a route that is documented.
    ///
    /// - Throws: A ``Problem`` for what is not one of them, is there more often than it may, or is missing.
    init(_ request: Request, _ parameters: [QueryParameter]) throws {
        try self.init(
            request, allowed: parameters.filter { !$0.isRepeatable }.map(\.name),
            repeatable: parameters.filter(\.isRepeatable).map(\.name))
        known = Dictionary(parameters.map { ($0.name, $0) }) { first, _ in first }
    }

    /// - Parameters:
    ///   - allowed: Names that may occur once.
    ///   - repeatable: Names that may occur more often.
    ///   - isForm: Whether a browser's form may have written it, which writes a space as a plus sign.
    init(_ request: Request, allowed: [String], repeatable: [String] = [], isForm: Bool = false) throws {
        var values: [String: [String]] = [:]
        for pair in (request.uri.query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            var value = parts.count == 2 ? String(parts[1]) : ""
            // Elsewhere a plus sign is a plus sign.
            if isForm { value = String(value.map { $0 == "+" ? " " : $0 }) }
            guard let name = parts[0].removingPercentEncoding, let text = value.removingPercentEncoding else {
                throw Problem.badRequest("The query is not percent-encoded UTF-8.")
            }
            values[name, default: []].append(text)
        }
        // In the order of names, so that the same mistake always gets the same answer.
        for (name, texts) in values.sorted(by: { $0.key < $1.key }) {
            guard allowed.contains(name) || repeatable.contains(name) else {
                let known = (allowed + repeatable).sorted().map { "`\($0)`" }.joined(separator: ", ")
                throw Problem.badParameter(
                    String(name.prefix(64)), expected: known.isEmpty ? "no parameters" : "one of \(known)")
            }
            guard texts.count == 1 || repeatable.contains(name) else {
                throw Problem.badParameter(name, expected: "it once")
            }
            guard texts.allSatisfy({ !$0.isEmpty && !$0.unicodeScalars.contains("\0") }) else {
                throw Problem.badParameter(name, expected: "a value")
            }
        }
        self.values = values
    }

    subscript(name: String) -> String? {
        values[name]?.first
    }

    func all(_ name: String) -> [String] {
        values[name] ?? []
    }

    /// A value read by `read`; nil when the parameter is absent.
    func value<Value>(_ name: String, expected: String, read: (String) -> Value?) throws -> Value? {
        guard let text = self[name] else { return nil }
        guard let value = read(text) else { throw Problem.badParameter(name, expected: expected) }
        return value
    }
}

extension QueryParameters {
    /// Where a page begins; nil for the first.
    func cursor<Cursor>(_ read: (String) -> Cursor?) throws -> Cursor? {
        try value("after", expected: "a `next` that was given before", read: read)
    }

    func zone(default zone: Zone) throws -> Zone {
        try value("tz", expected: "an IANA time zone such as `Europe/Berlin`", read: Zone.init(named:)) ?? zone
    }

    func day(_ name: String) throws -> CivilDay? {
        try value(name, expected: "a day as `2026-11-21`") { text in
            CivilDay(text).flatMap { (2000...2099).contains($0.components.year) ? $0 : nil }
        }
    }

    func costMode() throws -> CostMode {
        try value("cost", expected: "`auto`, `reported` or `estimated`", read: CostMode.init(rawValue:)) ?? .auto
    }

    func flag(_ name: String) throws -> Bool {
        try value(name, expected: "`true` or `false`") { text in
            switch text {
            case "true", "1": true
            case "false", "0": false
            default: nil
            }
        } ?? false
    }

    /// A whole number in the bounds that the route's documentation names; what that names where it is absent.
    ///
    /// - Throws: A ``Problem``, also where the documentation names no bounds.
    func number(_ name: String) throws -> Int? {
        guard let known = known[name], let range = known.range else {
            throw Problem.badParameter(name, expected: "no such parameter")
        }
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return try value(name, expected: expected) { Self.number($0, range) } ?? known.standard
    }

    private static func number(_ text: String, _ range: ClosedRange<Int>) -> Int? {
        guard text.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
        return Int(text).flatMap { range.contains($0) ? $0 : nil }
    }

    func limit(upTo maximum: Int) throws -> Int? {
        try value("limit", expected: "a whole number from 1 to \(maximum)") { Self.number($0, 1...maximum) }
    }
}
