// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What the same calls were in the period before: the month before a whole month, else as many days, of a period that goes on
/// as much as has passed of it.
struct FormerUsage {
    /// The fact under which a document tells it.
    static let key = "previous"

    private let range: ReportRange
    private let sums: UsageSums

    /// - Returns: nil where the beginning is open, so that nothing lies before it.
    /// - Throws: What the ledger throws.
    init?(_ range: ReportRange, _ query: UsageQuery, from reader: any LedgerReader, now: Timestamp) async throws {
        let today = range.zone.day(of: now)
        guard let since = range.since else { return nil }
        let last = min(range.until ?? today, today)
        guard since <= last else { return nil }
        var query = query
        if since == since.startOfMonth, range.until == since.startOfNextMonth.advanced(by: -1), last == range.until {
            let end = since.advanced(by: -1)
            query.window = range.zone.window(from: end.startOfMonth, through: end)
        } else {
            query.window = ComparedPeriods(since...last, zone: range.zone, now: now).former
        }
        let (start, end) = (query.window.start, query.window.end.advanced(byMilliseconds: -1))
        self.range = ReportRange(
            since: range.zone.day(of: start), until: range.zone.day(of: max(start, end)), zone: range.zone)
        sums = try await reader.total(query)
    }

    /// `{"since","until",…}` with the sums.
    var cell: ReportCell {
        guard case .record(let days) = range.cell else { return .blank }
        return .record(days.filter { $0.key != "tz" } + UsageFigures.all.facts(of: sums))
    }
}
