// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Where a home's configuration puts sessions, if not into the home: `session.store`, and `agentDir` of agents.
///
/// Source: OpenClaw `resolveStorePath` and `resolveAgentDir`, read 2026-11.
struct OpenClawStorePlaces: Sendable {
    /// An agent's place; the agent is nil where several share it.
    struct Place: Hashable, Sendable {
        var agent: String?
        /// The path from the root.
        var path: String
    }

    /// Folders with sessions and their store.
    var sessions: [Place] = []
    /// Agents' databases.
    var databases: [Place] = []

    init() {}

    /// Reads what a configuration says.
    ///
    /// - Parameter agents: Agents that the home has folders for.
    init(_ config: JSONValue?, agents: [String], home: String, environment: SearchEnvironment) {
        guard let config else { return }
        let configured = Self.configured(config)
        for agent in configured {
            guard let folder = Self.absolute(agent.settings.at("agentDir")?.text, home, environment) else { continue }
            databases.append(Place(agent: agent.id, path: "\(folder)/\(OpenClawHome.databaseName)"))
        }
        guard let store = config.at("session")?.at("store")?.text else { return }
        let isShared = !store.contains(Self.variable)
        let ids = isShared ? [nil] : Set(configured.map(\.id) + agents + ["main"]).sorted().map(String?.some)
        for id in ids {
            let named = store.replacing(Self.variable, with: id ?? "")
            guard let path = Self.absolute(named, home, environment), path.hasSuffix("/sessions.json") else { continue }
            sessions.append(Place(agent: id, path: String(path.dropLast("/sessions.json".count))))
        }
    }

    private static let variable = "{agentId}"

    /// Agents under `agents.list`, and since autumn 2026 under `agents.entries`.
    private static func configured(_ config: JSONValue) -> [(id: String, settings: JSONValue)] {
        let agents = config.at("agents")
        let list = (agents?.at("list")?.elements ?? []).compactMap { agent in agent.at("id")?.text.map { ($0, agent) } }
        let entries = (agents?.at("entries")?.members ?? []).map { ($0.key, $0.value) }
        return (list + entries).map { ($0.lowercased(), $1) }
    }

    /// A path from the root; one that begins elsewhere depends on where OpenClaw was started, and its home is the best guess.
    private static func absolute(_ text: String?, _ home: String, _ environment: SearchEnvironment) -> String? {
        guard let text, !text.isEmpty else { return nil }
        var path = environment.expanded(text)
        if !path.hasPrefix("/") { path = "\(home)/\(path)" }
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }
}
