// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The days that `/api/costs` covers.
package enum CostsTimeframe: String, Sendable, CaseIterable {
    /// Seven days, today included.
    case week = "7d"
    /// Thirty days, today included.
    case month = "30d"
    /// Ninety days, today included.
    case quarter = "90d"
    /// Everything the ledger holds.
    case all

    /// How many days; nil for all.
    package var days: Int? {
        switch self {
        case .week: 7
        case .month: 30
        case .quarter: 90
        case .all: nil
        }
    }
}
