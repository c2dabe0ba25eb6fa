// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Calls to one service that ended alike: what the health of services is made from.
public struct ServiceOutcome: Hashable, Sendable {
    /// What was called.
    public enum Kind: String, Sendable, CaseIterable {
        /// A model, as usage has it.
        case model
        /// Anything else, or a model call whose consumption somebody else records.
        case request
    }

    /// Whom was asked: `anthropic`, `github`. Of model calls, the provider.
    public var service: String
    /// What was called.
    public var kind: Kind
    /// How the calls ended.
    public var status: CallStatus
    /// How many ended so.
    public var calls: Int64
    /// Those among them whose duration is known.
    public var timedCalls: Int64
    /// How long those took together.
    public var milliseconds: Int64

    /// Makes an outcome.
    public init(
        service: String, kind: Kind, status: CallStatus, calls: Int64, timedCalls: Int64 = 0, milliseconds: Int64 = 0
    ) {
        self.service = service
        self.kind = kind
        self.status = status
        self.calls = calls
        self.timedCalls = timedCalls
        self.milliseconds = milliseconds
    }

    /// The order in which ledgers answer: by service, kind and status.
    public static func precedes(_ left: ServiceOutcome, _ right: ServiceOutcome) -> Bool {
        (left.service, left.kind.rawValue, left.status.rawValue)
            < (right.service, right.kind.rawValue, right.status.rawValue)
    }
}
