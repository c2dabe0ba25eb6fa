// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// Whoever keeps budgets, channels, and what people say about alerts.
package protocol AlertAdministration: Sendable {
    /// The budgets and conditions.
    ///
    /// - Throws: `SettingsError` that names the file and the key.
    func plan() throws -> BudgetPlan

    /// Replaces them.
    ///
    /// - Throws: `SettingsError`.
    func keep(_ plan: BudgetPlan) throws

    /// The models that budgets may name.
    ///
    /// - Throws: `SettingsError`.
    func models() throws -> ModelDirectory

    /// What people have said about alerts.
    ///
    /// - Throws: `SettingsError`.
    func settings() throws -> AlertSettings

    /// Replaces it.
    ///
    /// - Throws: `SettingsError`.
    func keep(_ settings: AlertSettings) throws

    /// The channels as they may be shown, without any secret.
    ///
    /// - Throws: `SettingsError`.
    func channels() throws -> [JSONValue]

    /// Sends a test to a channel; nil where there is none of that name.
    ///
    /// - Throws: `SettingsError`.
    func test(_ channel: String) async throws -> DeliveryOutcome?
}

/// Nothing is kept: for a server that only answers.
package struct NoAlertAdministration: AlertAdministration {
    package init() {}

    package func plan() throws -> BudgetPlan { BudgetPlan() }
    package func keep(_ plan: BudgetPlan) throws { throw Self.refusal }
    package func models() throws -> ModelDirectory { ModelDirectory([]) }
    package func settings() throws -> AlertSettings { AlertSettings() }
    package func keep(_ settings: AlertSettings) throws { throw Self.refusal }
    package func channels() throws -> [JSONValue] { [] }
    package func test(_ channel: String) async throws -> DeliveryOutcome? { nil }

    private static let refusal = SettingsError("budgets", expected: "a server that keeps them")
}
