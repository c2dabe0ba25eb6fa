// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Reads `sessions.json`, or a node's `entry_json` in an agent's database: which key each conversation has, and with it what
/// it is for.
enum OpenClawSessionStore {
    /// What the store says about conversations; nil when it is not JSON.
    static func facts(
        from data: Data, agent: String, registry: [String: OpenClawSubagent] = [:]
    ) -> [SessionFacts]? {
        read(data, agent: agent, registry: registry)?.facts
    }

    /// What one entry says about its conversations: the current one, and those that the key had before it was reset.
    static func facts(
        key: String, entry: JSONValue, agent: String, subagent: OpenClawSubagent? = nil
    ) -> [SessionFacts] {
        let key = SessionKey(key)
        return conversations(entry).flatMap { id in
            let session = SessionID(harness: "openclaw", agent: key.agent ?? agent, id: id)
            var fromEntry = facts(session, key, entry)
            if id == entry.at("sessionId")?.text { fromEntry.context = context(entry) }
            guard let subagent else { return [fromEntry] }
            return [fromEntry, subagent.facts(session, key: key)]
        }
    }

    private static func facts(_ session: SessionID, _ key: SessionKey, _ entry: JSONValue) -> SessionFacts {
        let origin = entry.at("origin")
        // A job's own entry points at whatever run came last; the run's entry says the same and which run it is.
        let isJobEntry = key.kind == .cron && key.cronRun == nil
        return SessionFacts(
            session: session, key: key.text, kind: kind(key, entry), cronJob: key.cronJob,
            channel: [
                key.channel, entry.at("lastChannel")?.text, entry.at("channel")?.text,
                entry.at("deliveryContext")?.at("channel")?.text, origin?.at("provider")?.text,
            ].lazy.compactMap(\.self).first { !Self.notChannels.contains($0) },
            label: entry.at("label")?.text ?? entry.at("displayName")?.text ?? entry.at("subject")?.text,
            parentKey: parent(key, entry), origin: isJobEntry ? .jobEntry : .sessionStore,
            asOf: entry.at("updatedAt")?.whole.map(Timestamp.init(milliseconds:)))
    }

    /// Earlier builds wrote another number under the same name, and did not say that it was fresh.
    private static func context(_ entry: JSONValue) -> ContextGauge? {
        guard entry.at("totalTokensFresh")?.flag == true, let used = entry.at("totalTokens")?.whole, used > 0,
            let moment = entry.at("updatedAt")?.whole
        else { return nil }
        return ContextGauge(
            used: used, limit: entry.at("contextTokens")?.whole, at: Timestamp(milliseconds: moment))
    }

    /// What starts a turn from within; OpenClaw writes it where a channel would stand.
    private static let notChannels: Set = ["heartbeat", "cron-event", "exec-event"]

    /// The session that started this one, that it forked from, or whose heartbeat it is.
    private static func parent(_ key: SessionKey, _ entry: JSONValue) -> String? {
        let text =
            entry.at("spawnedBy")?.text ?? entry.at("parentSessionKey")?.text
            ?? entry.at("heartbeatIsolatedBaseSessionKey")?.text ?? key.base
        return text?.lowercased()
    }

    private static func kind(_ key: SessionKey, _ entry: JSONValue) -> SessionKind? {
        if entry.at("heartbeatIsolatedBaseSessionKey") != nil { return .heartbeat }
        let chat = entry.at("chatType")?.text ?? entry.at("origin")?.at("chatType")?.text
        switch key.kind {
        case .chat: return chat.map { groups.contains($0) } ?? false ? .group : .chat
        case .unattributed: break
        case let kind: return kind
        }
        if entry.at("spawnedBy") != nil { return .subagent }
        switch entry.at("bootstrapContextRunKind")?.text {
        case "cron": return .cron
        case "heartbeat": return .heartbeat
        default: break
        }
        // Leave open what nothing tells, so that another source can.
        return chat.flatMap { $0 == "direct" ? .chat : groups.contains($0) ? .group : nil }
    }

    private static let groups: Set = ["group", "channel"]
}
