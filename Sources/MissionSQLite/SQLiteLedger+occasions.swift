// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
package import MissionCore

extension SQLiteLedger {
    /// Wakes of heartbeats, from their parts or, where those cannot tell, from their calls.
    ///
    /// - Throws: ``LedgerError``.
    package func wakes(matching query: UsageQuery, since: Timestamp) async throws -> WakeTotals {
        let summed: WakeTotals? = try await read { db in
            guard let window = try QuestionWindow(query.window, extent: QuestionWindow.extent(db)) else {
                return WakeTotals(rows: [], first: nil, late: [])
            }
            return try SummedWakes(query, since: since, window, db)?.wakes
        }
        if let summed { return summed }
        return try await wakesOfCalls(matching: query, since: since)
    }

    /// Calls of scheduled jobs, from their parts or, where those cannot tell, one by one.
    ///
    /// - Throws: ``LedgerError``.
    package func callGroups(matching query: UsageQuery) async throws -> [CallGroup] {
        let summed: [CallGroup]? = try await read { db in
            guard let window = try QuestionWindow(query.window, extent: QuestionWindow.extent(db)) else { return [] }
            return try SummedRuns(query, window, db)?.newestFirst
        }
        if let summed { return summed }
        return try await callGroupsOfCalls(matching: query)
    }
}
