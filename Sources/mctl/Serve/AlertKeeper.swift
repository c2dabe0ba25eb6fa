// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionServer
internal import MissionSources

/// Budgets, channels and what people say about alerts, as the files of the data folder have them.
struct AlertKeeper: AlertAdministration {
    private let budgets: BudgetStore
    private let file: AlertSettingsFile
    private let prices: PriceProvider

    init(_ directory: DataDirectory, prices: PriceProvider) {
        budgets = BudgetStore(dataFolder: directory.path) { ModelDirectory(prices.current) }
        file = AlertSettingsFile(directory)
        self.prices = prices
    }

    func plan() throws -> BudgetPlan { try budgets.plan() }

    func keep(_ plan: BudgetPlan) throws { try budgets.keep(plan) }

    func models() throws -> ModelDirectory { ModelDirectory(prices.current) }

    func settings() throws -> AlertSettings { try file.read() }

    func keep(_ settings: AlertSettings) throws { try file.write(settings) }

    func channels() throws -> [JSONValue] { [] }

    func test(_ channel: String) async throws -> DeliveryOutcome? { nil }

    /// Who wants to hear what.
    func audiences() throws -> [AlertAudience] { [] }

    /// The channels by name.
    func deliveryChannels() throws -> [String: any DeliveryChannel] { [:] }

    /// What is read with each look at what is watched.
    var watchSettings: AlertWatch.Settings {
        AlertWatch.Settings(plan: plan, alerts: settings, audiences: audiences)
    }
}
