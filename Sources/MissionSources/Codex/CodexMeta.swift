// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The entry that a rollout begins with. A fork repeats its parent's behind its own.
struct CodexMeta {
    let id: String
    /// The conversation that it is a fork of.
    let forkedFrom: String?
    /// The conversation that spawned it, where only that is told.
    let spawnedBy: String?
    /// Where in an earlier file its history goes on from: then this file repeats nothing of it.
    let base: String?
    let provider: String?
    let project: String?
    let startedAt: Timestamp?
    let kind: SessionKind
    let tier: String?

    init?(_ entry: JSONValue) {
        guard entry.at("type")?.text == "session_meta", let payload = entry.at("payload"),
            let id = (payload.at("id") ?? payload.at("session_id"))?.text
        else { return nil }
        self.id = id
        let source = payload.at("source")
        let subagent = source?.at("subagent")
        let spawner = payload.at("parent_thread_id") ?? subagent?.at("thread_spawn")?.at("parent_thread_id")
        forkedFrom = payload.at("forked_from_id")?.text
        spawnedBy = spawner?.text
        base = payload.at("history_base").flatMap(Self.base)
        provider = payload.at("model_provider")?.text
        project = payload.project("cwd")
        startedAt = payload.time("timestamp") ?? entry.time("timestamp")
        tier = CodexTier(in: payload)?.name
        let isHelper = ["subagent", "guardian_review"].contains(payload.at("thread_source")?.text)
        kind =
            switch source?.text {
            case "exec", "mcp": .api
            default: subagent == nil && !isHelper ? .chat : .subagent
            }
    }

    private static func base(_ position: JSONValue) -> String? {
        guard let thread = position.at("thread_id")?.text else { return nil }
        return "\(thread):\(position.at("end_ordinal_exclusive")?.whole ?? -1)"
    }

    /// What it descends from.
    var parent: String? { forkedFrom ?? spawnedBy }
}

/// The service tier that an entry names; `default` and the like are none.
struct CodexTier: Equatable, Codable {
    private static let ordinary: Set = ["default", "auto", "standard", "none"]

    /// Nil for the ordinary one.
    let name: String?

    init(name: String?) {
        self.name = name
    }

    /// Nil when the entry says nothing about the tier, which is not the same as the ordinary one.
    init?(in payload: JSONValue) {
        guard let value = payload["service_tier"] else { return nil }
        let name = value.text?.lowercased()
        self.name = name.flatMap { Self.ordinary.contains($0) ? nil : $0 }
    }
}
