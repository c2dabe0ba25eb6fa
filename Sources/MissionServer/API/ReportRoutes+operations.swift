// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// What callers are told about reports.
extension ReportRoutes {
    static let all = "/api/v1/reports"

    static let listing = Operation(
        .reports, "Every report there is.",
        answer: .json([
            "reports": .list([
                "id": .string, "title": .string, "summary": .string, "group_by": .list(ReportSchemas.dimension),
                "href": .string,
            ])
        ]))

    /// A report's operation; its parameters are those of its options.
    static func operation(_ report: any Report, path: String) -> Operation {
        let types = formats.compactMap(\.mediaType)
        let schema = ReportSchemas.schema(of: report) ?? .open([])
        return Operation(
            area(path), report.summary, parameters: parameters(report.options),
            answer: .json(schema, "The report.").or(types))
    }

    private static func area(_ path: String) -> Operation.Area {
        if path.hasPrefix(all) { return .reports }
        return path.hasPrefix("/api/v1/") ? .usage : .pages
    }

    /// The formats in which programs get a report.
    static let formats = OutputFormat.allCases.filter { $0 != .table }

    static func parameters(_ options: ReportOptions) -> [QueryParameter] {
        [.date, .since, .until, .zone, .format(formats)] + (options.isGroupable ? [grouping] : [])
            + (options.isFilterable ? [.cost, .synthetic] : [])
            + (options.isLimitable ? [.limit(upTo: maximumRows)] : []) + options.parameters.map(own)
            + (options.isFilterable ? QueryParameter.filters() : [])
    }

    private static let grouping = QueryParameter(
        "group_by", "Another grouping: names separated by commas, at most one of time.",
        .string("^(\(names))(,(\(names)))*$"))
    private static let names = Dimension.allCases.map(\.rawValue).joined(separator: "|")

    /// A parameter that one report alone has.
    private static func own(_ told: ReportParameter) -> QueryParameter {
        let schemas: [String: Schema] = [
            "to": .string("^[^/\\u0000]+/[^\\u0000]+$"), "backtest": .flag, "provider": .oneOf(BillingProvider.self),
        ]
        var parameter = QueryParameter(
            told.key, told.summary.prefix(1).uppercased() + told.summary.dropFirst() + ".",
            schemas[told.key] ?? .queryText, isRepeatable: told.isRepeatable, isRequired: told.example != nil)
        parameter.example = told.example
        return parameter
    }
}

extension OutputFormat {
    /// The media type of what is no JSON.
    fileprivate var mediaType: String? {
        switch self {
        case .csv: "text/csv"
        case .markdown: "text/markdown"
        case .table, .json: nil
        }
    }
}
