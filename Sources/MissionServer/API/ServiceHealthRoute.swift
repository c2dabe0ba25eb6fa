// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// How calls to services went: failures, rate limits, success rate.
struct ServiceHealthRoute: Sendable {
    let reader: any LedgerReader
    let clock: any WallClock
    let zone: Zone

    var route: Route {
        Route("/api/usage/health") { request, _ in
            let parameters = try QueryParameters(request, allowed: ["date", "since", "until", "tz"])
            let asked = try ReportRequest(parameters, zone: zone)
            let report = try await Problem.explaining {
                try await ServiceReport.load(
                    from: reader, since: asked.since, until: asked.until, zone: asked.zone, now: clock.now)
            }
            return Answer.json(report.json).response(to: request)
        }
    }
}
