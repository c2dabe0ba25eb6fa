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
            Route("/api/v1/events") { request, _ in
                let parameters = try QueryParameters(
                    request, allowed: ["date", "since", "until", "tz", "include_synthetic", "limit", "after"],
                    repeatable: ReportRoutes.filters.map(\.rawValue))
                let asked = try ReportRequest(parameters, zone: zone)
                if let since = asked.since, let until = asked.until, until < since {
                    throw Problem.badParameter("until", expected: "a day that is not before `since`")
                }
                let range = ReportRange(since: asked.since, until: asked.until, zone: asked.zone)
                let query = UsageQuery(
                    window: range.window, filters: asked.filters, zone: asked.zone,
                    includeSynthetic: asked.includeSynthetic)
                let limit = try parameters.limit(upTo: 1000, default: 100)
                let after = try parameters.value(
                    "after", expected: "a `next` that was given before", read: EventCursor.init)
                let page = try await reader.events(matching: query, after: after, limit: limit)
                let last = page.count == limit ? page.last.map { EventCursor(at: $0.event.at, id: $0.event.id) } : nil
                let document = ReportDocument(
                    id: "events", title: "Calls", range: range,
                    items: [
                        .fact("range", range.cell), .table(ReportTable(calls: page, key: "events")),
                        .fact("next", .name(last?.text)),
                    ])
                return Answer.json(document.json).response(to: request)
            }
        ]
    }
}
