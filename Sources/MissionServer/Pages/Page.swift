// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// A page of the dashboard: what an address says, answered from the ledger.
protocol Page: Sendable {
    /// Where it stands in the navigation.
    var entry: PageEntry { get }
    /// Its path, with parameters in braces: `/sessions/{key}`.
    var path: String { get }
    /// What its address may say beside days, zone and filters.
    var parameters: [String] { get }
    /// Whether it has nothing to show as long as the ledger has no call.
    var needsCalls: Bool { get }
    /// Whether its reader can choose days and calls.
    var hasRange: Bool { get }

    /// Looks at what the address says beyond days, zone and filters.
    ///
    /// - Throws: ``Problem`` when it makes no sense.
    func check(_ state: PageState) throws

    /// Asks the ledger and writes the page.
    ///
    /// - Throws: ``Problem`` when the address makes no sense, or what the ledger throws.
    func content(_ state: PageState, _ context: PageContext) async throws -> PageContent
}

extension Page {
    var path: String { entry.path }
    var parameters: [String] { [] }
    var needsCalls: Bool { true }
    var hasRange: Bool { true }

    func check(_ state: PageState) throws {}
}

/// Whom pages ask.
struct PageContext: Sendable {
    var reader: RememberingReader
    let prices: PriceProvider
    let subscriptions: SubscriptionProvider
    let keeper: (any GatewayAdministration)?
    let alerts: any AlertAdministration
    let health: @Sendable () async -> HealthReport
    /// Works out what takes too long for a page.
    let desk: DocumentDesk
    let memory = PageMemory()
    /// The values of braces in the path.
    var arguments: [String: String] = [:]
    /// The token with which somebody has signed in; nil where nobody has to.
    var signedIn: String?
}

extension PageContext {
    /// The same for one page: it asks the ledger once where it stands.
    ///
    /// - Throws: What the ledger throws.
    func forOnePage() async throws -> PageContext {
        var context = self
        context.reader = try await reader.forOnePage()
        return context
    }

    /// The month's budget of all calls in money, where there is one that can be read.
    var monthlyBudget: Budget? {
        guard let plan = try? alerts.plan() else { return nil }
        return plan.budgets.first { budget in
            guard case .cost = budget.amount else { return false }
            return budget.scope == .all && budget.period == .month
        }
    }
}

/// What a page has inside.
struct PageContent: Sendable {
    /// For the heading and the window.
    var title: String
    /// Everything in the page's `main`.
    var main: Markup
    /// The report that is on the screen, by its name, for saving it; nil where it is none.
    var report: PageReport?

    init(_ title: String, report: PageReport? = nil, @MarkupBuilder main: () -> Markup) {
        self.title = title
        self.report = report
        self.main = main()
    }
}

/// A report that is on the screen.
struct PageReport: Hashable, Sendable {
    var id: String
    var parameters: [String: String] = [:]
}
