// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import CoreMetrics
internal import MissionCore
internal import Synchronization

/// A figure that may rise and fall.
final class StoredGauge: MeterHandler {
    private let value = Mutex<Double?>(nil)

    var samples: [MetricFamily.Sample] {
        value.withLock { $0 }.map { [MetricFamily.Sample(value: "\($0)")] } ?? []
    }

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 = ($0 ?? 0) + amount } }
    func decrement(by amount: Double) { value.withLock { $0 = ($0 ?? 0) - amount } }
}

/// How often something took how long.
final class StoredTimer: TimerHandler {
    /// The upper bounds of buckets in nanoseconds, and as the formats write them, in seconds.
    private static let bounds: [(nanoseconds: Int64, text: String)] = [
        (1_000_000, "0.001"), (5_000_000, "0.005"), (10_000_000, "0.01"), (50_000_000, "0.05"),
        (100_000_000, "0.1"), (500_000_000, "0.5"), (1_000_000_000, "1.0"), (5_000_000_000, "5.0"), (.max, "+Inf"),
    ]

    private struct State {
        var counts = [Int64](repeating: 0, count: StoredTimer.bounds.count)
        var sum: Int64 = 0
    }

    private let state = Mutex(State())

    func recordNanoseconds(_ duration: Int64) {
        state.withLock { state in
            state.sum = state.sum.addingSaturating(max(0, duration))
            if let index = Self.bounds.firstIndex(where: { duration <= $0.nanoseconds }) { state.counts[index] += 1 }
        }
    }

    /// Buckets include those before them.
    var samples: [MetricFamily.Sample] {
        let state = state.withLock { $0 }
        var total: Int64 = 0
        let buckets = zip(Self.bounds, state.counts).map { bound, count in
            total += count
            return MetricFamily.Sample(suffix: "_bucket", labels: [("le", bound.text)], value: "\(total)")
        }
        return buckets + [
            MetricFamily.Sample(suffix: "_sum", value: "\(Double(state.sum) / 1_000_000_000)"),
            MetricFamily.Sample(suffix: "_count", value: "\(total)"),
        ]
    }
}
