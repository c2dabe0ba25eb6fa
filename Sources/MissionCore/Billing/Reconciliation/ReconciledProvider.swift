// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What is known about a provider's bill for some days.
package struct ReconciledProvider: Hashable, Sendable {
    /// Whose bill.
    package var provider: BillingProvider
    /// Whether its key is kept, so that it can be asked.
    package var hasKey: Bool
    /// The days that were asked about.
    package var days: ClosedRange<CivilDay>
    /// Those among them whose amounts were fetched.
    package var told: Set<CivilDay>
    /// When the oldest of these was fetched; nil without any.
    package var fetchedAt: Timestamp?
    /// The days that were fetched less than a day after they ended.
    package var young: [CivilDay]
    /// Both sides, over the days that were fetched.
    package var figures: ReconciledFigures
    /// The ledger's calls on the days that were not.
    package var untold: UsageSums

    /// How many days were asked about.
    package var dayCount: Int64 { days.upperBound.number - days.lowerBound.number + 1 }

    /// Whether anything is known of it, on either side.
    package var isEmpty: Bool { told.isEmpty && figures.sums.calls == 0 && untold.calls == 0 }
}
