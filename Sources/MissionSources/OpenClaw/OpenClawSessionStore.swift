// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Reads `sessions.json`: which key each conversation has, and with it what it is for.
enum OpenClawSessionStore {
    /// What the store says about conversations; nil when it is not JSON.
    static func facts(from data: Data, agent: String) -> [SessionFacts]? {
        guard let store = JSONValue(parsing: data), store.isObject else { return nil }
        var facts: [String: SessionFacts] = [:]
        for (key, entry) in store.members.map({ ($0.key, $0.value) }).sorted(by: { $0.0 < $1.0 }) {
            let parsed = SessionKey(key)
            for id in sessionIDs(entry) {
                // A run's key says more than its job's; both name the same conversation.
                if let known = facts[id]?.key, known.count > key.count, parsed.kind == .cron { continue }
                facts[id] = fact(id, agent: parsed.agent ?? agent, key: parsed, entry: entry)
            }
        }
        return facts.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The current conversation and those that the key had before it was reset.
    private static func sessionIDs(_ entry: JSONValue) -> [String] {
        let family = entry.at("usageFamilySessionIds")?.elements.compactMap(\.text) ?? []
        return family + [entry.at("sessionId")?.text].compactMap(\.self)
    }

    private static func fact(_ id: String, agent: String, key: SessionKey, entry: JSONValue) -> SessionFacts {
        let origin = entry.at("origin")
        let isGroup = key.kind == .chat && (entry.at("chatType")?.text).map { $0 != "direct" } ?? false
        let base = entry.at("heartbeatIsolatedBaseSessionKey")?.text ?? key.base
        return SessionFacts(
            session: SessionID(harness: "openclaw", agent: agent, id: id),
            key: key.text,
            kind: kind(key, entry, isGroup: isGroup),
            cronJob: key.cronJob,
            channel: key.channel ?? entry.at("lastChannel")?.text ?? entry.at("channel")?.text
                ?? origin?.at("provider")?.text,
            label: entry.at("label")?.text ?? entry.at("displayName")?.text ?? entry.at("subject")?.text,
            parentKey: entry.at("spawnedBy")?.text ?? entry.at("parentSessionKey")?.text ?? base)
    }

    private static func kind(_ key: SessionKey, _ entry: JSONValue, isGroup: Bool) -> SessionKind? {
        if entry.at("heartbeatIsolatedBaseSessionKey") != nil { return .heartbeat }
        if isGroup { return .group }
        if key.kind == .unattributed, entry.at("spawnedBy") != nil { return .subagent }
        // Leave open what the key does not tell, so that a later source can.
        return key.kind == .unattributed ? nil : key.kind
    }
}

/// Reads `cron/jobs.json` and `cron/runs/<job>.jsonl`: the names of jobs, and which conversation was which run.
enum OpenClawCronStore {
    /// The jobs; nil when the file is not JSON.
    static func jobs(from data: Data) -> [CronJobFacts]? {
        guard let store = JSONValue(parsing: data) else { return nil }
        let jobs = store.at("jobs")?.elements ?? store.elements
        return jobs.compactMap { job in
            guard let id = job.at("id")?.text else { return nil }
            return CronJobFacts(
                id: id, agent: job.at("agentId")?.text ?? "main", name: job.at("name")?.text,
                isEnabled: job.at("enabled")?.flag)
        }
    }

    /// The conversation of one finished run; nil when the entry names none. Its usage is not read here: the transcript has it.
    static func run(from entry: JSONValue) -> SessionFacts? {
        guard let job = entry.at("jobId")?.text, let id = entry.at("sessionId")?.text else { return nil }
        let key = entry.at("sessionKey")?.text.map(SessionKey.init)
        // A job may run inside somebody else's conversation, which then is no cron session.
        if let key, key.kind != .cron { return nil }
        return SessionFacts(
            session: SessionID(harness: "openclaw", agent: key?.agent ?? "main", id: id), key: key?.text, kind: .cron,
            cronJob: job)
    }
}
