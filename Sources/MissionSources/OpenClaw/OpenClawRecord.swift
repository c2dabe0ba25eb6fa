// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
package import MissionCore

/// What an entry of a transcript says about a model call, before any of it is judged.
package struct OpenClawRecord: Equatable {
    /// What kind of entry it is, and so what it says about the model.
    enum Origin {
        /// A model's answer, which names its model.
        case answer
        /// The summary of a conversation or of a branch: written by the conversation's model, which the entry does not name.
        case summary
        /// The result of a tool, or a summary that an extension wrote: by a model that nobody names.
        case nested
    }

    var origin = Origin.answer
    package var entryID: String?
    var entryTime: Timestamp?
    var messageTime: Timestamp?
    package var provider = ""
    var model = ""
    var input: Int64 = 0
    var output: Int64 = 0
    var cacheRead: Int64 = 0
    /// Input tokens written to a cache, whatever its lifetime.
    var cacheWrite: Int64 = 0
    /// The part of `cacheWrite` that is kept for one hour.
    var cacheWrite1h: Int64 = 0
    /// The part of `output` that was reasoning.
    var reasoning: Int64 = 0
    /// The model that answered, where it is another than the one that was asked for.
    var responseModel: String?
    var hasUsage = false
    package var reported: Money?
    package var isProviderBilled = false
    var stopReason = OpenClawStopReason.other
    var failure: CallStatus?
    package var durationMilliseconds: Int64?
    package var isHeartbeatReply = false
    /// Whether the message's `api` is OpenClaw's own for programs that it runs.
    var isFromCommandLine = false
    /// The conversation of Codex that answered, where the message tells it.
    var codexThread: String?
    /// What is wrong with it; such a record becomes a rejection.
    package var defect: RejectionReason?

    package var isSynthetic: Bool {
        stopReason == .injected
            || SyntheticModel.isSynthetic(provider: provider, model: model, hasTokens: input > 0 || output > 0)
    }

    package var status: CallStatus {
        switch stopReason {
        case .error: failure ?? .failed
        case .timeout: .timeout
        case .aborted: .aborted
        case .other, .injected: .ok
        }
    }

    /// Whether another program answered, so that this is the sum of a turn and not a call. OpenClaw writes the same `api` into
    /// answers of its own that it had failed to write down.
    var isTurn: Bool {
        codexThread != nil || provider == "claude-cli" || provider == "codex-cli"
            || (isFromCommandLine && BackendName.harness(of: provider) != nil)
    }

    /// Takes the key under which a message was written once. Codex's harness makes it from the conversation's id:
    /// `codex-app-server:<thread>:…`. What it imported from an older conversation is no turn of this one.
    mutating func take(idempotencyKey key: String) {
        let parts = key.split(separator: ":", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count > 2, parts[0] == "codex-app-server", !parts[1].isEmpty, parts[2] != "history" else { return }
        codexThread = String(parts[1])
    }

    /// The entry's own time; the message's where it has none.
    package var time: Timestamp? {
        entryTime ?? messageTime
    }

    package var tokens: TokenCounts {
        TokenCounts(
            input: input, output: output, cacheRead: cacheRead,
            cacheWrite5m: max(0, cacheWrite.subtractingSaturating(cacheWrite1h)), cacheWrite1h: cacheWrite1h,
            reasoning: min(reasoning, output))
    }

    /// Whether it tells of a call at all: an answer does even when it used nothing.
    var isCall: Bool {
        hasUsage && (origin == .answer || defect != nil || tokens.total > 0 || reported.map { $0 != .zero } ?? false)
    }

    /// The model to name and to price: where a router chose it (`openrouter/auto`), only the answer tells which one. Identity
    /// stays with what was asked for.
    package var answeringModel: String {
        guard let responseModel, !responseModel.isEmpty else { return model }
        return model.isEmpty || NameRules.isRouter(model) ? responseModel : model
    }

    /// The same for every copy of the entry, wherever it is. An entry without id is told apart by its session.
    package func identity(session: String) -> EventID {
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

/// The first line of a transcript.
struct OpenClawHeader: Equatable {
    var sessionID: String?
    var time: Timestamp?
    var workingDirectory: String?
    /// The transcript that it forked from: a path or an id.
    var parentSession: String?
}
