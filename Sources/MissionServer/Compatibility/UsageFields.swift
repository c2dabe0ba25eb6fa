// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Sums under the names that callers of `/api/usage/*` know: dollars as JSON numbers, `null` where nothing is known.
enum UsageFields {
    /// A row: its name, then its figures.
    static func row(_ key: String, _ name: String?, _ sums: UsageSums) -> JSONValue {
        .object([JSONMember(key: key, value: JSONValue(name))] + members(sums))
    }

    static func members(_ sums: UsageSums) -> [JSONMember] {
        let tokens = sums.tokens
        let values: [(String, JSONValue)] = [
            ("calls", .integer(sums.calls)), ("failedCalls", .integer(sums.failedCalls)),
            ("input", .integer(tokens.input)), ("output", .integer(tokens.output)),
            ("thinking", .integer(tokens.reasoning)),
            ("cache", .integer(tokens.cacheRead.addingSaturating(tokens.cacheWrite))),
            ("cacheRead", .integer(tokens.cacheRead)), ("cacheWrite", .integer(tokens.cacheWrite)),
            ("tokens", .integer(tokens.total)), ("cost", dollars(sums.knownCost)),
            ("averageCost", dollars(sums.meanCallCost.money)),
            ("inputOutputRatio", sums.inputOutputHundredths.map { .decimal(Decimal($0) / 100) } ?? .null),
            ("unpricedCalls", .integer(sums.unpricedCalls)), ("unknownUsageCalls", .integer(sums.unknownUsageCalls)),
            ("subscriptionCalls", .integer(sums.subscriptionCalls)),
            ("subscriptionValue", dollars(sums.subscriptionAmount.money)),
        ]
        return values.map { JSONMember(key: $0.0, value: $0.1) }
    }

    static func dollars(_ money: Money?) -> JSONValue {
        money.map { .decimal($0.dollars) } ?? .null
    }

    /// What every answer begins with: the days it is about.
    static func range(_ range: ReportRange) -> JSONMember {
        JSONMember(key: "range", value: range.json)
    }

    static func notes(_ notes: [String]) -> JSONMember {
        JSONMember(key: "notes", value: .array(notes.map(JSONValue.string)))
    }
}
