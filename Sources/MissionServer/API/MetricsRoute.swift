// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// Figures for monitoring, in Prometheus' text format or as OpenMetrics.
struct MetricsRoute: Sendable {
    let reader: any LedgerReader
    let health: @Sendable () async -> HealthReport
    /// What the program measures of itself.
    let measured: @Sendable () -> [MetricFamily]

    var route: Route {
        Route("/metrics", Self.operation) { request, _ in
            let text = try await metrics.map(\.text).joined()
            guard request.prefersOpenMetrics else { return Answer(text, as: Self.plain).response(to: request) }
            return Answer(text + "# EOF\n", as: Self.openMetrics).response(to: request)
        }
    }

    private static let plain = "text/plain; version=0.0.4; charset=utf-8"
    private static let openMetrics = "application/openmetrics-text; version=1.0.0; charset=utf-8"
    private static let operation = Operation(
        .service, "Figures for monitoring, in Prometheus' text format, or as OpenMetrics to who asks for it.",
        detail:
            "None of them is a counter, because what the ledger knows of a call can get better. `integrations/grafana` has a dashboard of them.",
        answer: OperationAnswer(
            summary: "The figures.", contents: [("text/plain", nil), ("application/openmetrics-text", nil)],
            isTagged: true))

    private var metrics: [MetricFamily] {
        get async throws {
            let (state, report) = (try await reader.state(), await health())
            let models = try await reader.usage(UsageQuery(groupBy: [.model]))
            let sources = try await reader.sourceStates()
            return Self.ledger(state) + Self.usage(models) + measured() + [
                MetricFamily(
                    "source_problems", "Places that exist and could not be read.",
                    [.init(value: "\(report.problems.count)")]),
                MetricFamily(
                    "rejections", "Pieces of input that could not be understood, by kind of source.",
                    Self.byKind(sources).map { kind, count in
                        MetricFamily.Sample(labels: [("source", kind)], value: "\(count)")
                    }),
            ]
        }
    }

    private static func ledger(_ state: LedgerState) -> [MetricFamily] {
        let newest = state.newestEvent.map { [MetricFamily.Sample(value: "\($0.seconds)")] } ?? []
        return [
            MetricFamily(
                "ledger_generation", "Grows with every committed change.", [.init(value: "\(state.generation)")]),
            MetricFamily("ledger_newest_call_timestamp_seconds", "When the newest call was.", newest),
        ]
    }

    private static func usage(_ models: [UsageRow]) -> [MetricFamily] {
        func samples(_ value: (UsageSums) -> String) -> [MetricFamily.Sample] {
            models.map { MetricFamily.Sample(labels: [("model", $0.name ?? "")], value: value($0.sums)) }
        }
        let kinds: [(String, (TokenCounts) -> Int64)] = [
            ("input", { $0.input }), ("output", { $0.output }), ("cache_read", { $0.cacheRead }),
            ("cache_write", { $0.cacheWrite }),
        ]
        let tokens = models.flatMap { row in
            kinds.map { kind, count in
                MetricFamily.Sample(
                    labels: [("model", row.name ?? ""), ("kind", kind)], value: "\(count(row.sums.tokens))")
            }
        }
        return [
            MetricFamily("calls", "Calls of models.", samples { "\($0.calls)" }),
            MetricFamily("failed_calls", "Calls that failed.", samples { "\($0.failedCalls)" }),
            MetricFamily(
                "unpriced_calls", "Calls without a known cost, in no amount.", samples { "\($0.unpricedCalls)" }),
            MetricFamily("tokens", "Tokens by kind; output includes thinking.", tokens),
            MetricFamily("cost_dollars", "What calls cost, as far as it is known.", samples { $0.cost.decimalString }),
        ]
    }

    private static func byKind(_ sources: [SourceState]) -> [(kind: String, count: Int)] {
        let counts = sources.reduce(into: [:]) { $0[$1.source.kind, default: 0] += $1.rejections }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

extension Request {
    /// Whether OpenMetrics is wanted at least as much as Prometheus' own format, as Prometheus says.
    fileprivate var prefersOpenMetrics: Bool {
        let wanted = Preferences(headers[values: .accept])
        guard let weight = wanted["application/openmetrics-text"], weight > 0 else { return false }
        return weight >= wanted["text/plain"] ?? 0
    }
}
