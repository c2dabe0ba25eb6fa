// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// Where calls come from, how each place is, and what could not be understood.
struct SourceRoutes: Sendable {
    let reader: any LedgerReader
    let clock: any WallClock
    let health: @Sendable () async -> HealthReport

    var routes: [Route] {
        [
            Route("/api/v1/sources", Self.sources) { request, _ in
                let report = await health()
                let models = try await reader.usage(UsageQuery(groupBy: [.recordedModel]))
                let sums = models.reduce(into: UsageSums()) { $0 += $1.sums }
                let sources = try await SourceHealth.load(report, from: reader, sums: sums, now: clock.now)
                let more: JSONValue = [
                    "problems": .array(report.problems.map(\.json)),
                    "unpriced_models": .array(UnpricedModel.list(models).map(\.json)),
                    "unknown_usage_calls": .integer(sums.unknownUsageCalls),
                ]
                return Answer.json(sources.json.appending(more)).response(to: request)
            },
            Route("/api/v1/rejections", Self.rejections) { request, context in
                let limit = try context.query.number("limit") ?? 100
                let after = try context.query.cursor { Int64($0) }
                let page = try await reader.rejections(after: after, limit: limit)
                let next = page.next.map { "\($0)" }
                return Answer.json([
                    "rejections": .array(page.rejections.map(\.json)), "next": JSONValue(next),
                ]).followed(by: next, of: request).response(to: request)
            },
        ]
    }

    private static let sources = Operation(
        .service, "Where calls come from, how each place is, and what should be done about it.", answer: .json(.sources)
    )
    private static let rejections = Operation(
        .service, "What could not be understood: where and why, never what stood there.",
        parameters: [.limit(upTo: 1000, default: 100), .after("^[0-9]{1,18}$")],
        answer: .json(.rejections, isPaged: true))
}

extension SourceHealth {
    /// What the program says about its sources, with what the ledger has of them.
    ///
    /// - Parameter sums: The ledger's total, for what is to be said about all sources.
    static func load(
        _ report: HealthReport, from reader: any LedgerReader, sums: UsageSums = UsageSums(), now: Timestamp
    ) async throws -> SourceHealth {
        let looks = report.sources.map { source in
            SourceInspection(
                source: source.source, exists: source.exists, items: source.items, stores: source.stores,
                problems: report.problems.filter { source.source.holds($0) },
                // Before everything was read once, nothing is missing yet.
                isComplete: report.reasonsNotReady.isEmpty)
        }
        return SourceHealth(
            looks: looks, states: try await reader.sourceStates(), sums: sums,
            telemetry: try await reader.total(SourceHealth.telemetryQuery).calls, now: now)
    }
}

extension SourceID {
    /// Whether the problem lies at or below this place.
    fileprivate func holds(_ problem: SourceProblem) -> Bool {
        problem.path == place || problem.path.hasPrefix(place.hasSuffix("/") ? place : place + "/")
    }
}
