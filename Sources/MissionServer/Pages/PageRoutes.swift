// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// The dashboard: a whole page, and its changing part alone.
struct PageRoutes: Sendable {
    let reader: any LedgerReader
    let clock: any WallClock
    let zone: Zone
    let keeper: (any GatewayAdministration)?
    let alerts: any AlertAdministration
    let health: @Sendable () async -> HealthReport

    /// Days that the page looks back over.
    static let days = 30

    var routes: [Route] {
        [
            Route("/") { request, _ in
                let view = try await view(request)
                return Answer.page(PageShell(view: view).document).response(to: request)
            },
            Route("/fragments/overview") { request, _ in
                let view = try await view(request)
                return Answer.page(view.content).response(to: request)
            },
        ]
    }

    private func view(_ request: Request) async throws -> OverviewView {
        let zone = try QueryParameters(request, allowed: ["tz"]).zone(default: zone)
        let overview = try await Overview.load(from: reader, zone: zone, now: clock.now, days: Self.days)
        let report = await health()
        let sources = try await SourceHealth.load(report, from: reader, now: clock.now)
        let gateways = try await GatewayCard.load(await keeper?.gateways() ?? [], from: reader, now: overview.now)
        let alerts = AlertBanner(await alerts(zone, overview.now))
        return OverviewView(
            overview: overview, health: report, sources: sources, gateways: gateways, banner: alerts)
    }

    /// A file of budgets that cannot be read is told where alerts are, and keeps nobody from the rest of the page.
    private func alerts(_ zone: Zone, _ now: Timestamp) async -> [Alert] {
        do {
            let standing = try await AlertStanding.load(
                alerts.plan(), alerts.settings(), from: reader, zone: zone, now: now, looksAtHistory: false)
            return standing.filter(\.isUrgent).map(\.alert)
        } catch {
            return [Alert(type: "budgets-unreadable", severity: .critical, message: "\(error)", since: now)]
        }
    }
}
