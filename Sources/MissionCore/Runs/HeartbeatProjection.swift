// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What heartbeats come to in a week and in a month if they go on as in the last seven days.
public struct HeartbeatProjection: Hashable, Sendable {
    /// The time the rate is taken from: seven days up to now, or since the first wake when that is less, but no less than
    /// one day.
    public var basis: Window
    /// Wakes in it.
    public var wakes: Int
    /// Their cost; unknown when there are none, because no wake is no rate.
    public var cost: KnownAmount
    /// Seven days at that rate.
    public var perWeek: KnownAmount
    /// Thirty days at that rate.
    public var perMonth: KnownAmount

    private static let day: Int64 = 86_400_000

    /// Takes the rate; nil without wakes.
    init?(wakes: [CallStretch], window: Window, now: Timestamp) {
        guard let first = wakes.map(\.firstCall).min() else { return nil }
        let end = min(now, window.end)
        let week = end.advanced(byMilliseconds: -7 * Self.day)
        let start = min(max(week, window.start, first), end.advanced(byMilliseconds: -Self.day))
        let basis = Window(start: start, end: end)
        let counted = wakes.filter { basis.contains($0.firstCall) }
        let sums = counted.reduce(into: UsageSums()) { $0 += $1.sums }
        self.basis = basis
        self.wakes = counted.count
        cost = counted.isEmpty ? KnownAmount(nil) : sums.knownAmount
        let span = end.milliseconds.subtractingSaturating(start.milliseconds)
        perWeek = cost.map { Self.scaled($0, 7 * Self.day, span) }
        perMonth = cost.map { Self.scaled($0, 30 * Self.day, span) }
    }

    private static func scaled(_ cost: Money, _ length: Int64, _ span: Int64) -> Money {
        let product = Int128(cost.nanodollars) * Int128(length)
        return Money(nanodollars: Int64(clamping: product / Int128(max(1, span))))
    }
}
