// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The calls of the last 60 minutes, in spans of five.
package struct RecentUse: Hashable, Sendable {
    /// Milliseconds of a span.
    package static let span: Int64 = 300_000

    /// The sums of each span, the oldest first.
    package var spans: [UsageSums]

    /// The spans before a moment.
    package init(_ events: some Sequence<UsageEvent>, now: Timestamp, costMode: CostMode = .auto) {
        let window = BurnRate.window(now: now)
        spans = Array(repeating: UsageSums(), count: Int(BurnRate.minutes * 60_000 / Self.span))
        for event in events where window.contains(event.at) && !event.isSynthetic {
            let place = Int((event.at.milliseconds - window.start.milliseconds) / Self.span)
            spans[min(place, spans.count - 1)] += UsageSums(event).counted(by: costMode)
        }
    }

    /// All of them together.
    package var rate: BurnRate { BurnRate(spans.reduce(into: UsageSums()) { $0 += $1 }) }
}
