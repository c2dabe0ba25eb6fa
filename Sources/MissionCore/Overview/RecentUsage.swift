// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What was called after a moment.
///
/// It goes by the time of a call. A call that became known late, with an earlier time, changes ``today`` and the ledger's
/// generation, and is not among the changes.
package struct RecentUsage: Hashable, Sendable {
    /// Calls after this moment, which itself is left out.
    package var since: Timestamp
    /// Where the ledger stood before it was asked.
    package var state: LedgerState
    /// The sums of these calls.
    package var changes: UsageSums
    /// The same by model, most expensive first.
    package var byModel: [UsageRow]
    /// The sums of all of today's calls.
    package var today: UsageSums
    /// The newest of these calls, newest first.
    package var newest: [RecordedEvent]

    /// Asks a ledger.
    ///
    /// - Parameters:
    ///   - since: nil for the beginning of today.
    ///   - today: The local day.
    ///   - limit: At most so many single calls; the sums cover all.
    package static func load(
        from reader: any LedgerReader, since: Timestamp?, today: Window, limit: Int
    ) async throws -> RecentUsage {
        let state = try await reader.state()
        // The day's first call may be at its very first moment.
        let since = max(since ?? today.start.advanced(byMilliseconds: -1), Window.always.start)
        let (begin, models) = (since.advanced(byMilliseconds: 1), UsageQuery(groupBy: [.model]))
        // Sums are kept by quarter hour; the one in which the moment lies is counted call by call.
        let quarter = QuarterHour(containing: begin)
        let whole = begin == quarter.start ? quarter : QuarterHour(number: quarter.number + 1)
        var sums: [String: UsageSums] = [:]
        var query = models
        query.window = Window(start: max(whole.start, Window.always.start), end: Window.always.end)
        for row in try await reader.usage(query) { sums[row.name ?? "", default: UsageSums()] += row.sums }
        if whole != quarter {
            query = UsageQuery(window: Window(start: quarter.start, end: whole.start))
            try await reader.forEachEvent(matching: query) { record in
                let event = record.event
                guard event.at >= begin, !event.isSynthetic else { return }
                let name = event.attribution.modelName
                sums[name, default: UsageSums()] += UsageSums(event)
            }
        }
        let rows = sums.map { UsageRow([.name($0)], sums: $1) }.mostExpensiveFirst(\.sums.costRank) { $0.name ?? "" }
        let all = UsageQuery(window: Window(start: quarter.start, end: Window.always.end))
        let newest = try await reader.events(matching: all, after: nil, limit: limit).filter { $0.event.at >= begin }
        return RecentUsage(
            since: since, state: state, changes: rows.reduce(into: UsageSums()) { $0 += $1.sums }, byModel: rows,
            today: try await reader.total(UsageQuery(window: today)), newest: newest)
    }
}
