// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// Pages of calls, newest first.
struct EventRoutes: Sendable {
    let reader: any LedgerReader
    let zone: Zone

    var routes: [Route] {
        [
            Route("/api/v1/events", Self.operation) { request, context in
                let parameters = context.query
                let asked = try ReportRequest(parameters, zone: zone)
                if let since = asked.since, let until = asked.until, until < since {
                    throw Problem.badParameter("until", expected: "a day that is not before `since`")
                }
                let range = ReportRange(since: asked.since, until: asked.until, zone: asked.zone)
                let query = UsageQuery(
                    window: range.window, filters: asked.filters, zone: asked.zone,
                    includeSynthetic: asked.includeSynthetic)
                let limit = try parameters.number("limit") ?? 100
                let after = try parameters.cursor(EventCursor.init)
                let page = try await reader.events(matching: query, after: after, limit: limit)
                let last = page.count == limit ? page.last.map { EventCursor(at: $0.event.at, id: $0.event.id) } : nil
                let document = ReportDocument(
                    id: "events", title: "Calls", range: range,
                    items: [
                        .fact("range", range.cell), .table(ReportTable(calls: page, key: "events")),
                        .fact("next", .name(last?.text)),
                    ])
                return Answer.json(document.json).followed(by: last?.text, of: request).response(to: request)
            }
        ]
    }

    private static let operation = Operation(
        .sessions, "Calls of models, newest first.",
        parameters: [
            .date, .since, .until, .zone, .synthetic, .limit(upTo: 1000, default: 100), .after(EventCursor.pattern),
        ] + QueryParameter.filters(),
        answer: .json(["range": .range, "events": .list(.call), "next": .cursor], isPaged: true))
}
