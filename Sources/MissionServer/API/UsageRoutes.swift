// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// The catalogue's reports, and the question behind all of them.
struct UsageRoutes: Sendable {
    let reader: any LedgerReader
    let clock: any WallClock
    let zone: Zone

    /// Dimensions by which an answer can be filtered; time is filtered by days.
    static let filters = Dimension.allCases.filter { $0.granularity == nil }
    /// Rows that one answer may have.
    static let maximumRows = 100_000

    var routes: [Route] {
        [
            Route("/api/v1/reports") { request, _ in try list(request) },
            Route("/api/v1/reports/{id}") { request, context in
                let id = context.parameters.get("id") ?? ""
                guard let report = ReportCatalog.report(id: id) else {
                    throw Problem.unknown("report", expected: "`/api/v1/reports` lists them all")
                }
                return try await answer(report, to: request)
            },
            Route("/api/v1/usage") { request, _ in try await answer(.usage, to: request) },
        ]
    }

    private func list(_ request: Request) throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let reports = ReportCatalog.all.map { report -> JSONValue in
            [
                "id": .string(report.id),
                "title": .string(report.title),
                "summary": .string(report.summary),
                "group_by": .array(report.groupBy.map { .string($0.rawValue) }),
                "href": .string("/api/v1/reports/\(report.id)"),
            ]
        }
        return Answer.json(["reports": .array(reports)]).response(to: request)
    }

    private func answer(_ report: Report, to request: Request) async throws -> Response {
        let parameters = try QueryParameters(
            request,
            allowed: ["date", "since", "until", "group_by", "tz", "cost", "include_synthetic", "limit", "format"],
            repeatable: Self.filters.map(\.rawValue))
        let format = try parameters.value("format", expected: "`json` or `csv`") { text in
            ["json", "csv"].contains(text) ? OutputFormat(rawValue: text) : nil
        }
        let answer = try await asked(report, ReportRequest(parameters, zone: zone))
        if format == .csv {
            var answer = Answer(answer.csv, as: "text/csv; charset=utf-8; header=present")
            answer.headers[.contentDisposition] = "attachment; filename=\"mission-control-\(report.id).csv\""
            return answer.response(to: request)
        }
        return Answer.json(answer.json).response(to: request)
    }

    private func asked(_ report: Report, _ request: ReportRequest) async throws -> ReportAnswer {
        try await Problem.explaining { try await report.answer(request, from: reader) }
    }
}
