// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Everything that the page of scheduled jobs and heartbeats shows.
struct CronModel: Sendable {
    /// Runs of a page.
    static let pageSize = 50

    let usage: CronUsage
    /// Runs of this page, newest first.
    let runs: [RunGroup]
    /// Where the next page begins; nil on the last one.
    let next: RunCursor?
    /// Jobs that are known and did not run in these days.
    let idle: [CronJobFacts]
    /// Nil where the filters leave no heartbeats.
    let heartbeats: HeartbeatUsage?
    /// The days up to today, first to last.
    let days: ClosedRange<CivilDay>
    /// The colours of agents.
    let colors: SeriesColors

    /// The jobs to which the filters leave the page; none for all.
    let chosen: Set<String>

    static func load(_ state: PageState, after: RunCursor?, _ context: PageContext) async throws -> CronModel {
        let reader = context.reader
        let usage = try await context.memory.value("cron", state.request, at: reader.state().generation) {
            try await CronUsage.load(from: reader, state.request)
        }
        let rest = usage.runs.filter { run in after.map { $0.precedes(run) } ?? true }
        let page = Array(rest.prefix(pageSize))
        let filters = state.filterSets
        let chosen = filters[.cron] ?? []
        let kinds = filters[.sessionKind] ?? [SessionKind.heartbeat.rawValue]
        let hasHeartbeats = chosen.isEmpty && kinds.contains(SessionKind.heartbeat.rawValue)
        let heartbeats =
            hasHeartbeats ? try await HeartbeatUsage.load(from: reader, state.request, now: state.now) : nil
        let ran = Set(usage.jobs.map(\.id))
        let idle = try await reader.cronJobs().filter { job in
            !ran.contains(job.id) && (chosen.isEmpty || chosen.contains(job.id))
                && (filters[.agent]?.contains(job.agent) ?? true)
        }
        let ranked = heartbeats?.totals.wakes ?? 0 > 0 ? try await SeriesModel.ranking(.agent, state.zone, reader) : []
        return CronModel(
            usage: usage, runs: page, next: rest.count > pageSize ? page.last.map(RunCursor.init) : nil, idle: idle,
            heartbeats: heartbeats, days: state.bounds(try await reader.state()),
            colors: SeriesColors(
                ranked: ranked, shown: (heartbeats?.byAgent ?? []).prefix(SeriesColors.count).map(\.agent)),
            chosen: chosen)
    }

    /// How many days the figures are spread over.
    var dayCount: Int64 { max(1, days.upperBound.number - days.lowerBound.number + 1) }

    /// The runs of each job, newest first, by agent and id.
    var runsByJob: [[String]: [RunGroup]] {
        Dictionary(grouping: usage.runs) { [$0.session.session.agent, $0.cronJob ?? ""] }
    }
}
