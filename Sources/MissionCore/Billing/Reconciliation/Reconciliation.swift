// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Bills beside a ledger's calls: by UTC day and model, by model, by provider and in all. Sums cover the days that were fetched,
/// so that each has both of its sides.
package struct Reconciliation: Hashable, Sendable {
    /// The UTC days.
    package var days: ClosedRange<CivilDay>
    /// The providers that were asked for, in their order.
    package var providers: [ReconciledProvider]
    /// First to last day, most money first within a day.
    package var entries: [ReconciledEntry]
    /// Most money first.
    package var totals: [ReconciledTotal]

    /// Everything that was compared.
    package var all: ReconciledFigures {
        providers.filter { !$0.told.isEmpty }.reduce(into: .none) { $0 += $1.figures }
    }

    /// Whether any day was compared.
    package var hasBills: Bool { providers.contains { !$0.told.isEmpty } }

    /// Asks a ledger and what is kept of bills.
    ///
    /// - Parameter providers: Whose; nil for all.
    /// - Throws: What the ledger or the bills throw.
    package static func load(
        from reader: any UsageReader, _ bills: BillingStore, days: ClosedRange<CivilDay>,
        providers: Set<BillingProvider>? = nil
    ) async throws -> Reconciliation {
        let asked = providers ?? Set(BillingProvider.allCases)
        let range = ReportRange(since: days.lowerBound, until: days.upperBound, zone: .utc)
        let query = UsageQuery(
            window: range.window, groupBy: [.day, .provider, .model],
            filters: [.provider: Set(asked.map(\.rawValue))])
        let usage = try await reader.usage(query)
        let billed = try await bills.billedDays(days)
        let keys = try bills.providersWithKey()
        return ReconciliationBuilder(days: days, usage: usage, billed: billed).reconciliation(
            of: asked.sorted(), keys: keys)
    }
}
