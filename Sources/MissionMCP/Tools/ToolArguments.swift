// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Arguments of a call, each known to its tool. What is not expected is refused rather than ignored, because a misspelt filter
/// would silently answer another question.
struct ToolArguments {
    private let values: JSONValue
    private let input: ToolInput

    /// - Throws: ``ToolMistake``.
    init(_ values: JSONValue, _ input: ToolInput) throws {
        guard values.isObject else { throw ToolMistake(argument: "arguments", expected: "an object") }
        for member in values.members where input.argument(member.key) == nil {
            let known = input.arguments.map(\.name).joined(separator: ", ")
            throw ToolMistake(argument: member.key, expected: known.isEmpty ? "no arguments" : "one of \(known)")
        }
        for key in input.required.sorted() where values.at(key) == nil {
            throw ToolMistake(argument: key, expected: "a value: it is needed")
        }
        self.values = values
        self.input = input
    }

    /// A text; nil where there is none.
    ///
    /// - Throws: ``ToolMistake``.
    func text(_ key: String) throws -> String? {
        guard let value = values.at(key) else { return nil }
        guard case .string(let text) = value, Self.isUsable(text) else {
            throw ToolMistake(argument: key, expected: "a text")
        }
        return text
    }

    /// A text or several; empty where there is none.
    ///
    /// - Throws: ``ToolMistake``.
    func texts(_ key: String) throws -> [String] {
        try values.at(key).map { try Self.texts($0, key: key) } ?? []
    }

    private static func texts(_ value: JSONValue, key: String) throws -> [String] {
        let items: [JSONValue] = if case .array(let items) = value { items } else { [value] }
        let texts = items.compactMap { if case .string(let text) = $0, isUsable(text) { text } else { nil } }
        guard !texts.isEmpty, texts.count == items.count, texts.count <= 16 else {
            throw ToolMistake(argument: key, expected: "a text, or a list of one to 16 texts")
        }
        return texts
    }

    /// Longer than any name.
    private static func isUsable(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 1024 && !text.unicodeScalars.contains("\0")
    }

    /// What the arguments ask of a report.
    ///
    /// - Throws: ``ToolMistake``.
    func request(zone usual: Zone, now: Timestamp) throws -> ReportRequest {
        let zone = try zone(usual)
        let days = try ToolDays(self, today: zone.day(of: now))
        var request = ReportRequest(
            since: days.since, until: days.until, filters: try filters(), zone: zone, costMode: try costMode())
        request.limit = try limit()
        for case .own(let parameter) in input.arguments {
            let values = parameter.isRepeatable ? try texts(parameter.key) : try text(parameter.key).map { [$0] } ?? []
            if !values.isEmpty { request.parameters[parameter.key] = values }
        }
        return request
    }

    /// The zone whose days count.
    ///
    /// - Throws: ``ToolMistake``.
    func zone(_ usual: Zone) throws -> Zone {
        guard let name = try text("tz") else { return usual }
        guard let zone = Zone(named: name) else {
            throw ToolMistake(argument: "tz", expected: "a time zone such as Europe/Berlin, +05:30 or UTC")
        }
        return zone
    }

    /// How to group.
    ///
    /// - Throws: ``ToolMistake``.
    func dimensions() throws -> [Dimension] {
        try texts("by").map { name in
            guard let dimension = Dimension(rawValue: name) else {
                let known = Dimension.allCases.map(\.rawValue).joined(separator: ", ")
                throw ToolMistake(argument: "by", expected: "one of \(known)")
            }
            return dimension
        }
    }

    private func costMode() throws -> CostMode {
        guard let name = try text("cost") else { return .auto }
        guard let mode = CostMode(rawValue: name) else {
            throw ToolMistake(argument: "cost", expected: CostMode.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return mode
    }

    private func limit() throws -> Int? {
        guard input.argument("limit") != nil else { return nil }
        guard let value = values.at("limit") else { return ToolInput.usualLimit }
        guard let number = value.whole, (1...Int64(ToolInput.largestLimit)).contains(number) else {
            throw ToolMistake(argument: "limit", expected: "a whole number from 1 to \(ToolInput.largestLimit)")
        }
        return Int(number)
    }

    private func filters() throws -> [Dimension: Set<String>] {
        guard let value = values.at("filter") else { return [:] }
        guard value.isObject else { throw ToolMistake(argument: "filter", expected: "an object") }
        var filters: [Dimension: Set<String>] = [:]
        for member in value.members {
            guard let dimension = ToolInput.filters.first(where: { $0.rawValue == member.key }) else {
                let known = ToolInput.filters.map(\.rawValue).joined(separator: ", ")
                throw ToolMistake(argument: "filter.\(member.key)", expected: "one of \(known)")
            }
            filters[dimension] = Set(try Self.texts(member.value, key: "filter.\(member.key)"))
        }
        return filters
    }
}
