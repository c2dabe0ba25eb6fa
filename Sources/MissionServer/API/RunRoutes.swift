// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// What scheduled jobs, their runs and heartbeats cost.
struct RunRoutes: Sendable {
    let reader: any LedgerReader
    let clock: any WallClock
    let zone: Zone

    private static let common = ["date", "since", "until", "tz", "cost", "include_synthetic"]

    var routes: [Route] {
        [
            Route("/api/v1/cron-jobs") { request, _ in try await jobs(request) },
            Route("/api/v1/cron-jobs/{id}") { request, context in
                try await job(PercentEncoding.decoded(context.parameters.get("id") ?? "") ?? "", request)
            },
            Route("/api/v1/heartbeats") { request, _ in
                let parameters = try QueryParameters(
                    request, allowed: Self.common, repeatable: UsageRoutes.filters.map(\.rawValue))
                let asked = try ReportRequest(parameters, zone: zone)
                let usage = try await Problem.explaining {
                    try await HeartbeatUsage.load(from: reader, asked, now: clock.now)
                }
                return Answer.json(usage.json).response(to: request)
            },
        ]
    }

    private func jobs(_ request: Request) async throws -> Response {
        let parameters = try QueryParameters(
            request, allowed: Self.common + ["limit"], repeatable: UsageRoutes.filters.map(\.rawValue))
        var usage = try await usage(ReportRequest(parameters, zone: zone))
        usage.jobs = Array(usage.jobs.prefix(try parameters.limit(upTo: 1000, default: 1000)))
        return Answer.json(usage.json).response(to: request)
    }

    private func job(_ id: String, _ request: Request) async throws -> Response {
        let filters = UsageRoutes.filters.filter { $0 != .cron }
        let parameters = try QueryParameters(
            request, allowed: Self.common + ["limit", "after"], repeatable: filters.map(\.rawValue))
        let limit = try parameters.limit(upTo: 1000, default: 100)
        let after = try parameters.value("after", expected: "a `next` that was given before", read: RunCursor.init)
        var asked = try ReportRequest(parameters, zone: zone)
        asked.filters[.cron] = [id]
        let usage = try await usage(asked)
        if usage.runs.isEmpty, try await !reader.cronJobs().contains(where: { $0.id == id }) {
            throw Problem.unknown("cron_job", expected: "`/api/v1/cron-jobs` lists those that ran")
        }
        let rest = usage.runs.filter { run in after.map { $0.precedes(run) } ?? true }
        let page = rest.prefix(limit)
        let next = rest.count > limit ? page.last.map { RunCursor($0).text } : nil
        return Answer.json(
            usage.json.appending(["runs": .array(page.map(\.runJSON)), "next": JSONValue(next)])
        ).response(to: request)
    }

    private func usage(_ asked: ReportRequest) async throws -> CronUsage {
        try await Problem.explaining { try await CronUsage.load(from: reader, asked) }
    }
}

/// A place in the order of runs, newest first: `<milliseconds>-<conversation>`.
struct RunCursor {
    private let moment: Int64
    private let session: String

    init(_ run: CallStretch) {
        moment = run.firstCall.milliseconds
        session = run.session.session.id
    }

    init?(_ text: String) {
        let parts = text.split(separator: "-", maxSplits: 1)
        guard parts.count == 2, let moment = Int64(parts[0]) else { return nil }
        self.moment = moment
        session = String(parts[1])
    }

    var text: String { "\(moment)-\(session)" }

    /// Whether the run comes behind this place.
    func precedes(_ run: CallStretch) -> Bool {
        let at = run.firstCall.milliseconds
        return at == moment ? run.session.session.id > session : at < moment
    }
}
