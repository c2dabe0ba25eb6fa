// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A conversation of a program that another one runs to answer its turns: one of Claude Code's, of Codex's.
package struct BackendName: Hashable, Sendable {
    /// The program: `claude-code`, `codex`.
    package var harness: String
    /// The program's own id of the conversation.
    package var id: String

    package init(harness: String, id: String) {
        self.harness = harness
        self.id = id
    }

    /// The name of a conversation that a ledger has calls of.
    package init(_ session: SessionID) {
        self.init(harness: session.harness, id: session.id)
    }

    /// The program behind what OpenClaw calls a provider, a runtime or an agent (`claude-cli`, `codex-cli`, `acpx`'s
    /// `claude`); nil where the name does not tell.
    package static func harness(of name: String) -> String? {
        let name = name.lowercased()
        if name.contains("claude") || name == "anthropic" { return "claude-code" }
        if name.contains("codex") || name == "openai" { return "codex" }
        if name.contains("gemini") { return "gemini" }
        return ["opencode", "pi"].contains(name) ? name : nil
    }
}

/// That a session had turns answered in another program's conversation: a fact that is learnt and never unlearnt, because
/// programs keep only the present one.
package struct BackendLink: Hashable, Sendable {
    /// Whose turns they were.
    package var session: SessionID
    /// Where they were answered.
    package var backend: BackendName

    package init(session: SessionID, backend: BackendName) {
        self.session = session
        self.backend = backend
    }

    /// Whether it says anything: no conversation is its own backend.
    package var isMeaningful: Bool {
        BackendName(session) != backend
    }
}
