// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What became of a record that could be understood.
enum TelemetryOutcome: Sendable {
    /// It tells a call.
    case call(UsageEvent, SessionFacts)
    /// It is no call, or repeats what another record tells better.
    case nothing
}

/// A producer whose records are known.
protocol TelemetryProducer: SendableMetatype {
    /// What a record of this producer tells; nil for another producer's.
    ///
    /// - Throws: Why a record that should tell a call does not.
    static func outcome(of record: TelemetryRecord) throws(RejectionReason) -> TelemetryOutcome?
}

extension TelemetryOutcome {
    /// Those who know their records, the most particular first.
    private static let producers: [any TelemetryProducer.Type] = [
        ClaudeCodeTelemetry.self, CodexTelemetry.self, GeminiTelemetry.self, OpenClawTelemetry.self,
        GenAITelemetry.self,
    ]

    /// What a record tells. One that nobody knows is no call.
    init(_ record: TelemetryRecord) throws(RejectionReason) {
        for producer in Self.producers {
            if let outcome = try producer.outcome(of: record) {
                self = outcome
                return
            }
        }
        self = .nothing
    }
}
