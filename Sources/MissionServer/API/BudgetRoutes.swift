// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// Budgets, and what is exceeded now.
struct BudgetRoutes: Sendable {
    let reader: any LedgerReader
    let clock: any WallClock
    let zone: Zone
    let plan: @Sendable () throws -> BudgetPlan

    var routes: [Route] {
        [
            Route("/api/v1/budgets") { request, _ in
                let zone = try QueryParameters(request, allowed: ["tz"]).zone(default: zone)
                let now = clock.now
                let statuses = try await BudgetStatus.load(plan(), from: reader, zone: zone, now: now)
                return Answer.json(BudgetList(statuses, zone: zone, now: now).document.json).response(to: request)
            },
            Route("/api/v1/alerts") { request, _ in
                let zone = try QueryParameters(request, allowed: ["tz"]).zone(default: zone)
                let now = clock.now
                let alerts = try await Alert.load(plan(), from: reader, zone: zone, now: now)
                return Answer.json(Alert.document(alerts, zone: zone, now: now).json).response(to: request)
            },
        ]
    }
}
