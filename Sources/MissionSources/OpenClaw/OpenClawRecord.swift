// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// What an assistant message of a transcript says about its model call, before any of it is judged.
struct OpenClawRecord {
    var entryID: String?
    var entryTime: Timestamp?
    var messageTime: Timestamp?
    var provider = ""
    var model = ""
    /// Which model answered, where that is told apart from what was asked for.
    var responseModel = ""
    var input: Int64 = 0
    var output: Int64 = 0
    var cacheRead: Int64 = 0
    var cacheWrite: Int64 = 0
    var hasUsage = false
    var reported: Money?
    var isProviderBilled = false
    var stopReason = OpenClawStopReason.other
    var failure: CallStatus?
    var durationMilliseconds: Int64?
    var isHeartbeatReply = false
    /// What is wrong with it; such a record becomes a rejection.
    var defect: RejectionReason?

    var isSynthetic: Bool {
        stopReason == .injected
            || SyntheticModel.isSynthetic(provider: provider, model: model, hasTokens: input > 0 || output > 0)
    }

    var status: CallStatus {
        switch stopReason {
        case .error: failure ?? .failed
        case .timeout: .timeout
        case .aborted: .aborted
        case .other, .injected: .ok
        }
    }

    /// The model that answered: where a router chose it (`openrouter/auto`), only the answer tells. Identity stays with what
    /// was asked for.
    var answeringModel: String {
        !responseModel.isEmpty && NameRules.isRouter(model) ? responseModel : model
    }

    /// The entry's own time; the message's where it has none.
    var time: Timestamp? {
        entryTime ?? messageTime
    }

    /// The same for every copy of the entry, wherever it is. An entry without id is told apart by its session.
    func identity(session: String) -> EventID {
        OpenClawIdentity(
            entryID: entryID, session: session, messageTime: messageTime, entryTime: entryTime, provider: provider,
            model: model, input: input, output: output, cacheRead: cacheRead, cacheWrite: cacheWrite
        ).eventID
    }
}

/// How OpenClaw says a call ended.
enum OpenClawStopReason {
    case error
    case timeout
    case aborted
    case injected
    case other
}
