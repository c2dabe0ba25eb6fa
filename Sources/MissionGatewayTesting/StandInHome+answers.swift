// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// What a gateway answers about its conversations.
extension StandInHome {
    /// The methods that it answers.
    static let methods: Set = [
        "sessions.get", "sessions.usage.timeseries", "sessions.usage.logs", "sessions.usage", "sessions.list",
        "cron.runs",
    ]

    /// The answer to a method; nil for one that is not about conversations.
    func answer(_ method: String, _ params: JSONValue) throws -> JSONValue? {
        switch method {
        case "sessions.get": return messages(key(params), limit: number(params["limit"]) ?? 200)
        case "sessions.usage.timeseries": return try series(key(params))
        case "sessions.usage.logs": return try logs(key(params), limit: number(params["limit"]) ?? 200)
        case "sessions.usage": return usage(params["key"] == nil ? nil : key(params))
        case "sessions.list":
            let current = Dictionary(conversations.map { ($0.key, $0) }) { _, last in last }
            let rows = current.values.filter { !$0.key.contains(":run:") }.sorted { $0.key < $1.key }.map(row)
            return ["ts": .integer(now.milliseconds), "count": JSONValue(count: rows.count), "sessions": .array(rows)]
        case "cron.runs": return ["entries": .array(runs)]
        default: return nil
        }
    }

    /// A session's fields, as lists and events have them.
    func row(_ conversation: Conversation) -> JSONValue {
        let last = conversation.entries.last(where: { $0.call != nil })?.call
        return [
            "key": .string(conversation.key), "kind": "direct", "chatType": "direct",
            "sessionId": .string(conversation.id), "updatedAt": .integer(conversation.entries.last?.at ?? 0),
            "modelProvider": JSONValue(last?.provider), "model": JSONValue(last?.model),
        ]
    }

    /// The last messages with their entries' ids and numbers; of the store's conversations only.
    private func messages(_ key: String, limit: Int64) -> JSONValue {
        guard let conversation = conversations.last(where: { $0.key == key }) else { return ["messages": []] }
        let all = conversation.entries.enumerated().map { index, entry -> JSONValue in
            entry.message.appending(["__openclaw": ["id": .string(entry.id), "seq": JSONValue(count: index + 1)]])
        }
        return ["messages": .array(Array(all.suffix(Int(clamping: limit))))]
    }

    /// A conversation by the key of its session, or by its own id.
    private func found(_ key: String) throws -> Conversation {
        let all = conversations
        if let known = all.last(where: { $0.key == key }) ?? all.first(where: { key.hasSuffix(":\($0.id)") }) {
            return known
        }
        throw StandInRefusal("INVALID_REQUEST", "No transcript found for session: \(key)")
    }

    /// Points of 200 calls at most; of more, sums of several.
    private func series(_ key: String) throws -> JSONValue {
        let conversation = try found(key)
        let calls = conversation.entries.compactMap { entry in entry.call.map { (entry.at, $0) } }
        let step = max(1, (calls.count + 199) / 200)
        let points = stride(from: 0, to: calls.count, by: step).map { start -> JSONValue in
            let part = calls[start..<min(start + step, calls.count)]
            let sum = part.reduce(into: TokenCounts.zero) { $0 += $1.1.tokens }
            let mills = part.reduce(Int64(0)) { $0 + ($1.1.mills ?? 0) }
            return [
                "timestamp": .integer(part.last?.0 ?? 0), "input": .integer(sum.input), "output": .integer(sum.output),
                "cacheRead": .integer(sum.cacheRead), "cacheWrite": .integer(sum.cacheWrite5m),
                "totalTokens": .integer(sum.total), "cost": Self.dollars(mills), "cumulativeTokens": 0,
                "cumulativeCost": 0,
            ]
        }
        return ["sessionId": .string(conversation.id), "points": .array(points)]
    }

    private func logs(_ key: String, limit: Int64) throws -> JSONValue {
        let rows = try found(key).entries.map { entry -> JSONValue in
            let start: JSONValue = [
                "timestamp": .integer(entry.at), "role": entry.message["role"] ?? .null, "content": "made up",
            ]
            guard let call = entry.call else { return start }
            return start.appending([
                "tokens": .integer(call.tokens.total), "cost": Self.dollars(call.mills ?? 0),
            ])
        }
        return ["logs": .array(Array(rows.suffix(Int(clamping: limit))))]
    }

    private func usage(_ key: String?) -> JSONValue {
        let wanted = key.map { key in (try? found(key)).map { [$0] } ?? [] } ?? conversations
        let rows = wanted.map { conversation -> JSONValue in
            let calls = conversation.entries.compactMap(\.call)
            let models = Dictionary(grouping: calls) { "\($0.provider)/\($0.model)" }.sorted { $0.key < $1.key }
            let sum = calls.reduce(into: TokenCounts.zero) { $0 += $1.tokens }
            return row(conversation).appending([
                "usage": Self.totals(sum).appending([
                    "sessionId": .string(conversation.id), "lastActivity": .integer(conversation.entries.last?.at ?? 0),
                    "modelUsage": .array(
                        models.map { _, calls in
                            [
                                "provider": JSONValue(calls.first?.provider), "model": JSONValue(calls.first?.model),
                                "count": JSONValue(count: calls.count),
                                "totals": Self.totals(calls.reduce(into: TokenCounts.zero) { $0 += $1.tokens }),
                            ]
                        }),
                ])
            ])
        }
        return ["updatedAt": .integer(now.milliseconds), "sessions": .array(rows), "totals": Self.totals(.zero)]
    }

    private static func totals(_ tokens: TokenCounts) -> JSONValue {
        [
            "input": .integer(tokens.input), "output": .integer(tokens.output), "cacheRead": .integer(tokens.cacheRead),
            "cacheWrite": .integer(tokens.cacheWrite5m), "totalTokens": .integer(tokens.total), "totalCost": 0,
        ]
    }

    static func dollars(_ mills: Int64) -> JSONValue {
        .decimal(Decimal(mills) / 1000)
    }

    private func key(_ params: JSONValue) -> String {
        if case .string(let key)? = params["key"] { key } else { "" }
    }

    private func number(_ value: JSONValue?) -> Int64? {
        if case .integer(let number)? = value { number } else { nil }
    }
}
