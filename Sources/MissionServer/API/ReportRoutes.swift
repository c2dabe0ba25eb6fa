// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// The catalogue's reports.
struct ReportRoutes: Sendable {
    let reader: any LedgerReader
    let clock: any WallClock
    let zone: Zone
    let prices: PriceProvider
    let subscriptions: SubscriptionProvider
    let bills: BillingStore

    /// Dimensions by which an answer can be filtered; time is filtered by days.
    static let filters = Dimension.allCases.filter { $0.granularity == nil }
    /// Rows that one answer may have.
    static let maximumRows = 100_000

    /// Reports that have a path of their own beside that of the catalogue.
    private var paths: [(path: String, report: any Report)] {
        [
            ("/api/v1/usage", UsageReport.usage), ("/api/v1/cron-jobs", CronReport()),
            ("/api/v1/heartbeats", HeartbeatReport()), ("/api/usage/health", ServiceHealthReport()),
            ("/api/v1/forecast", ForecastReport()), ("/api/v1/what-if", WhatIfReport(prices)),
            ("/api/v1/suggestions", SuggestionReport(prices)),
            ("/api/v1/subscriptions", SubscriptionReport(subscriptions)),
            ("/api/v1/reconciliation", ReconciliationReport(bills)),
        ]
    }

    var routes: [Route] {
        [
            Route("/api/v1/reports") { request, _ in try list(request) },
            Route("/api/v1/reports/{id}") { request, context in
                let id = context.parameters.get("id") ?? ""
                guard let report = ReportCatalog.report(id: id, prices, subscriptions, bills) else {
                    throw Problem.unknown("report", expected: "`/api/v1/reports` lists them all")
                }
                return try await answer(report, to: request)
            },
        ] + paths.map { path, report in Route(path) { request, _ in try await answer(report, to: request) } }
    }

    private func list(_ request: Request) throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let reports = ReportCatalog.all().map { report -> JSONValue in
            [
                "id": .string(report.id),
                "title": .string(report.title),
                "summary": .string(report.summary),
                "group_by": .array(report.options.groupBy.map { .string($0.rawValue) }),
                "href": .string("/api/v1/reports/\(report.id)"),
            ]
        }
        return Answer.json(["reports": .array(reports)]).response(to: request)
    }

    private func answer(_ report: any Report, to request: Request) async throws -> Response {
        let parameters = try QueryParameters(
            request, allowed: Self.parameters(report.options),
            repeatable: (report.options.isFilterable ? Self.filters.map(\.rawValue) : [])
                + report.options.parameters.filter(\.isRepeatable).map(\.key))
        let formats = OutputFormat.allCases.filter { $0 != .table && report.options.formats.contains($0) }
        let known = formats.map { "`\($0.rawValue)`" }.joined(separator: " or ")
        let format = try parameters.value("format", expected: known) { text in
            formats.first { $0.rawValue == text }
        }
        var asked = try ReportRequest(parameters, zone: zone)
        for parameter in report.options.parameters {
            let values = parameters.all(parameter.key)
            if !values.isEmpty { asked.parameters[parameter.key] = values }
        }
        let document = try await Problem.explaining { [asked] in try await report.load(reader, asked, now: clock.now) }
        return Answer(document, as: format ?? .json).response(to: request)
    }

    private static func parameters(_ options: ReportOptions) -> [String] {
        ["date", "since", "until", "tz", "format"] + (options.isGroupable ? ["group_by"] : [])
            + (options.isFilterable ? ["cost", "include_synthetic"] : []) + (options.isLimitable ? ["limit"] : [])
            + options.parameters.filter { !$0.isRepeatable }.map(\.key)
    }
}

extension Answer {
    /// A document in a format; what is no JSON is for saving.
    fileprivate init(_ document: ReportDocument, as format: OutputFormat) {
        switch format {
        case .csv: self.init(document.csv, as: "text/csv; charset=utf-8; header=present")
        case .markdown: self.init(document.markdown, as: "text/markdown; charset=utf-8")
        case .table: self.init(document.text(), as: "text/plain; charset=utf-8")
        case .json:
            self = .json(document.json)
            return
        }
        headers[.contentDisposition] = "attachment; filename=\"mission-control-\(document.id).\(format.rawValue)\""
    }
}
