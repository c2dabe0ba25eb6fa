// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Hummingbird
internal import MissionCore

/// Alerts: what is so now, what was, what people say about it, and whether they were reached.
struct AlertRoutes: Sendable {
    let reader: any LedgerReader
    let clock: any WallClock
    let zone: Zone
    let keeper: any AlertAdministration

    static let all = "/api/v1/alerts"
    static let mute = "/api/v1/alerts/mutes/{rule}"
    static let channels = "/api/v1/alerts/channels"

    var routes: [Route] {
        [
            Route(Self.all, Self.listing) { request, context in
                let zone = try context.query.zone(default: zone)
                let alerts = try await standing(zone)
                return Answer.json(AlertStanding.document(alerts, zone: zone, now: clock.now).json)
                    .response(to: request)
            },
            Route("\(Self.all)/history", Self.past) { request, context in try await history(context.query, request) },
            Route("\(Self.all)/deliveries", Self.sent) { request, context in
                try await deliveries(context.query, request)
            },
            Route(.post, "\(Self.all)/acknowledgements", Self.acknowledging) { request, context in
                // Where a budget names no zone, its periods and so its alerts are those of whoever looks.
                let zone = try context.query.zone(default: zone)
                let id = try text("id", try await SettingsBody.members(request, only: ["id"]))
                guard try await standing(zone).contains(where: { $0.alert.id == id }) else {
                    throw Problem.unknown("alert", expected: "`\(Self.all)` lists those that are so now")
                }
                return try change(request) { $0.acknowledge(id) }
            },
            Route("\(Self.all)/mutes", Self.said) { request, _ in
                Answer.json(try keeper.settings().json).response(to: request)
            },
            Route(.put, Self.mute, Self.muting) { request, context in
                let rule = context.argument("rule")
                let until = try text("until", try await SettingsBody.members(request, only: ["until"]))
                guard let until = Timestamp(iso8601: until) else {
                    throw Problem.badRequest("Member `until`: expected a time, such as 2026-11-26T18:00:00Z.")
                }
                guard try keeper.plan().hasRule(rule) else {
                    throw Problem.unknown("rule", expected: "the id of a budget, the name of a condition, or `all`")
                }
                return try change(request) { $0.mute(rule, until: until, now: clock.now) }
            },
            Route(.delete, Self.mute, Self.unmuting) { request, context in
                try change(request) { settings in
                    guard settings.unmute(context.argument("rule")) else {
                        throw Problem.unknown("mute", expected: "`\(Self.all)/mutes` lists what is muted")
                    }
                }
            },
            Route(Self.channels, Self.channelListing) { request, _ in
                Answer.json(["channels": .array(try keeper.channels())]).response(to: request)
            },
            Route(.post, "\(Self.channels)/{channel}/test", Self.testing) { request, context in
                _ = try await SettingsBody.members(request, only: [])
                guard let outcome = try await keeper.test(context.argument("channel")) else {
                    throw Problem.unknown("channel", expected: "`\(Self.channels)` lists them")
                }
                return Answer.json(outcome.json).response(to: request)
            },
        ]
    }

    private func standing(_ zone: Zone) async throws -> [AlertStanding] {
        try await AlertStanding.load(
            keeper.plan(), keeper.settings(), from: reader, zone: zone, now: clock.now, looksAtHistory: false)
    }

    private func history(_ parameters: QueryParameters, _ request: Request) async throws -> Response {
        let limit = try parameters.number("limit") ?? 100
        let after = try parameters.cursor { Timestamp(iso8601: $0) }
        let before = try parameters.value("before", expected: "a time, such as 2026-11-26T18:00:00Z") {
            Timestamp(iso8601: $0)
        }
        if after != nil, before != nil { throw Problem.badParameter("before", expected: "no `after` beside it") }
        let records = try await reader.alertHistory(before: after ?? before, limit: limit)
        let next = records.count == limit ? records.last?.firedAt?.iso8601 : nil
        return Answer.json([
            "alerts": .array(records.map(\.json)), "next_before": JSONValue(next), "next": JSONValue(next),
        ]).followed(by: next, of: request).response(to: request)
    }

    private func deliveries(_ parameters: QueryParameters, _ request: Request) async throws -> Response {
        let limit = try parameters.number("limit") ?? 100
        let state = try parameters.value("state", expected: "waiting, delivered or dead") {
            Delivery.State(rawValue: $0)
        }
        let deliveries = try await reader.deliveries(state, limit: limit)
        return Answer.json(["deliveries": .array(deliveries.map(\.json))]).response(to: request)
    }

    private func change(_ request: Request, _ work: (inout AlertSettings) throws -> Void) throws -> Response {
        try SettingsBody.explaining {
            var settings = try keeper.settings()
            try work(&settings)
            try keeper.keep(settings)
            return Answer.json(settings.json).response(to: request)
        }
    }

    private func text(_ key: String, _ members: [JSONMember]) throws -> String {
        guard let text = members.first(where: { $0.key == key })?.value.text else {
            throw Problem.badRequest("Member `\(key)`: expected a text.")
        }
        return text
    }
}
