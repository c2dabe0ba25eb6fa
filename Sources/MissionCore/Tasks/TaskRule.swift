// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What kind of work a call was.
package enum TaskType: String, Sendable, CaseIterable {
    case coding, automation, design, testing, general
}

/// Why a call is taken for a kind of work: the first rule that applies, in this order.
package enum TaskRule: String, Sendable, CaseIterable {
    /// Whoever made the call said so.
    case recorded
    /// By the name of the script or component that called.
    case caller
    /// By what the conversation is for.
    case sessionKind = "session_kind"
    /// By the program that ran the conversation.
    case program
    /// Nothing else says what it was.
    case rest

    /// The rule in one sentence.
    package var sentence: String {
        switch self {
        case .recorded: "The caller recorded a task type."
        case .caller:
            "The caller's name has code or dev in it: coding; design or ui: design; test or qa: testing;"
                + " cron, job, hook or heartbeat: automation."
        case .sessionKind: "The conversation is a cron job, a heartbeat, a webhook or a probe: automation."
        case .program: "A coding agent (\(Self.codingPrograms.sorted().joined(separator: ", "))) ran it: coding."
        case .rest: "Anything else: general."
        }
    }

    /// Programs that are made for writing code, by the name of their harness.
    private static let codingPrograms: Set = ["claude-code", "codex", "gemini", "opencode", "pi"]
    private static let automatic: Set<String> = Set(
        [SessionKind.cron, .heartbeat, .hook, .probe].map(\.rawValue))
    /// Parts of a caller's name, each beginning one of its words, and what they mean; the first that occurs decides.
    private static let words: [(TaskType, [String])] = [
        (.testing, ["test", "qa"]), (.coding, ["code", "coder", "coding", "dev"]), (.design, ["design", "ui"]),
        (.automation, ["cron", "job", "hook", "heartbeat", "schedule"]),
    ]

    /// The kind of work, and the rule that says so. A recorded type that is none of the five keeps its own name.
    package static func classify(
        recorded: String?, caller: String?, sessionKind: String?, program: String?
    ) -> (type: String, rule: TaskRule) {
        if let recorded, !recorded.isEmpty {
            return (TaskType(rawValue: recorded.lowercased())?.rawValue ?? recorded, .recorded)
        }
        if let type = caller.flatMap(type(ofCaller:)) { return (type.rawValue, .caller) }
        if let sessionKind, automatic.contains(sessionKind) { return (TaskType.automation.rawValue, .sessionKind) }
        if let program, codingPrograms.contains(program) { return (TaskType.coding.rawValue, .program) }
        return (TaskType.general.rawValue, .rest)
    }

    private static func type(ofCaller caller: String) -> TaskType? {
        let parts = caller.lowercased().split { !$0.isLetter }
        return words.first { _, beginnings in
            parts.contains { part in
                // Two letters begin too many words: they have to be all of it.
                beginnings.contains { $0.count == 2 ? part == $0 : part.hasPrefix($0) }
            }
        }?.0
    }
}
