// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// What was called since a page asked last. Who has the answer already gets 304.
struct LatestUsageRoute: Sendable {
    let reader: any LedgerReader
    let clock: any WallClock
    let zone: Zone

    private static let operation = Operation(
        .pages, "What was called since a page asked last.",
        parameters: [
            QueryParameter("since", "A moment, or the `newestEventAt` of an answer before.", .moment), .zone,
            QueryParameter("limit", "At most so many calls; sums cover all of them.", 1...1000, default: 100),
        ], answer: .json(.usageLatest))

    var route: Route {
        Route("/api/usage/latest", Self.operation) { request, context in
            let parameters = context.query
            let zone = try parameters.zone(default: zone)
            let today = zone.day(of: clock.now)
            let since = try parameters.value(
                "since", expected: "a moment as `2026-11-21T13:00:00Z`, or the `newestEventAt` of an answer before",
                read: { Timestamp(iso8601: $0) })
            let usage = try await RecentUsage.load(
                from: reader, since: since, today: zone.window(from: today, through: today),
                limit: try parameters.number("limit") ?? 100)
            return Answer.json([
                "since": .string(usage.since.iso8601),
                "generation": .integer(usage.state.generation),
                "newestEventAt": JSONValue(usage.state.newestEvent?.iso8601),
                "changes": .object(UsageFields.members(usage.changes)),
                "byModel": .array(usage.byModel.map { UsageFields.row("model", $0.name, $0.sums) }),
                "today": .object(
                    [JSONMember(key: "date", value: .string(today.description))] + UsageFields.members(usage.today)),
                "newestCalls": .array(usage.newest.map(\.json)),
            ]).response(to: request)
        }
    }
}
