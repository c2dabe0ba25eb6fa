// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// What callers are told about exports.
extension ExportRoute {
    static let operation = Operation(
        .reports, "A report or all calls as a file.",
        detail: "Which parameters mean something depends on the report; others are refused.",
        parameters: all,
        answer: OperationAnswer(summary: "The file.", contents: types, isPaged: true),
        problems: [.notImplemented, .serviceUnavailable])

    /// Parameters of one report's export.
    static func parameters(of options: ReportOptions) -> [QueryParameter] {
        own + ReportRoutes.parameters(options).filter { $0.name != format.name }
    }

    /// Parameters of an export of calls.
    static let parametersOfCalls: [QueryParameter] =
        [
            events, raw, format, after, .date, .since, .until, .zone, .cost, .synthetic, .limit(upTo: maximumCalls),
        ] + QueryParameter.filters()

    private static let own = [events, report, format, paper, raw]

    /// Those of calls and of every report, each once.
    private static let all: [QueryParameter] = {
        let reports = ReportCatalog.all().flatMap { parameters(of: $0.options) }
        var known: Set<String> = []
        return (own + [after] + reports).filter { known.insert($0.name).inserted }.map { parameter in
            var optional = parameter
            optional.isRequired = false
            return optional
        }
    }()

    /// JSON is as the report's own route says.
    private static let types: [(type: String, schema: Schema?)] = [
        ("text/csv", nil), ("application/json", .open([])), ("application/x-ndjson", nil), ("text/markdown", nil),
        ("application/pdf", nil),
    ]

    private static let events = QueryParameter(
        "events", "Whether all calls are meant, one a line, newest first, and no report.", .flag)
    private static let report = QueryParameter(
        "report", "Which report, by its name in `/api/v1/reports`; without one the usage by day, as PDF a summary.",
        .queryText)
    private static let format = QueryParameter(
        "format", "The file's format; without one a sheet of a report, and lines of JSON of calls.",
        .oneOf(ExportFormat.allCases.map(\.rawValue)))
    private static let paper = QueryParameter(
        "paper", "The paper of a PDF; A4 where it is absent.", .oneOf(PaperSize.allCases.map(\.rawValue)))
    private static let raw = QueryParameter(
        "raw", "Whether a sheet has text as it is, also where a spreadsheet would take it for a formula.", .flag)
    private static let after = QueryParameter(
        "after", "The `cursor` of the last call that was taken; those that follow it are answered.",
        .string(EventCursor.pattern))
}
