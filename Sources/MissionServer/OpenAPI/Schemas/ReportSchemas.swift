// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What the catalogue's reports answer.
enum ReportSchemas {
    /// The JSON of a report; nil for one that nobody has described, which a test refuses.
    ///
    /// - Parameter id: The report's name.
    static func schema(of report: any Report) -> Schema? {
        if let report = report as? UsageReport { return usage(report) }
        return own[report.id]
    }

    private static let own: [String: Schema] = [
        "cron-jobs": cronJobs, "heartbeats": heartbeats, "subagents": subagents, "top-sessions": topSessions,
        "tasks": tasks, "thinking": thinking, "cache": cache, "windows": windows, "health": health,
        "forecast": forecast, "what-if": whatIf, "suggestions": suggestions, "subscriptions": subscriptions,
        "reconciliation": reconciliation, "summary": summary,
    ]

    /// The names by which rows can be grouped.
    static let dimension = Schema.component("Dimension", .oneOf(Dimension.self))

    private static func usage(_ report: UsageReport) -> Schema {
        let isCompared = report.figures == .comparison
        let figures = isCompared ? Schema.comparison : Schema.figures
        // Rows have a key for each dimension that they are grouped by.
        let keys = Dimension.allCases.map { SchemaMember("\($0.rawValue)?", .string.nullable) }
        let row = Schema.component(isCompared ? "ComparedRow" : "UsageRow", .object(keys).appending(figures))
        return .component(
            isCompared ? "ComparedUsage" : "Usage",
            head([
                "group_by": .list(dimension), "totals": isCompared ? .component("ComparedSums", figures) : .sums,
                "rows": .list(row),
            ]))
    }

    /// What every report has, around what is its own.
    static func head(_ members: Schema) -> Schema {
        let head: Schema = ["schema_version": .version, "range": .range]
        return head.appending(members).appending(["warnings": .sentences])
    }
}
