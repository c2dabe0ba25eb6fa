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
            Route("/api/v1/sessions") { request, _ in try await list(request) },
            Route("/api/v1/sessions/{key}") { request, context in
                try await one((context.parameters.get("key") ?? "").removingPercentEncoding ?? "", request)
            },
        ]
    }

    private func list(_ request: Request) async throws -> Response {
        let filters: [MissionCore.Dimension] = [
            .model, .provider, .agent, .sessionKind, .cron, .channel, .project, .harness,
        ]
        let parameters = try QueryParameters(
            request, allowed: ["since", "until", "tz", "limit"], repeatable: filters.map(\.rawValue))
        let zone = try parameters.zone(default: zone)
        let (since, until) = (try parameters.day("since"), try parameters.day("until"))
        if let since, let until, until < since {
            throw Problem.badParameter("until", expected: "a day that is not before `since`")
        }
        let range = ReportRange(since: since, until: until, zone: zone)
        var query = UsageQuery(window: range.window, zone: zone)
        for filter in filters where !parameters.all(filter.rawValue).isEmpty {
            query.filters[filter] = Set(parameters.all(filter.rawValue))
        }
        let limit = try parameters.limit(upTo: 1000, default: 50)
        let sessions = try await reader.sessions(matching: query, limit: limit)
        return Answer.json(SessionList(sessions, range: range).document.json).response(to: request)
    }

    private func one(_ key: String, _ request: Request) async throws -> Response {
        let parameters = try QueryParameters(request, allowed: ["limit", "after"])
        let limit = try parameters.limit(upTo: 1000, default: 100)
        let after = try parameters.value("after", expected: "a `next` that was given before", read: EventCursor.init)
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
        ).response(to: request)
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
