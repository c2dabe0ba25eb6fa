// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionServer
import Synchronization

/// Keeps everything in memory.
final class KeptAlerts: AlertAdministration {
    private let state = Mutex<(plan: BudgetPlan, settings: AlertSettings)>((BudgetPlan(), AlertSettings()))

    func plan() throws -> BudgetPlan { state.withLock { $0.plan } }
    func keep(_ plan: BudgetPlan) throws { state.withLock { $0.plan = plan } }
    func models() throws -> ModelDirectory { ModelDirectory([]) }
    func settings() throws -> AlertSettings { state.withLock { $0.settings } }
    func keep(_ settings: AlertSettings) throws { state.withLock { $0.settings = settings } }
    func channels() throws -> [JSONValue] { [["name": "mail"]] }
    func test(_ channel: String) async throws -> DeliveryOutcome? { channel == "mail" ? .delivered : nil }
}
