// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// A question's filters as conditions over `series` and `sessions`.
struct Filters {
    let sql: String
    let arguments: StatementArguments
    /// Whether they name conversations, which are few and quickly found.
    let namesSessions: Bool

    init(_ query: UsageQuery, in place: Dimension.Place = .series) {
        var conditions: [String] = []
        var values: [String] = []
        // In the order of the declaration, so that equal questions are equal statements.
        for dimension in Dimension.allCases {
            guard let wanted = query.filters[dimension]?.sorted(),
                let condition = dimension.condition(wanted, in: place)
            else { continue }
            conditions.append(condition)
            values += dimension.parameters(wanted)
        }
        sql = conditions.joined(separator: " AND ")
        arguments = StatementArguments(values)
        namesSessions = query.filters[.session] != nil
    }

    var isEmpty: Bool { sql.isEmpty }
}
