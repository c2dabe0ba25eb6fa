// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionDelivery
internal import MissionServer
internal import MissionSources

/// Budgets, channels and what people say about alerts, as the files of the data folder have them.
struct AlertKeeper: AlertAdministration {
    private let budgets: BudgetStore
    private let file: AlertSettingsFile
    private let channelFile: ChannelFile
    private let clock = SystemClock()

    init(_ directory: DataDirectory, prices: PriceProvider) {
        budgets = BudgetStore(dataFolder: directory.path) { ModelDirectory(prices.current) }
        file = AlertSettingsFile(directory)
        channelFile = ChannelFile(directory)
    }

    func plan() throws -> BudgetPlan { try budgets.plan() }

    func keep(_ plan: BudgetPlan) throws { try budgets.keep(plan) }

    func models() throws -> ModelDirectory { try budgets.directory() }

    func settings() throws -> AlertSettings { try file.read() }

    func keep(_ settings: AlertSettings) throws { try file.write(settings) }

    func channels() throws -> [JSONValue] { try channelFile.read().channels.map(\.publicJSON) }

    func test(_ name: String) async throws -> DeliveryOutcome? {
        guard let settings = try channelFile.read()[name] else { return nil }
        return await settings.channel.deliver(.test(at: clock.now), at: clock.now)
    }

    /// Who wants to hear what.
    func audiences() throws -> [AlertAudience] {
        try channelFile.read().channels.map { channel in
            AlertAudience(
                channel: channel.name, minimumSeverity: channel.minimumSeverity, tellsResolved: channel.tellsResolved,
                rules: Set(channel.only))
        }
    }

    /// The channels by name.
    func deliveryChannels() throws -> [String: any DeliveryChannel] {
        try channelFile.read().channels.reduce(into: [:]) { $0[$1.name] = $1.channel }
    }

    /// What is read with each look at what is watched.
    var watchSettings: AlertWatch.Settings {
        AlertWatch.Settings(plan: plan, alerts: settings, audiences: audiences)
    }
}
