// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Everything that the overview shows.
struct OverviewModel: Sendable {
    /// Figures of the present, of all calls that the page's filters leave.
    let overview: Overview
    /// The bars.
    let series: SeriesModel
    let models: SeriesModel
    let agents: SeriesModel
    let kinds: SeriesModel
    let services: ServiceReport
    let weekHours: WeekHourUsage
    let active: ActiveNow
    let suggestions: DocumentDesk.Standing
    /// Today, and yesterday until the same time.
    let day: PeriodComparison
    /// This week, and the last one until the same time.
    let week: PeriodComparison
    let current: CurrentUsage
    /// The month's budget of all calls, where there is one.
    let monthBudget: BudgetStatus?
    let alerts: [Alert]
    let gateways: [GatewayCard]
    let health: HealthReport
    let sources: SourceHealth

    static func load(_ kind: BreakdownKind, _ state: PageState, _ context: PageContext) async throws -> OverviewModel {
        let (reader, zone, now) = (context.reader, state.zone, state.now)
        let bounds = state.bounds(try await reader.state())
        // What takes a while when nothing is remembered yet is asked side by side.
        async let weekHours = WeekHourUsage.load(from: reader, state.query, now: now)
        async let topSessions = reader.sessions(matching: state.query, limit: 5)
        async let agents = SeriesModel.load(.agent, state, from: reader)
        async let kinds = SeriesModel.load(.kind, state, from: reader)
        async let services = services(bounds, state, reader)
        // Of the page's days are the bars and what stands below them; this is the present.
        var overview = try await Overview.load(
            from: reader, zone: zone, now: now, days: 1, filters: state.filterSets)
        let series = try await SeriesModel.load(kind, state, from: reader)
        let gateways = try await GatewayCard.load(await context.keeper?.gateways() ?? [], from: reader, now: now)
        let quotas = gateways.map { GatewayQuotas(gateway: $0.state.gateway.id, quotas: $0.quotas) }
        let report = await context.health()

        let week = state.today.startOfWeek
        overview.topSessions = try await topSessions
        return OverviewModel(
            overview: overview, series: series,
            models: kind == .model ? series : try await SeriesModel.load(.model, state, from: reader),
            agents: try await agents, kinds: try await kinds, services: try await services,
            weekHours: try await weekHours,
            active: try await ActiveNow.load(
                from: reader, now: now, recent: overview.recent, filters: state.filterSets),
            suggestions: try await context.desk.standing(
                of: SuggestionReport(context.prices), ReportRequest(zone: zone), now: now),
            day: try await PeriodComparison.load(
                from: reader, state.everything, days: state.today...state.today, now: now),
            week: try await PeriodComparison.load(
                from: reader, state.everything, days: week...week.advanced(by: 6), now: now),
            current: try await CurrentUsage.load(from: reader, now: now, recent: overview.recent, quotas: quotas),
            monthBudget: try await BudgetStatus.load(
                BudgetPlan(budgets: context.monthlyBudget.map { [$0] } ?? []), from: reader, zone: zone, now: now
            ).first,
            alerts: await alerts(state, context), gateways: gateways, health: report,
            sources: try await SourceHealth.load(report, from: reader, now: now))
    }

    private static func services(
        _ days: ClosedRange<CivilDay>, _ state: PageState, _ reader: any LedgerReader
    ) async throws -> ServiceReport {
        let range = ReportRange(since: days.lowerBound, until: days.upperBound, zone: state.zone)
        return ServiceReport(try await reader.serviceOutcomes(in: range.window), range: range)
    }

    /// A file of budgets that cannot be read is told where alerts are, and keeps nobody from the rest of the page.
    private static func alerts(_ state: PageState, _ context: PageContext) async -> [Alert] {
        do {
            let standing = try await AlertStanding.load(
                context.alerts.plan(), context.alerts.settings(), from: context.reader, zone: state.zone,
                now: state.now, looksAtHistory: false)
            return standing.filter(\.isUrgent).map(\.alert)
        } catch {
            return [Alert(type: "budgets-unreadable", severity: .critical, message: "\(error)", since: state.now)]
        }
    }
}
