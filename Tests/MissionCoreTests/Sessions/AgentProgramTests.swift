// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Whose call it is` {
    private func facts(_ harness: String, agent: String = "main", project: String? = nil, key: String? = nil)
        -> SessionFacts
    {
        SessionFacts(session: Fixtures.session("u1", agent: agent, harness: harness), key: key, project: project)
    }

    @Test(arguments: [
        ("claude-code", "site", "Claude Code (site)", "claude-code:site:u1"),
        ("claude-code", nil, "Claude Code", "claude-code:u1"), ("codex", "site", "Codex (site)", "codex:site:u1"),
        ("gemini", "", "Gemini CLI", "gemini:u1"), ("opencode", nil, "OpenCode", "opencode:u1"),
        ("pi", nil, "pi", "pi:u1"), ("my-tool", "site", "my-tool (site)", "my-tool:site:u1"),
        ("openclaw", "site", "main", "agent:main:u1"), ("push", nil, "main", "agent:main:u1"),
        ("interactions", nil, "main", "agent:main:u1"),
    ])
    func `outside OpenClaw an agent is a program, by project where there is one`(
        harness: String, project: String?, agent: String, key: String
    ) {
        let facts = facts(harness, project: project)
        #expect(facts.agentName == agent)
        #expect(facts.displayKey == key)
        for name in [key, "u1", "agent:main:u1"] { #expect(facts.answers(to: name), "\(name)") }
        #expect(!facts.answers(to: "main:u1"))
    }

    @Test func `a name of its own stays, and so does a key`() {
        #expect(facts("codex", agent: "reviewer", project: "site").agentName == "reviewer")
        #expect(facts("codex", agent: "reviewer", project: "site").displayKey == "agent:reviewer:u1")
        let keyed = facts("codex", project: "site", key: "mine")
        #expect(keyed.displayKey == "mine")
        #expect(keyed.answers(to: "mine") && keyed.answers(to: "u1") && !keyed.answers(to: "agent:main:u1"))
    }

    @Test func `a child finds its parent also by the key that it would have in OpenClaw`() throws {
        func summary(_ facts: SessionFacts) -> SessionSummary {
            SessionSummary(
                session: facts, sums: UsageSums(), firstCall: Fixtures.noon, lastCall: Fixtures.noon, models: [])
        }
        var child = SessionFacts(session: Fixtures.session("u2", harness: "codex"))
        child.parentKey = "agent:main:u1"
        let tree = SessionTree([summary(facts("codex", project: "site")), summary(child)])
        #expect(tree.families.map(\.node.key) == ["codex:site:u1", "codex:u2"])
        #expect(tree.nodes.count == 2)
    }
}
