// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// The summary that dashboards of other people already ask for.
struct CostsRoute: Sendable {
    let reader: any LedgerReader
    let clock: any WallClock
    let zone: Zone

    var route: Route {
        Route("/api/costs") { request, _ in
            let parameters = try QueryParameters(request, allowed: ["timeframe", "tz", "cost"])
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
