// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension UsageSums {
    /// What one of `count` occasions cost on average; nil when nothing is known of it, or when there was none.
    public func meanCost(over count: Int) -> Money? {
        guard count > 0 else { return nil }
        return knownCost.map { Money(nanodollars: $0.rounded(to: Int64(count))) }
    }
}
