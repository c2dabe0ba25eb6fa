// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The identity of a conversation: the same wherever its transcript was copied to.
package struct SessionID: Hashable, Sendable {
    /// The program that ran it: `openclaw`, `claude-code`, `codex`.
    package var harness: String
    /// The agent whose conversation it is; `main` where a harness has but one.
    package var agent: String
    /// The producer's id, usually a UUID.
    package var id: String

    package init(harness: String, agent: String, id: String) {
        self.harness = harness
        self.agent = agent
        self.id = id
    }
}
