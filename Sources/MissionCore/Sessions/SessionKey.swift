// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What an OpenClaw session key says: `agent:<agent>:<rest>`.
///
/// Source: OpenClaw `src/routing/session-key.ts` and `src/sessions/session-key-utils.ts`, read 2026-11.
package struct SessionKey: Hashable, Sendable {
    /// The key, in lower case.
    package let text: String
    /// The agent it names.
    package let agent: String?
    /// What the session is for.
    package let kind: SessionKind
    /// The cron job it belongs to.
    package let cronJob: String?
    /// The run of that job, which is the id of its conversation; nil in the job's own key.
    package let cronRun: String?
    /// The messaging channel it came through.
    package let channel: String?
    /// How many subagents deep it is; 0 for none.
    package let depth: Int
    /// The key of the session whose heartbeat this is.
    package let base: String?

    /// Reads a key; every text is some key, and one without meaning is ``SessionKind/unattributed``.
    package init(_ key: String) {
        let text = key.lowercased()
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let hasAgent = parts.count >= 3 && parts[0] == "agent"
        self.text = text
        self.agent = hasAgent ? parts[1] : nil
        let rest = hasAgent ? Array(parts[2...]) : parts
        let meaning = Meaning(rest)
        self.kind = meaning.kind
        self.cronJob = meaning.cronJob
        let isRun = meaning.cronJob != nil && rest.count >= 4 && rest[2] == "run" && !rest[3].isEmpty
        self.cronRun = isRun ? rest[3] : nil
        self.channel = meaning.channel
        self.depth = rest.dropLast().count { $0 == "subagent" }
        var base = Substring(text)
        while base.hasSuffix(":heartbeat") { base = base.dropLast(10) }
        self.base = base.count == text.count ? nil : String(base)
    }
}

private struct Meaning {
    var kind: SessionKind
    var cronJob: String?
    var channel: String?

    init(_ rest: [String]) {
        self.kind = .unattributed
        guard let first = rest.first else { return }
        if rest.count > 1, rest.last == "heartbeat" {
            kind = .heartbeat
            return
        }
        if first == "cron", rest.count >= 2 {
            kind = .cron
            cronJob = rest[1]
            return
        }
        if rest.dropLast().contains("subagent") {
            kind = .subagent
            return
        }
        switch first {
        case "acp": kind = .acp
        case "hook": kind = .hook
        case "explicit": kind = rest.count > 1 && rest[1].hasPrefix("model-run-") ? .probe : .unattributed
        case "main" where rest.count == 1: kind = .chat
        case "dashboard", "openai", "openresponses": kind = .api
        default: conversation(rest, first: first)
        }
    }

    private mutating func conversation(_ rest: [String], first: String) {
        if first.hasPrefix("tui-") || first.hasPrefix("incognito-") {
            kind = .api
            return
        }
        let direct = rest.firstIndex { $0 == "direct" || $0 == "dm" }
        if let direct, direct <= 2, rest.count > direct + 1 {
            kind = .chat
            channel = direct > 0 ? first : nil
            return
        }
        let group = rest.firstIndex { ["group", "channel", "room"].contains($0) }
        if let group, group >= 1, group <= 2, rest.count > group + 1 {
            kind = .group
            channel = first
        } else if let group, group == 0, rest.count > 1 {
            kind = .group
        }
    }
}
