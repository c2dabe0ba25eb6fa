// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Something about the sources or the ledger that people should know, and what they can do about it.
package struct HealthFinding: Hashable, Sendable {
    /// How much it matters.
    package enum Severity: String, Hashable, Sendable, CaseIterable {
        /// Good to know; nothing needs to be done.
        case note
        /// A part of what was consumed is missing or unknown.
        case warning
        /// A store exists and nothing of it is in any figure.
        case error
    }

    /// What was found; programs match it, so it never changes.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        /// A store exists and yields nothing.
        case emptyStore = "empty_store"
        /// A store is of a version that this program does not know.
        case unknownSchema = "unknown_schema"
        /// The system refuses to read something.
        case unreadable
        /// Something is of a kind that this program does not read.
        case unsupported
        /// Something was left out, or deleted before it was read.
        case leftOut = "left_out"
        /// The folder is there and holds nothing of a known kind.
        case nothingInside = "nothing_inside"
        /// There are calls that nobody has read yet.
        case notRead = "not_read"
        /// Other sources have newer calls, or files changed long after the last reading.
        case stale = "stale_source"
        /// Two sources hold the same calls.
        case copy = "copied_source"
        /// Some input could not be understood.
        case rejections
        /// Calls have no price.
        case unpriced = "unpriced_models"
        /// Calls were answered without any usage.
        case unknownUsage = "unknown_usage"
        /// Turns that another program answered are told by two producers, or by one of them only.
        case backendTurns = "backend_turns"
        /// A gateway that is kept does not let in.
        case gateway
        /// Of some of a gateway's runs only sums are known.
        case gatewaySums = "gateway_sums"
        /// OpenClaw's telemetry counts beside what is read of OpenClaw.
        case telemetry
        /// The ledger cannot be opened.
        case ledger
        /// There is nothing to read at all.
        case nothingFound = "nothing_found"
    }

    /// How much it matters.
    package var severity: Severity
    /// What was found.
    package var code: Code
    /// The source it is about; nil for all of them.
    package var source: SourceID?
    /// The fact, as a sentence.
    package var message: String
    /// What to do about it; nil when nothing needs to be done.
    package var advice: String?

    package init(
        _ severity: Severity, _ code: Code, source: SourceID? = nil, _ message: String, advice: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.source = source
        self.message = message
        self.advice = advice
    }

    /// For programs.
    package var json: JSONValue {
        [
            "severity": .string(severity.rawValue),
            "code": .string(code.rawValue),
            "kind": JSONValue(source?.kind),
            "path": JSONValue(source?.place),
            "message": .string(message),
            "advice": JSONValue(advice),
        ]
    }
}

extension HealthFinding.Severity: Comparable {
    /// Notes come before warnings, warnings before errors.
    package static func < (left: HealthFinding.Severity, right: HealthFinding.Severity) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .error: 2
        }
    }
}
