// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Turns what a script wrote down into a call.
struct ScriptCall {
    /// The kind of place.
    let source: SourceKind
    /// The harness of calls that name no conversation.
    let harness: String
    /// What distinguishes this file's calls that name no conversation: the file's name.
    let place: String

    /// The call.
    ///
    /// - Parameters:
    ///   - id: Its identity, when the caller knows a better one than what the call was.
    ///   - grain: What it stands for.
    func event(
        _ record: ScriptRecord, _ names: NameCache, id: EventID? = nil, grain: Grain = .loggedCall
    ) throws(RejectionReason) -> UsageEvent {
        let time = try record.time()
        let (tokens, cost) = (try record.tokens(), try record.cost())
        var attribution = names.attribution(provider: record[.provider] ?? "", model: record[.model] ?? "")
        if record[.task] != nil || record[.caller] != nil {
            attribution.taskType = record[.task]
            attribution.caller = record[.caller]
        }
        return UsageEvent(
            id: id ?? identity(record, at: time), at: time, session: session(record), attribution: attribution,
            tokens: tokens, durationMilliseconds: record.duration, status: record.status, cost: Cost(reported: cost),
            source: source, grain: grain)
    }

    /// The conversation: OpenClaw's own where the record names one, so that its transcript can be told to be the same;
    /// otherwise one for each file and caller.
    func session(_ record: ScriptRecord) -> SessionID {
        if let name = named(record) {
            let agent = record[.agent] ?? SessionKey(name).agent ?? "main"
            return SessionID(harness: "openclaw", agent: agent, id: name)
        }
        let parts = [place, record[.caller]].compactMap(\.self)
        return SessionID(harness: harness, agent: record[.agent] ?? "scripts", id: parts.joined(separator: " "))
    }

    /// The conversation that a record names.
    func named(_ record: ScriptRecord) -> String? {
        record[.session].flatMap { ["null", "none", "undefined"].contains($0.lowercased()) ? nil : $0 }
    }

    /// A call with a number of its own is that call, also when its counts come later; any other is what it says.
    private func identity(_ record: ScriptRecord, at time: Timestamp) -> EventID {
        var hash = Self.outline(of: record, source.rawValue)
        hash.add(time.milliseconds)
        if record[.id] == nil {
            let rest: [ScriptField] = [
                .input, .output, .cacheRead, .cachedInput, .cacheWrite, .reasoning, .total, .cost, .milliseconds,
                .status,
                .agent, .task,
            ]
            for field in rest { hash.add(record[field] ?? "") }
        }
        return hash.id
    }

    /// What does not change about a record while its call goes on.
    static func outline(of record: ScriptRecord, _ format: String) -> ContentHash {
        var hash = ContentHash(format)
        for field in [ScriptField.id, .provider, .model, .session, .caller] { hash.add(record[field] ?? "") }
        return hash
    }
}
