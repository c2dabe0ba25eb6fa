// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What is said about calls that only people's own scripts tell of: their figures are estimates.
enum LoggedCalls {
    private static let sources: Set = [SourceKind.usageLog.rawValue, SourceKind.callDatabase.rawValue]
    /// The kinds of source that bring them, as in the catalogue of sources.
    private static let kinds: Set = ["usage-log", "call-database"]

    /// The sentence that belongs beside the sums of a question; nil when none of them is in it.
    static func note(to query: UsageQuery, from reader: any LedgerReader) async throws -> String? {
        // Most ledgers never saw such a source, and are not asked twice.
        guard try await reader.sourceStates().contains(where: { kinds.contains($0.source.kind) }) else { return nil }
        var query = query
        query.groupBy = [.source]
        let rows = try await reader.usage(query).filter { sources.contains($0.name ?? "") }
        let sums = rows.reduce(into: UsageSums()) { $0 += $1.sums }
        guard sums.calls > 0 else { return nil }
        let estimates =
            sums.calls == 1
            ? "is an estimate that a script logged itself: group by source to see it."
            : "are estimates that scripts logged themselves: group by source to see them."
        let cost = sums.knownCost == nil ? "" : " and \(sums.knownAmount.text())"
        return "\(UsageNotes.calls(sums.calls))\(cost) \(estimates)"
    }
}
