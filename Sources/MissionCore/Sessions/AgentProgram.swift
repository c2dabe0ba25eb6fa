// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Programs beside OpenClaw whose calls a ledger holds, under the names that people know them by.
///
/// OpenClaw has agents; these programs have one, which their calls are stored under as `main`. So that different programs
/// are never one agent, each of them is shown as an agent of its own, by project where there is one.
package enum AgentProgram {
    /// The agent under which a program's calls are stored that has but one.
    package static let onlyAgent = "main"

    /// OpenClaw and what is told about its agents by people's own scripts and pushes: agents keep their names.
    package static let withAgents: Set = ["openclaw", "usage-log", "interactions", "push"]

    /// Names by harness; a program that is not among them is called what its harness is.
    package static let names = [
        "claude-code": "Claude Code", "codex": "Codex", "gemini": "Gemini CLI", "opencode": "OpenCode", "pi": "pi",
        "genai": "OpenTelemetry", "openclaw-otel": "OpenClaw by telemetry",
    ]
}

extension SessionID {
    /// The program whose only agent had the conversation; nil for an agent with a name of its own.
    package var program: String? {
        guard agent == AgentProgram.onlyAgent, !AgentProgram.withAgents.contains(harness) else { return nil }
        return AgentProgram.names[harness] ?? harness
    }

    /// The key that it has when nobody gives it one and it is an agent's: `agent:main:<id>`.
    package var agentKey: String {
        "agent:\(agent):\(id)"
    }
}

extension SessionFacts {
    /// The agent, or outside OpenClaw the program and its project: `Claude Code (site)`.
    package var agentName: String {
        guard let program = session.program else { return session.agent }
        return projectName.map { "\(program) (\($0))" } ?? program
    }

    /// The key; without one what OpenClaw calls such a session, or outside OpenClaw `claude-code:<project>:<id>`.
    package var displayKey: String {
        if let key { return key }
        guard session.program != nil else { return session.agentKey }
        return [session.harness, projectName, session.id].compactMap(\.self).joined(separator: ":")
    }

    /// Whether a person who names it so means it: by its key, its id, or the key it would have in OpenClaw.
    package func answers(to name: String) -> Bool {
        name == displayKey || name == session.id || (key == nil && name == session.agentKey)
    }

    private var projectName: String? {
        project.flatMap { $0.isEmpty ? nil : $0 }
    }
}
