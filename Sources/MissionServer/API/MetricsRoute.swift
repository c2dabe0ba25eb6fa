// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// Figures for monitoring, in Prometheus' text format.
struct MetricsRoute: Sendable {
    let reader: any LedgerReader
    let health: @Sendable () async -> HealthReport

    var route: Route {
        Route("/metrics", Self.operation) { request, _ in
            let text = try await metrics.map(\.text).joined()
            return Answer(text, as: Self.mediaType).response(to: request)
        }
    }

    private static let mediaType = "text/plain; version=0.0.4; charset=utf-8"
    private static let operation = Operation(
        .service, "Figures for monitoring, in Prometheus' text format.",
        detail: "All of them are gauges, because what the ledger knows of a call can get better.",
        answer: OperationAnswer(summary: "The figures.", contents: [("text/plain", nil)], isTagged: true))

    private var metrics: [Metric] {
        get async throws {
            let (state, report) = (try await reader.state(), await health())
            let models = try await reader.usage(UsageQuery(groupBy: [.model]))
            let sources = try await reader.sourceStates()
            return Self.ledger(state) + Self.usage(models) + [
                Metric(
                    "source_problems", "Places that exist and could not be read.",
                    [.init(value: "\(report.problems.count)")]),
                Metric(
                    "rejections", "Pieces of input that could not be understood, by kind of source.",
                    Self.byKind(sources).map { kind, count in
                        Metric.Sample(labels: [("source", kind)], value: "\(count)")
                    }),
            ]
        }
    }

    private static func ledger(_ state: LedgerState) -> [Metric] {
        let newest = state.newestEvent.map { [Metric.Sample(value: "\($0.seconds)")] } ?? []
        return [
            Metric("ledger_generation", "Grows with every committed change.", [.init(value: "\(state.generation)")]),
            Metric("ledger_newest_call_timestamp_seconds", "When the newest call was.", newest),
        ]
    }

    private static func usage(_ models: [UsageRow]) -> [Metric] {
        func samples(_ value: (UsageSums) -> String) -> [Metric.Sample] {
            models.map { Metric.Sample(labels: [("model", $0.name ?? "")], value: value($0.sums)) }
        }
        let kinds: [(String, (TokenCounts) -> Int64)] = [
            ("input", { $0.input }), ("output", { $0.output }), ("cache_read", { $0.cacheRead }),
            ("cache_write", { $0.cacheWrite }),
        ]
        let tokens = models.flatMap { row in
            kinds.map { kind, count in
                Metric.Sample(labels: [("model", row.name ?? ""), ("kind", kind)], value: "\(count(row.sums.tokens))")
            }
        }
        return [
            Metric("calls", "Calls of models.", samples { "\($0.calls)" }),
            Metric("failed_calls", "Calls that failed.", samples { "\($0.failedCalls)" }),
            Metric("unpriced_calls", "Calls without a known cost, in no amount.", samples { "\($0.unpricedCalls)" }),
            Metric("tokens", "Tokens by kind; output includes thinking.", tokens),
            Metric("cost_dollars", "What calls cost, as far as it is known.", samples { $0.cost.decimalString }),
        ]
    }

    private static func byKind(_ sources: [SourceState]) -> [(kind: String, count: Int)] {
        let counts = sources.reduce(into: [:]) { $0[$1.source.kind, default: 0] += $1.rejections }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

/// A gauge with its samples.
private struct Metric {
    struct Sample {
        var labels: [(name: String, value: String)] = []
        /// As the format writes it: a decimal number.
        var value: String
    }

    let name: String
    let help: String
    let samples: [Sample]

    init(_ name: String, _ help: String, _ samples: [Sample]) {
        (self.name, self.help, self.samples) = ("mission_control_\(name)", help, samples)
    }

    var text: String {
        let lines = samples.map { sample in
            let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
            return "\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(sample.value)\n"
        }
        return "# HELP \(name) \(help)\n# TYPE \(name) gauge\n" + lines.joined()
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }
}
