// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Hummingbird
internal import MissionCore

/// One scheduled job with its runs, page by page.
struct CronJobRoute: Sendable {
    let reader: any LedgerReader
    let zone: Zone

    var route: Route {
        Route("/api/v1/cron-jobs/{id}", Self.operation) { request, context in
            try await job(context.argument("id"), context.query, request)
        }
    }

    private static let operation = Operation(
        .usage, "What a scheduled job costs, and each of its runs, newest first.",
        arguments: [PathParameter("id", "The job's id.", example: "morning-brief")],
        parameters: [
            .date, .since, .until, .zone, .cost, .synthetic, .limit(upTo: 1000, default: 100),
            .after(RunCursor.pattern),
        ] + QueryParameter.filters(ReportRoutes.filters.filter { $0 != .cron }),
        answer: .json(ReportSchemas.cronJob, isPaged: true))

    private func job(_ id: String, _ parameters: QueryParameters, _ request: Request) async throws -> Response {
        let limit = try parameters.number("limit") ?? 100
        let after = try parameters.cursor(RunCursor.init)
        var asked = try ReportRequest(parameters, zone: zone)
        asked.filters[.cron] = [id]
        let usage = try await Problem.explaining { [asked] in try await CronUsage.load(from: reader, asked) }
        if usage.runs.isEmpty, try await !reader.cronJobs().contains(where: { $0.id == id }) {
            throw Problem.unknown("cron_job", expected: "`/api/v1/cron-jobs` lists those that ran")
        }
        let rest = usage.runs.filter { run in after.map { $0.precedes(run) } ?? true }
        let page = rest.prefix(limit)
        let next = rest.count > limit ? page.last.map { RunCursor($0).text } : nil
        var document = usage.document()
        document.items += [.table(usage.runsTable(page)), .fact("next", .name(next))]
        return Answer.json(document.json).followed(by: next, of: request).response(to: request)
    }
}

/// A place in the order of runs, newest first: `<milliseconds>-<conversation>`.
struct RunCursor {
    private let moment: Int64
    private let session: String

    /// What ``text`` looks like.
    static let pattern = "^[0-9]{1,18}-.+$"

    init(_ run: RunGroup) {
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
    func precedes(_ run: RunGroup) -> Bool {
        let at = run.firstCall.milliseconds
        return at == moment ? run.session.session.id > session : at < moment
    }
}
