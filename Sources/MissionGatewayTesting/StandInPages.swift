// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Cuts the page out of a list that somebody asked for.
enum StandInPages {
    private static let lists = ["cron.list": ("jobs", 200), "cron.runs": ("entries", 50)]

    static func page(of answer: JSONValue, method: String, _ params: JSONValue) -> JSONValue {
        guard let (key, usual) = lists[method], case .array(let all)? = answer[key] else { return answer }
        let offset = min(max(0, number(params["offset"]) ?? 0), all.count)
        let limit = min(max(1, number(params["limit"]) ?? usual), 200)
        let end = min(offset + limit, all.count)
        let hasMore = end < all.count
        let list: JSONValue = .object([JSONMember(key: key, value: .array(Array(all[offset..<end])))])
        return list.appending([
            "total": JSONValue(count: all.count),
            "offset": JSONValue(count: offset), "limit": JSONValue(count: limit), "hasMore": .bool(hasMore),
            "nextOffset": hasMore ? JSONValue(count: end) : nil,
        ])
    }

    private static func number(_ value: JSONValue?) -> Int? {
        guard case .integer(let number)? = value else { return nil }
        return Int(clamping: number)
    }
}
