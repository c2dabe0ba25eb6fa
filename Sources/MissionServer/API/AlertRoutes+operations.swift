// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// What callers are told about alerts.
extension AlertRoutes {
    private static let rule = PathParameter(
        "rule", "The id of a budget, the name of a condition, or `all`.", example: "all")
    private static let limit = QueryParameter("limit", "At most so many, the newest.", 1...1000, default: 100)

    static let listing = Operation(
        .budgets, "The alerts that are so now, worst first.", parameters: [.zone], answer: .json(.alerts))
    static let past = Operation(
        .budgets, "Alerts that have fired, newest first.",
        parameters: [
            limit, QueryParameter("after", "The `next` of the page before.", .moment),
            QueryParameter("before", "The same as `after`, as it was called first.", .moment),
        ], answer: .json(.alertHistory, isPaged: true))
    static let sent = Operation(
        .budgets, "Messages about alerts, newest first, and whether they were delivered.",
        parameters: [limit, QueryParameter("state", "Only messages in this state.", .oneOf(Delivery.State.self))],
        answer: .json(.deliveries))
    static let acknowledging = Operation(
        .budgets, "Says that somebody has seen an alert.", parameters: [.zone],
        body: .json(["id": .text], example: ["id": "daily/100/2026-11-21"]),
        answer: .json(.alertSettings, isTagged: true), problems: [.notFound])
    static let said = Operation(
        .budgets, "What people have said about alerts: which they have seen, and which are muted.",
        answer: .json(.alertSettings))
    static let muting = Operation(
        .budgets, "Tells nobody of a rule until a moment.", arguments: [rule],
        body: .json(["until": .moment], example: ["until": "2026-11-26T18:00:00Z"]), answer: .json(.alertSettings))
    static let unmuting = Operation(
        .budgets, "Tells of a rule again.", arguments: [rule], answer: .json(.alertSettings))
    static let channelListing = Operation(
        .budgets, "The channels that alerts are sent on, without any secret.", answer: .json(.channels))
    static let testing = Operation(
        .budgets, "Sends a test message on a channel.",
        arguments: [PathParameter("channel", "The channel's name.")], body: .json([:], example: [:]),
        answer: .json(.channelTest))
}
