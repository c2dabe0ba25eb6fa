// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Hummingbird
internal import MissionCore

/// Conversations, and one of them with its calls.
struct SessionRoutes: Sendable {
    let reader: any LedgerReader
    let clock: any WallClock
    let zone: Zone

    var routes: [Route] {
        [
            Route("/api/v1/sessions", Self.listing) { request, context in try await list(context.query, request) },
            Route("/api/v1/sessions/{key}", Self.reading) { request, context in
                try await one(context.argument("key"), context.query, request)
            },
        ]
    }

    private static let filters: [MissionCore.Dimension] = [
        .model, .provider, .agent, .sessionKind, .cron, .channel, .project, .harness,
    ]
    private static let listing = Operation(
        .sessions, "Conversations with their sums, most expensive first.",
        detail: "A page begins by the place in this order, which changes while calls come in.",
        parameters: [
            .date, .since, .until, .zone, .cost, .synthetic, .limit(upTo: 1000, default: 50), .after("^[0-9]{1,6}$"),
        ]
            + QueryParameter.filters(filters),
        answer: .json(ReportSchemas.sessions, isPaged: true))
    private static let reading = Operation(
        .sessions, "A conversation with its sums, what it started, and a page of its calls.",
        arguments: [PathParameter("key", "The conversation's key, percent-encoded.", example: "agent:main:main")],
        parameters: [.limit(upTo: 1000, default: 100), .after(EventCursor.pattern)],
        answer: .json(.component("SessionWithCalls", .family), isPaged: true))

    private func list(_ parameters: QueryParameters, _ request: Request) async throws -> Response {
        let asked = try ReportRequest(parameters, zone: zone)
        if let since = asked.since, let until = asked.until, until < since {
            throw Problem.badParameter("until", expected: "a day that is not before `since`")
        }
        let range = ReportRange(since: asked.since, until: asked.until, zone: asked.zone)
        let query = UsageQuery(
            window: range.window, filters: asked.filters, zone: asked.zone, includeSynthetic: asked.includeSynthetic)
        let (limit, offset) = (try parameters.number("limit") ?? 50, try parameters.cursor(Self.offset) ?? 0)
        // One more tells whether another page follows.
        let found = try await reader.sessions(matching: query, limit: offset + limit + 1)
        let next = found.count > offset + limit ? "\(offset + limit)" : nil
        var document = SessionList(
            Array(found.dropFirst(offset).prefix(limit)), range: range, costMode: asked.costMode
        ).document
        document.items.append(.fact("next", .name(next)))
        return Answer.json(document.json).followed(by: next, of: request).response(to: request)
    }

    /// How many conversations come before a page.
    private static func offset(_ text: String) -> Int? {
        text.utf8.count <= 6 && text.utf8.allSatisfy { $0 &- 0x30 < 10 } ? Int(text) : nil
    }

    private func one(_ key: String, _ parameters: QueryParameters, _ request: Request) async throws -> Response {
        let limit = try parameters.number("limit") ?? 100
        let after = try parameters.cursor(EventCursor.init)
        let query = UsageQuery(filters: [.session: [key]])
        let sessions = try await reader.sessions(matching: query, limit: .max)
        guard let session = SessionSummary.merging(sessions) else {
            throw Problem.unknown("session", expected: "`/api/v1/sessions` lists them")
        }
        let calls = try await reader.events(matching: query, after: after, limit: limit)
        let next = calls.count == limit ? calls.last.map { EventCursor(at: $0.event.at, id: $0.event.id).text } : nil
        return Answer.json(
            session.json.appending(try await family(of: sessions.map(\.session)))
                .appending(["call_list": .array(calls.map(\.json)), "next": JSONValue(next)])
        ).followed(by: next, of: request).response(to: request)
    }

    /// What the conversations started, and the sums with it.
    private func family(of facts: [SessionFacts]) async throws -> JSONValue {
        let (tree, sessions) = (try await SessionTree.load(around: facts, from: reader), Set(facts.map(\.session)))
        return [
            "children": .array(tree.children(of: sessions).map(\.json)),
            "with_children": tree.sums(of: sessions).json,
        ]
    }
}
