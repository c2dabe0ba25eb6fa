// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// The summary that dashboards of other people already ask for.
struct CostsRoute: Sendable {
    let reader: any LedgerReader
    let clock: any WallClock
    let zone: Zone

    private static let operation = Operation(
        .pages, "What today, this month and the days before have cost, by agent, model, day and hour.",
        parameters: [
            QueryParameter(
                "timeframe", "The days of `daily`, `byAgent` and `byModel`; 30 days where it is absent.",
                .oneOf(CostsTimeframe.self)),
            .zone, .cost,
        ], answer: .json(.costs))

    var route: Route {
        Route("/api/costs", Self.operation) { request, context in
            let parameters = context.query
            let known = CostsTimeframe.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            let timeframe = try parameters.value(
                "timeframe", expected: "one of \(known)", read: CostsTimeframe.init(rawValue:))
            let answer = try await CostsAnswer.load(
                from: reader, timeframe: timeframe ?? .month, zone: parameters.zone(default: zone), now: clock.now,
                costMode: parameters.costMode())
            return Answer.json(answer.json).response(to: request)
        }
    }
}
