// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What heartbeats come to in a week and in a month if they go on as in the last seven days.
package struct HeartbeatProjection: Hashable, Sendable {
    /// The time the rate is taken from: seven days up to now, or since the first wake when that is less, but no less than
    /// one day.
    package var basis: Window
    /// Wakes in it.
    package var wakes: Int
    /// Their cost; unknown when there are none, because no wake is no rate.
    package var cost: KnownAmount
    /// Seven days at that rate.
    package var perWeek: KnownAmount
    /// Thirty days at that rate.
    package var perMonth: KnownAmount

    private static let day: Int64 = 86_400_000

    /// The time that the rate is taken from.
    ///
    /// - Parameters:
    ///   - first: When the first wake began.
    ///   - window: What was asked about.
    package static func basis(first: Timestamp, window: Window, now: Timestamp) -> Window {
        let end = min(now, window.end)
        let week = end.advanced(byMilliseconds: -7 * day)
        return Window(start: min(max(week, window.start, first), end.advanced(byMilliseconds: -day)), end: end)
    }

    /// A moment before which no ``basis(first:window:now:)`` begins: the same for a quarter hour, so that a ledger is asked the
    /// same question.
    static func earliest(_ window: Window, now: Timestamp) -> Timestamp {
        QuarterHour(containing: min(now, window.end)).start.advanced(byMilliseconds: -7 * day)
    }

    /// Takes the rate of the wakes that began in `basis`.
    init(_ burn: HeartbeatUsage.Burn, basis: Window) {
        self.basis = basis
        wakes = burn.wakes
        cost = burn.wakes == 0 ? KnownAmount(nil) : burn.sums.knownAmount
        let span = basis.end.milliseconds.subtractingSaturating(basis.start.milliseconds)
        perWeek = cost.map { Self.scaled($0, 7 * Self.day, span) }
        perMonth = cost.map { Self.scaled($0, 30 * Self.day, span) }
    }

    private static func scaled(_ cost: Money, _ length: Int64, _ span: Int64) -> Money {
        let product = Int128(cost.nanodollars) * Int128(length)
        return Money(nanodollars: Int64(clamping: product / Int128(max(1, span))))
    }
}
