// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Which profiles a question is about, and to which of its groups each belongs.
struct ProfileGroups {
    /// The values of the question's dimensions, but those of time and the conversation, in its order.
    private(set) var keys: [[String?]] = []
    /// Groups by profile; -1 for profiles that the question is not about.
    private var groups: [Int32] = []

    init(_ query: UsageQuery, _ db: Database) throws {
        let columns = query.groupBy.compactMap(\.profileColumn)
        let filters = Filters(query, in: .profiles)
        var conditions = query.includeSynthetic ? [] : ["is_synthetic = 0"]
        if !filters.isEmpty { conditions.append(filters.sql) }
        let select = """
            SELECT \((["id"] + columns).joined(separator: ", ")) FROM profiles
            \(conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))")
            """
        var known: [[String?]: Int32] = [:]
        let rows = try Row.fetchCursor(db, sql: select, arguments: filters.arguments)
        while let row = try rows.next() {
            let id: Int = row[0]
            let key = columns.indices.map { row[$0 + 1] as String? }
            let group = known[key] ?? Int32(clamping: keys.count)
            if known[key] == nil {
                known[key] = group
                keys.append(key)
            }
            while groups.count <= id { groups.append(-1) }
            groups[id] = group
        }
    }

    /// The group of a profile; nil where the question is not about it.
    subscript(profile: Int64) -> Int? {
        guard let place = Int(exactly: profile), groups.indices.contains(place), groups[place] >= 0 else { return nil }
        return Int(groups[place])
    }
}
