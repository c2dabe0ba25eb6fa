// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How calls to models and services went.
package struct ServiceHealthReport: Report {
    /// The name by which callers ask for it.
    package let id = "health"
    /// For headings.
    package let title = "Health of services"
    /// What it shows.
    package let summary = "How calls to models and services went: failures, rate limits, success rate, duration."
    /// What a caller may ask beyond days and filters.
    package let options = ReportOptions(isFilterable: false, isLimitable: false, formats: [.table, .json, .markdown])

    package init() {}

    /// Without days it is about the last seven.
    package func load(
        _ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> ReportDocument {
        try await ServiceReport.load(
            from: reader, since: request.since, until: request.until, zone: request.zone, now: now
        ).document
    }
}

extension ServiceReport {
    /// The answer as a document. `rateLimit` is HTTP 429, `serverError` is 5xx.
    package var document: ReportDocument {
        typealias Row = (name: String, health: ServiceHealth)
        let name = ReportField<Row>.name("service", "Service") { $0.name }.asKey
        let fields = [name] + ServiceHealth.fields.map { $0.of { $0.health } }
        var table = ReportTable("services", fields, services, totals: ("", totals))
        table.layouts = [
            ReportLayout([
                "service", "calls", "failures", "rateLimit", "serverError", "timeout", "others", "successRate",
                "meanDurationMs", "p50DurationMs", "p95DurationMs",
            ]),
            ReportLayout([
                "service", "calls", "failures", "rateLimit", "serverError", "timeout", "others", "successRate",
                "meanDurationMs",
            ]),
        ]
        let facts = ServiceHealth.fields.filter(\.column.isData).facts(of: totals)
        var document = ReportDocument(
            id: "health", title: "Health of services", range: range,
            items: [.fact("range", range.cell)] + facts.map(ReportItem.fact) + [.table(table)])
        if totals.requests > 0 {
            let requests = totals.requests == 1 ? "1 request" : "\(totals.requests.groupedString) requests"
            document.notes = [ReportNote("\(UsageNotes.calls(totals.modelCalls)) of models and \(requests).")]
        }
        if totals.calls == 0 { document.emptySentence = "No calls: \(range)." }
        return document
    }
}

extension ServiceHealth {
    /// Numbers under the names that pages know.
    fileprivate static let fields: [ReportField<ServiceHealth>] = [
        .count("calls", "Calls") { $0.calls },
        .count("modelCalls") { $0.modelCalls },
        .count("requests") { $0.requests },
        .count("failures", "Failed") { $0.failures },
        .count("rateLimit", "429") { $0[.rateLimited] },
        .count("serverError", "5xx") { $0[.serverError] },
        .count("timeout", "Timeout") { $0[.timeout] },
        .count("denied") { $0[.denied] },
        .count("badRequest") { $0[.badRequest] },
        .count("otherFailure") { $0[.failed] },
        .count("aborted") { $0[.aborted] },
        ReportField<ServiceHealth>.count("others", "Other") {
            $0.failures - $0[.rateLimited] - $0[.serverError] - $0[.timeout]
        }.onlyShown,
        ReportField("successRate", "Answered", .share) { $0.answeredPerMille.map(ReportCell.perMille) ?? .unknown },
        ReportField("meanDurationMs", "Mean", .duration) { $0.meanMilliseconds.map(ReportCell.duration) ?? .unknown },
        ReportField("p50DurationMs", "Median", .duration) { $0.latency.map { .duration($0.median) } ?? .unknown },
        ReportField("p95DurationMs", "95 %", .duration) { $0.latency.map { .duration($0.p95) } ?? .unknown },
    ]
}
