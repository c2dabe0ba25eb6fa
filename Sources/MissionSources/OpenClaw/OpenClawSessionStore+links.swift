// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

extension OpenClawSessionStore {
    /// What the store says about conversations, and where their turns were answered; nil when it is not JSON.
    ///
    /// - Parameter registry: What is known about subagents, by key; see ``OpenClawSubagents``.
    static func read(
        _ data: Data, agent: String, registry: [String: OpenClawSubagent] = [:]
    ) -> (facts: [SessionFacts], links: [BackendLink])? {
        guard let store = JSONValue(parsing: data), store.isObject else { return nil }
        let told = store.members.flatMap { member in
            facts(key: member.key, entry: member.value, agent: agent, subagent: registry[member.key.lowercased()])
        }
        return (told, store.members.flatMap { links(key: $0.key, entry: $0.value, agent: agent) })
    }

    /// Which conversations of other programs answered an entry's turns. A reset keeps them, so that they may have answered
    /// those of the conversations before it, too.
    static func links(key: String, entry: JSONValue, agent: String) -> [BackendLink] {
        let backends = backends(entry)
        if backends.isEmpty { return [] }
        let agent = SessionKey(key).agent ?? agent
        return conversations(entry).flatMap { id in
            let session = SessionID(harness: "openclaw", agent: agent, id: id)
            return backends.map { BackendLink(session: session, backend: $0) }
        }
    }

    /// The current conversation of an entry, and those that the key had before it was reset.
    static func conversations(_ entry: JSONValue) -> [String] {
        let family = entry.at("usageFamilySessionIds")?.elements.compactMap(\.text) ?? []
        return Set(family + [entry.at("sessionId")?.text].compactMap(\.self)).sorted()
    }

    private static func backends(_ entry: JSONValue) -> Set<BackendName> {
        var found: Set<BackendName> = []
        func add(_ id: JSONValue?, of provider: String) {
            guard let id = id?.text?.trimmingCharacters(in: .whitespaces), !id.isEmpty,
                let harness = BackendName.harness(of: provider)
            else { return }
            found.insert(BackendName(harness: harness, id: id))
        }
        for member in entry.at("cliSessionIds")?.members ?? [] { add(member.value, of: member.key) }
        for member in entry.at("cliSessionBindings")?.members ?? [] {
            add(member.value.at("sessionId"), of: member.key)
            for id in member.value.at("previousSessionIds")?.elements ?? [] { add(id, of: member.key) }
        }
        add(entry.at("claudeCliSessionId"), of: "claude-cli")
        if let acp = entry.at("acp"), let program = acp.at("agent")?.text {
            for name in ["agentSessionId", "acpxSessionId"] { add(acp.at("identity")?.at(name), of: program) }
        }
        return found
    }
}
