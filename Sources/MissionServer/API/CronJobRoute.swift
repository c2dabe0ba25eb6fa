// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Hummingbird
internal import MissionCore

/// One scheduled job with its runs, page by page.
struct CronJobRoute: Sendable {
    let reader: any LedgerReader
    let zone: Zone

    private static let common = ["date", "since", "until", "tz", "cost", "include_synthetic"]

    var route: Route {
        Route("/api/v1/cron-jobs/{id}") { request, context in
            try await job((context.parameters.get("id") ?? "").removingPercentEncoding ?? "", request)
        }
    }

    private func job(_ id: String, _ request: Request) async throws -> Response {
        let filters = ReportRoutes.filters.filter { $0 != .cron }
        let parameters = try QueryParameters(
            request, allowed: Self.common + ["limit", "after"], repeatable: filters.map(\.rawValue))
        let limit = try parameters.limit(upTo: 1000, default: 100)
        let after = try parameters.value("after", expected: "a `next` that was given before", read: RunCursor.init)
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
        return Answer.json(document.json).response(to: request)
    }
}

/// A place in the order of runs, newest first: `<milliseconds>-<conversation>`.
struct RunCursor {
    private let moment: Int64
    private let session: String

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
