// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension UsageSums {
    /// What one of `count` occasions cost on average; nil when nothing is known of it, or when there was none.
    package func meanCost(over count: Int) -> Money? {
        meanAmount(over: count).money
    }

    /// The same, with whether all of it is known.
    func meanAmount(over count: Int) -> KnownAmount {
        guard count > 0 else { return KnownAmount(nil) }
        return knownAmount.map { Money(nanodollars: $0.rounded(to: Int64(count))) }
    }
}
