// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// When what could not be delivered is tried again, and when it is given up.
package struct DeliveryPolicy: Sendable {
    /// Seconds before each further attempt; the last one repeats.
    private static let waits: [Int64] = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800]
    /// How long something is tried, in milliseconds.
    package static let patience: Int64 = 3 * 86_400_000
    /// Longer than anything waits, in milliseconds: beyond the longest wait, its jitter, and what another side may ask for.
    package static let longestWait: Int64 = 12 * 3_600_000

    /// From 0 to 1: spreads attempts, so that not everything that failed together is tried together.
    let jitter: @Sendable () -> Double

    package init(jitter: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }) {
        self.jitter = jitter
    }

    /// A delivery after an attempt.
    package func after(_ outcome: DeliveryOutcome, _ delivery: Delivery, now: Timestamp) -> Delivery {
        var delivery = delivery
        delivery.attempts = delivery.attempts.addingSaturating(1)
        switch outcome {
        case .delivered:
            (delivery.state, delivery.at, delivery.reason) = (.delivered, now, nil)
        case .refused(let reason):
            (delivery.state, delivery.at, delivery.reason) = (.dead, now, reason)
        case .postponed(let reason, let asked):
            delivery.reason = reason
            let wait = min(Self.longestWait, max(backoff(delivery.attempts), asked ?? 0))
            delivery.at = now.advanced(byMilliseconds: wait)
            let age = now.milliseconds.subtractingSaturating(delivery.createdAt.milliseconds)
            if age > Self.patience { (delivery.state, delivery.at) = (.dead, now) }
        }
        return delivery
    }

    /// Milliseconds, up to a quarter more than planned.
    private func backoff(_ attempts: Int64) -> Int64 {
        let seconds = Self.waits[Int(min(max(attempts - 1, 0), Int64(Self.waits.count - 1)))]
        return seconds * 1000 + Int64(Double(seconds) * 250 * min(1, max(0, jitter())))
    }
}
