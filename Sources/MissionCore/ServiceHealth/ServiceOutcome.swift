// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Calls to one service that ended alike: what the health of services is made from.
package struct ServiceOutcome: Hashable, Sendable {
    /// What was called.
    package enum Kind: String, Sendable, CaseIterable {
        /// A model, as usage has it.
        case model
        /// Anything else, or a model call whose consumption somebody else records.
        case request
    }

    /// Whom was asked: `anthropic`, `github`. Of model calls, the provider.
    package var service: String
    /// What was called.
    package var kind: Kind
    /// How the calls ended.
    package var status: CallStatus
    /// How many ended so.
    package var calls: Int64
    /// Those among them whose duration is known.
    package var timedCalls: Int64
    /// How long those took together.
    package var milliseconds: Int64

    package init(
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
    package static func precedes(_ left: ServiceOutcome, _ right: ServiceOutcome) -> Bool {
        (left.service, left.kind.rawValue, left.status.rawValue)
            < (right.service, right.kind.rawValue, right.status.rawValue)
    }
}
