// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How long to wait before the next attempt: twice as long each time, up to a bound, and never quite the same, so that machines
/// that failed together do not come back together.
struct BackOff {
    private let most: Double
    private var next = 1.0

    /// - Parameter most: The longest wait in seconds, 1 at least.
    init(most: Int) {
        self.most = Double(max(1, most))
    }

    /// The next wait in seconds: between half of what is due and all of it.
    mutating func wait(using generator: inout some RandomNumberGenerator) -> Double {
        let due = min(next, most)
        next = min(next * 2, most)
        return due * Double.random(in: 0.5...1, using: &generator)
    }
}
