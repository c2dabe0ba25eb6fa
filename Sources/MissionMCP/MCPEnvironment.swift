// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// What tools work with.
package struct MCPEnvironment: Sendable {
    /// Gives a ledger while a tool asks it. It is opened anew for each call, so that one that was made, upgraded or restored
    /// meanwhile is the one that answers.
    package var ledger:
        @Sendable (_ ask: @Sendable (any LedgerReader) async throws -> ReportDocument) async throws ->
            ReportDocument
    /// What models cost at present.
    package var prices: PriceProvider
    /// The fees that were told.
    package var subscriptions: SubscriptionProvider
    /// What providers said they bill.
    package var bills: BillingStore
    /// The budgets that are set.
    package var budgets: @Sendable () throws -> BudgetPlan
    /// Whose days count unless a call names a zone.
    package var zone: Zone
    package var clock: any WallClock
    /// Says in words what went wrong and what to do; nil where nobody knows.
    package var explain: @Sendable (any Error) -> String?
    /// The program's version.
    package var version: String

    package init(
        prices: PriceProvider, subscriptions: SubscriptionProvider, bills: BillingStore = .none, zone: Zone,
        clock: any WallClock, version: String,
        budgets: @escaping @Sendable () throws -> BudgetPlan, explain: @escaping @Sendable (any Error) -> String?,
        ledger:
            @escaping @Sendable (_ ask: @Sendable (any LedgerReader) async throws -> ReportDocument) async throws ->
            ReportDocument
    ) {
        self.prices = prices
        self.subscriptions = subscriptions
        self.bills = bills
        self.zone = zone
        self.clock = clock
        self.version = version
        self.budgets = budgets
        self.explain = explain
        self.ledger = ledger
    }
}
