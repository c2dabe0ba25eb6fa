// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import Logging
internal import MissionCore

/// Whether the process lives, and whether it can answer.
struct HealthRoutes: Sendable {
    let reader: any LedgerReader
    let health: @Sendable () async -> HealthReport

    var routes: [Route] {
        [
            Route("/livez", Self.lives) { request, _ in
                Answer.json(["status": "ok"]).response(to: request)
            }.open,
            Route("/readyz", Self.isReady) { request, context in try await ready(request, context) },
        ]
    }

    private static let lives = Operation(
        .service, "Whether the process lives. It needs no token.", answer: .json(["status": .constant("ok")]))
    private static let isReady = Operation(
        .service, "Whether it can answer: everything that was found has been read once, and the ledger answers.",
        answer: .json(.ready), problems: [.serviceUnavailable])

    private func ready(_ request: Request, _ context: MissionContext) async throws -> Response {
        let report = await health()
        var reasons = report.reasonsNotReady
        do {
            let state = try await reader.state()
            if reasons.isEmpty {
                return Answer.json([
                    "status": "ready",
                    "generation": .integer(state.generation),
                    "events": .integer(state.events),
                    "newest_event_at": JSONValue(state.newestEvent?.iso8601),
                    "source_problems": JSONValue(count: report.problems.count),
                ]).response(to: request)
            }
        } catch {
            context.logger.error("ledger does not answer", metadata: ["error": "\(error)"])
            reasons.append("The ledger does not answer.")
        }
        throw Problem(
            status: .serviceUnavailable, code: "not_ready", title: "Not ready",
            detail: reasons.joined(separator: " "),
            members: [
                JSONMember(key: "reasons", value: .array(reasons.map(JSONValue.string)))
            ])
    }
}
