// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension UsageReport {
    /// At most so many bars can be told apart.
    private static let maximumBars: Int64 = 120

    /// What the report's calls cost over time, told apart by model or by what the request groups by beside time; nil where it
    /// does not group by time or has no calls.
    ///
    /// - Throws: ``ReportError``, or what the ledger throws.
    package func chart(_ request: ReportRequest, from reader: any LedgerReader, now: Timestamp) async throws
        -> ReportChart?
    {
        let groupBy = request.groupBy ?? groupBy
        guard let grain = groupBy.lazy.compactMap(\.granularity).first else { return nil }
        guard let days = try await Self.days(request, from: reader, now: now) else { return nil }
        let count = days.upperBound.number - days.lowerBound.number + 1
        let shown = grain.count(inDays: count) > Self.maximumBars ? Granularity(forDays: count) : grain
        var query = try request.query()
        query.groupBy = [shown.dimension, groupBy.first { $0.granularity == nil } ?? .model]
        let rows = try await reader.usage(query)
        guard !rows.isEmpty else { return nil }
        return ReportChart("Cost by \(shown.rawValue)", series: CostSeries(rows, times: shown.times(in: days)))
    }

    /// The days that are asked about, as far as there can be calls in them; nil when there are none.
    private static func days(_ request: ReportRequest, from reader: any LedgerReader, now: Timestamp) async throws
        -> ClosedRange<CivilDay>?
    {
        guard let extent = try await reader.state().extent else { return nil }
        let zone = request.zone
        let first = request.since ?? zone.day(of: extent.lowerBound.start)
        // A log whose clock is wrong must not fill a drawing with years to come.
        let end = min(request.until ?? zone.day(of: extent.upperBound.start), zone.day(of: now))
        return first <= end ? first...end : nil
    }
}

extension Granularity {
    /// About how many of them so many days have.
    fileprivate func count(inDays days: Int64) -> Int64 {
        switch self {
        case .hour: days > 10_000 ? .max : days * 24
        case .day: days
        case .week: days / 7 + 1
        case .month: days / 28 + 1
        }
    }
}
