// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Why a message was not delivered.
enum DeliveryFailure: Error, Hashable {
    /// It may work later.
    case postponed(String)
    /// Trying again is of no use.
    case refused(String)

    /// The outcome, without secrets.
    func outcome(_ redaction: Redaction) -> DeliveryOutcome {
        switch self {
        case .postponed(let reason): .postponed(reason: redaction(reason), retryAfterMilliseconds: nil)
        case .refused(let reason): .refused(reason: redaction(reason))
        }
    }
}
