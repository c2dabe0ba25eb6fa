// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension UsageBlock {
    /// How many days back the pause is looked for from which windows are counted; then in all days.
    private static let horizons: [Int64?] = [1, 4, 16, nil]

    /// The window that goes on now; nil when none does.
    ///
    /// It looks no further back than to the last pause that is longer than a window: status lines have no time.
    package static func active(
        from reader: any LedgerReader, now: Timestamp, costMode: CostMode = .auto
    ) async throws -> UsageBlock? {
        let extent = try await reader.state().extent
        let length = hours * 3_600_000
        for days in horizons {
            let since = days.map { now.advanced(byMilliseconds: -$0 * 86_400_000) } ?? Window.always.start
            var query = UsageQuery(
                window: Window(start: QuarterHour(containing: since).start, end: now.advanced(byMilliseconds: 1))
                    .wideningToQuarterHours, groupBy: [.hour])
            let called = try await reader.usage(query).compactMap { $0.values.first?.hour?.number }
            // Two hours may be as far apart as their difference and one.
            let pause = called.indices.dropFirst().last { called[$0] - called[$0 - 1] > hours + 1 }
            let isWhole = days == nil || extent.map { since <= $0.lowerBound.start } ?? true
            guard let first = called.last.map({ _ in pause ?? (isWhole ? called.startIndex : nil) }) else { return nil }
            guard let first else { continue }
            query.groupBy = []
            query.window =
                Window(
                    start: Timestamp(milliseconds: called[first] * 3_600_000), end: now.advanced(byMilliseconds: 1)
                ).wideningToQuarterHours
            var calls: [UsageEvent] = []
            try await reader.forEachEvent(matching: query) { record in
                if record.event.at <= now { calls.append(record.event) }
            }
            var builder = BlockBuilder(hours: hours, costMode: costMode)
            for call in calls.reversed() { builder.add(call) }
            let last = builder.blocks.last { !$0.isGap }
            return last.flatMap {
                $0.isActive(at: now) && $0.end.milliseconds - $0.start.milliseconds == length ? $0 : nil
            }
        }
        return nil
    }
}
