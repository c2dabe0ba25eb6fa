// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension ExplainedCall {
    /// Whether it is in totals.
    package var counts: Bool {
        !isCovered && !event.isSynthetic
    }

    /// Why it is not; nil where it is.
    package var reason: String? {
        if isCovered {
            let teller = coveredByHarness.map { "\($0)'s own log" } ?? coveredBy?.teller ?? "a finer source"
            return switch event.grain {
            case .call, .loggedCall, .point: "\(teller) tells the same call"
            case .run: "\(teller) tells the calls up to that time one by one"
            case .conversation: "\(teller) tells these calls one by one"
            case .turn: "\(teller) tells the calls of this turn one by one"
            }
        }
        return event.isSynthetic ? "the agent wrote a row in the shape of a call without calling a model" : nil
    }
}

extension SourceKind {
    /// What a person would call it.
    fileprivate var teller: String {
        switch self {
        case .transcript: "the transcript"
        case .stream: "the gateway's stream"
        case .push: "what was pushed"
        case .rpc: "the gateway's answer about the session"
        case .otlp: "telemetry"
        case .runLog: "the scheduler's log"
        case .usageLog: "a usage log"
        case .callDatabase: "a database of calls"
        case .status: "a status snapshot"
        }
    }
}
