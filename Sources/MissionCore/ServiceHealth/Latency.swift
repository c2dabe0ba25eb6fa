// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How long calls took, in milliseconds: the smallest value that so many of a hundred calls do not exceed.
package struct Latency: Hashable, Sendable {
    /// What half of the calls do not exceed.
    package var median: Int64
    /// What 95 of 100 calls do not exceed.
    package var p95: Int64

    /// Percentiles are those of the newest calls, so that asking a large ledger is quick.
    package static let sample = 5000

    /// Percentiles by the nearest rank; nil without values.
    package init?(_ milliseconds: [Int64]) {
        let sorted = milliseconds.sorted()
        guard let last = sorted.last else { return nil }
        func percentile(_ percent: Int) -> Int64 {
            let rank = (sorted.count * percent + 99) / 100
            return sorted.indices.contains(rank - 1) ? sorted[rank - 1] : last
        }
        median = percentile(50)
        p95 = percentile(95)
    }
}
