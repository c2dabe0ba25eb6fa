// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// Reports and calls as files, as `mctl export` writes them.
struct ExportRoute: Sendable {
    let reader: any LedgerReader
    let clock: any WallClock
    let zone: Zone
    let prices: PriceProvider
    let subscriptions: SubscriptionProvider
    let bills: BillingStore
    /// Who makes PDFs; nil where nobody does.
    let printer: (any PaperPrinter)?

    /// Calls that one answer has where it is told to stop; one that is not has all of them.
    static let maximumCalls = 10_000

    var route: Route {
        Route("/api/v1/export", Self.operation) { request, context in
            try await context.query.flag("events")
                ? answerEvents(request, context) : answerReport(context.query["report"], to: request)
        }
    }

    /// The formats as a sentence tells them.
    private static func format(_ parameters: QueryParameters, of formats: [ExportFormat]) throws -> ExportFormat? {
        let known = formats.map { "`\($0.rawValue)`" }.joined(separator: ", ")
        return try parameters.value("format", expected: "one of \(known)") { text in
            formats.first { $0.rawValue == text }
        }
    }
}

// MARK: Reports

extension ExportRoute {
    private func answerReport(_ name: String?, to request: Request) async throws -> Response {
        let named = try name.map(report)
        let options = named?.options ?? ReportOptions(isGroupable: true)
        let parameters = try QueryParameters(request, Self.parameters(of: options))
        let format = try Self.format(parameters, of: ExportFormat.allCases) ?? .csv
        let paper = try parameters.value("paper", expected: "`a4` or `letter`", read: PaperSize.init(rawValue:))
        let report = named ?? ReportExport.standard(for: format)
        if parameters["group_by"] != nil, format != .focus, !report.options.isGroupable {
            throw Problem.badParameter("group_by", expected: "a `report` that can be grouped")
        }
        let asked = try ReportRequest(parameters, zone: zone).asking(report.options, parameters)
        let now = clock.now
        let document = try await Problem.explaining {
            try await ReportExport(report, asked, as: format).document(from: reader, now: now)
        }
        var answer: Answer
        if let text = document.exported(as: format, isRaw: try parameters.flag("raw")) {
            answer = Answer(text, as: format.mediaType)
        } else {
            let pages = document.paper(madeAt: now).pages(on: paper ?? .a4)
            answer = Answer(try await printed(pages, now), as: format.mediaType)
        }
        answer.headers[.contentDisposition] =
            "attachment; filename=\"mission-control-\(document.id).\(format.fileExtension)\""
        if [.csv, .ndjson, .focus].contains(format), let name = HTTPFields.Element.Name("Export-Notes") {
            answer.headers[name] = Self.header(document.warnings)
        }
        return answer.response(to: request)
    }

    /// Sentences as a header can carry them: those beside a format that has no place for them; nil for none.
    private static func header(_ sentences: [String]) -> String? {
        guard !sentences.isEmpty else { return nil }
        let text = sentences.joined(separator: " ").unicodeScalars.prefix(2000)
        return String(text.map { (0x20...0x7e).contains($0.value) ? Character($0) : "?" })
    }

    private func report(_ name: String) throws -> any Report {
        guard let report = ReportCatalog.report(id: name, prices, subscriptions, bills) else {
            throw Problem.badParameter("report", expected: "a report that `/api/v1/reports` lists")
        }
        return report
    }

    private func printed(_ pages: [String], _ now: Timestamp) async throws -> [UInt8] {
        guard let printer else {
            throw Problem(
                status: .notImplemented, code: "pdf_unavailable", title: "No PDF",
                detail: "This server makes no PDFs; choose another `format`.")
        }
        do { return try await printer.pdf(of: pages, madeAt: now) } catch let error as PaperError {
            throw Problem(error)
        }
    }
}

// MARK: Calls

extension ExportRoute {
    private func answerEvents(_ request: Request, _ context: MissionContext) async throws -> Response {
        let parameters = try QueryParameters(request, Self.parametersOfCalls)
        let format = try Self.format(parameters, of: [.ndjson, .csv]) ?? .ndjson
        let asked = try ReportRequest(parameters, zone: zone)
        let made = try await Problem.explaining { try EventExport(asked, as: format) }
        var export = made
        export.isRaw = try parameters.flag("raw")
        export.after = try parameters.value(
            "after", expected: "the `cursor` of a call that was given before", read: EventCursor.init)
        export.limit = try parameters.limit(upTo: Self.maximumCalls)
        var headers: HTTPFields = [
            .contentType: export.after == nil ? format.mediaType : format.continuedMediaType,
            .contentDisposition: "attachment; filename=\"mission-control-calls.\(format.fileExtension)\"",
        ]
        if export.limit != nil { return try await page(export, &headers, request) }
        headers[.cacheControl] = "no-store"
        return Response(status: .ok, headers: headers, body: stream(export, context))
    }

    /// Some calls, and in a `Link` where those are that follow.
    private func page(_ export: EventExport, _ headers: inout HTTPFields, _ request: Request) async throws -> Response {
        var text = ""
        let progress = try await export.run(from: reader) { text += $0 }
        var answer = Answer(text, as: headers[.contentType] ?? export.format.mediaType)
        answer.headers[.contentDisposition] = headers[.contentDisposition]
        return answer.followed(by: progress.next?.text, of: request).response(to: request)
    }

    /// All calls, as fast as they are taken.
    private func stream(_ export: EventExport, _ context: MissionContext) -> ResponseBody {
        ResponseBody { [reader] writer in
            var body = writer
            _ = try await export.run(from: reader) { text in
                // Whose token was revoked gets no more.
                guard context.isStillAllowed else { throw CancellationError() }
                try await body.write(ByteBuffer(string: text))
            }
            try await body.finish(nil)
        }
    }
}

extension ExportFormat {
    /// Of a sheet that goes on: it has no header.
    fileprivate var continuedMediaType: String {
        self == .csv ? "text/csv; charset=utf-8; header=absent" : mediaType
    }
}

extension Problem {
    fileprivate init(_ error: PaperError) {
        switch error {
        case .missing(let program, let package):
            self.init(
                status: .notImplemented, code: "pdf_unavailable", title: "No PDF",
                detail: "A PDF needs the program `\(program)` where the server runs: install its package `\(package)`.",
                members: [JSONMember(key: "package", value: .string(package))])
        case .busy:
            self.init(
                status: .serviceUnavailable, code: "pdf_busy", title: "Too many PDFs",
                detail: "Others are being made. Try again in a few seconds.", headers: [.retryAfter: "3"])
        case .failed:
            self.init(
                status: .serviceUnavailable, code: "pdf_failed", title: "No PDF",
                detail: "The PDF could not be made; another `format` can.")
        }
    }
}
