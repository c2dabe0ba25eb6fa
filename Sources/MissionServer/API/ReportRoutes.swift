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

    /// A path for each report, so that each can tell its own parameters and its own answer.
    var routes: [Route] {
        let catalog = ReportCatalog.all(prices, subscriptions, bills)
        let former = ReportCatalog.formerIDs.sorted { $0.key < $1.key }.compactMap { former, id in
            catalog.first { $0.id == id }.map { route("\(Self.all)/\(former)", $0, isDeprecated: true) }
        }
        return [Route(Self.all, Self.listing) { request, _ in list(request) }]
            + catalog.map { route("\(Self.all)/\($0.id)", $0) } + former + paths.map { route($0.path, $0.report) } + [
                // Nothing is there; it only says what is.
                Route("\(Self.all)/{id}") { _, _ in
                    throw Problem.unknown("report", expected: "`\(Self.all)` lists them all")
                }
            ]
    }

    private func route(_ path: String, _ report: any Report, isDeprecated: Bool = false) -> Route {
        var operation = Self.operation(report, path: path)
        operation.isDeprecated = isDeprecated
        return Route(path, operation) { request, context in try await answer(report, context.query, to: request) }
    }

    private func list(_ request: Request) -> Response {
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

    private func answer(
        _ report: any Report, _ parameters: QueryParameters, to request: Request
    ) async throws -> Response {
        let known = Self.formats.map { "`\($0.rawValue)`" }.joined(separator: " or ")
        let format = try parameters.value("format", expected: known) { text in
            Self.formats.first { $0.rawValue == text }
        }
        let asked = try ReportRequest(parameters, zone: zone).asking(report.options, parameters)
        let document = try await Problem.explaining { try await report.load(reader, asked, now: clock.now) }
        return Answer(document, as: format ?? .json).response(to: request)
    }
}

extension Answer {
    /// A document in a format; what is no JSON is for saving.
    fileprivate init(_ document: ReportDocument, as format: OutputFormat) {
        switch format {
        case .csv: self.init(document.exported(as: .csv) ?? "", as: "text/csv; charset=utf-8; header=present")
        case .markdown: self.init(document.markdown, as: "text/markdown; charset=utf-8")
        case .table: self.init(document.text(), as: "text/plain; charset=utf-8")
        case .json:
            self = .json(document.json)
            return
        }
        headers[.contentDisposition] = "attachment; filename=\"mission-control-\(document.id).\(format.rawValue)\""
    }
}
