// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Everything that the page of budgets and alerts shows.
///
/// Budgets, what people have said, and channels are three files. Each that cannot be read is told, and takes nothing else from
/// the page.
struct AlertsModel: Sendable {
    /// What is kept and cannot be read, in sentences.
    var unreadable: [String] = []
    var plan = BudgetPlan()
    var settings = AlertSettings()
    var channels: [JSONValue] = []
    /// What is so now, worst first.
    var standing: [AlertStanding] = []
    /// The budgets' present periods; those of which most is used come first.
    var budgets: [BudgetStatus] = []
    var history: [AlertRecord] = []
    var deliveries: [Delivery] = []
    /// What budgets may be about, as the last weeks' calls have it.
    var names: [(dimension: MissionCore.Dimension, name: String)] = []

    /// More rows than anybody reads; the commands tell all of them.
    static let maximumRows = 50
    private static let suggestedDays: Int64 = 30
    private static let suggestedNames = 30

    static func load(_ state: PageState, _ context: PageContext) async throws -> AlertsModel {
        let (reader, zone, now) = (context.reader, state.zone, state.now)
        var model = AlertsModel()
        model.plan = model.reading(BudgetPlan(), context.alerts.plan)
        model.settings = model.reading(AlertSettings(), context.alerts.settings)
        model.channels = model.reading([], context.alerts.channels)
        model.standing = try await AlertStanding.load(
            model.plan, model.settings, from: reader, zone: zone, now: now, looksAtHistory: false)
        let statuses = try await BudgetStatus.load(model.plan, from: reader, zone: zone, now: now)
        model.budgets = statuses.enumerated().sorted { left, right in
            (right.element.usedHundredths, left.offset) < (left.element.usedHundredths, right.offset)
        }.map(\.element)
        model.history = try await reader.alertHistory(before: nil, limit: maximumRows)
        model.deliveries = try await reader.deliveries(nil, limit: maximumRows)
        model.names = try await names(state, reader)
        return model
    }

    private mutating func reading<Value>(_ standard: Value, _ read: () throws -> Value) -> Value {
        do { return try read() } catch {
            unreadable.append("\(error).")
            return standard
        }
    }

    private static func names(
        _ state: PageState, _ reader: any LedgerReader
    ) async throws -> [(dimension: MissionCore.Dimension, name: String)] {
        let window = state.zone.window(from: state.today.advanced(by: -suggestedDays), through: state.today)
        var names: [(dimension: MissionCore.Dimension, name: String)] = []
        for dimension in [MissionCore.Dimension.model, .agent, .cron] {
            let rows = try await reader.usage(UsageQuery(window: window, groupBy: [dimension], zone: state.zone))
            let known = rows.filter { $0.name.map(PageState.isLinkable) ?? false }
                .sorted { ($1.sums.cost, $0.name ?? "") < ($0.sums.cost, $1.name ?? "") }
            names += known.prefix(suggestedNames).compactMap { row in row.name.map { (dimension, $0) } }
        }
        return names
    }

    /// When the period ends in which an alert is so; nil where it is about no budget.
    func periodEnd(_ alert: Alert) -> Timestamp? {
        budgets.first { $0.budget.id == alert.budget }?.window.end
    }

    /// Rules that are muted although nothing of them is so now; every other one is among what stands.
    func quietMutes(at now: Timestamp) -> [(rule: String, until: Timestamp)] {
        let shown = Set(standing.map(\.alert.rule))
        return settings.mutes.filter { $0.value > now && !shown.contains($0.key) }.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value) }
    }
}
