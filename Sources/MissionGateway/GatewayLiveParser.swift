// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionSources
internal import OpenClawFormat

/// Turns a gateway's events into calls. Pure: it knows neither sockets nor clocks.
///
/// A `session.message` carries the message of a transcript's line, and is read by the rules of transcripts, so that the call
/// has the same identity in both. Texts of messages are let go here.
struct GatewayLiveParser {
    /// What an event said.
    struct Outcome {
        /// The call that it tells of.
        var event: UsageEvent?
        /// The scheduled run of which it tells the end.
        var run: CronRunFacts?
        /// What it says about the conversation.
        var facts: [SessionFacts] = []
        /// Why its call could not be understood.
        var rejection: Rejection?
        /// The conversation, where it is one's.
        var sessionID: String?
        /// The number of the message in its conversation.
        var messageNumber: Int64?
        /// When the conversation changed last, by the gateway's clock; milliseconds since 1970.
        var updatedAt: Int64?
        /// Whether a message was written whose usage the event keeps to itself.
        var isUntold = false
        /// Whether a message was shown.
        var isMessage = false
        /// The session's key, where it is one's.
        var key: String?
        /// What it says about how the conversation goes on.
        var news: GatewayNews?
    }

    /// More conversations than go on at once.
    private static let mostTurns = 4096

    let source: SourceID
    /// What rejections name; see ``Rejection/item``.
    let item: String
    let gateway: String
    let account: String
    let machine: String
    /// What the present turn of a conversation is for, where it is not a person's.
    private var turns: [String: OpenClawTurn] = [:]

    init(gateway: String, account: String, machine: String, item: String) {
        source = SourceID(kind: "gateway", place: gateway)
        self.item = item
        self.gateway = gateway
        self.account = account
        self.machine = machine
    }

    /// - Parameter number: The event's place among all that came, for rejections.
    mutating func parse(_ event: GatewayEvent, number: Int64) -> Outcome {
        switch event.name {
        case "session.message", "sessions.changed": return session(event, number)
        case "agent": return agent(event)
        case "cron": return cron(event)
        default: return Outcome()
        }
    }

    /// A run's end. Its conversation is the one that its session's key names.
    private func agent(_ event: GatewayEvent) -> Outcome {
        var outcome = Outcome()
        let phase = event.payload.at("data")?.at("phase")?.text ?? ""
        guard event.payload.at("stream")?.text == "lifecycle", Self.ends.contains(phase) else { return outcome }
        outcome.key = event.payload.at("sessionKey")?.text
        outcome.sessionID = outcome.key.flatMap { SessionKey($0).cronRun }
        outcome.news = .ended
        return outcome
    }

    /// A scheduled run's end: what the run log will say, and that a conversation went on of which nothing may have been heard.
    private func cron(_ event: GatewayEvent) -> Outcome {
        var outcome = Outcome()
        guard event.payload.at("action")?.text == "finished", let run = OpenClawCronRun(entry: event.payload) else {
            return outcome
        }
        outcome.event = run.event.map(placed)
        outcome.run = run.run
        outcome.facts = run.facts.map { [$0] } ?? []
        outcome.key = event.payload.at("sessionKey")?.text
        outcome.sessionID = event.payload.at("sessionId")?.text ?? outcome.key.flatMap { SessionKey($0).cronRun }
        outcome.news = .unheard
        return outcome
    }

    /// How runs end, in the words of all versions.
    private static let ends: Set = ["end", "ended", "done", "error", "failed", "abort", "aborted", "killed", "timeout"]

    private mutating func session(_ event: GatewayEvent, _ number: Int64) -> Outcome {
        let payload = event.payload
        var outcome = Outcome()
        guard let key = payload.at("sessionKey")?.text else {
            if event.name == "session.message" { outcome.rejection = rejection(event, number, .noIdentity) }
            return outcome
        }
        let row = Self.row(payload)
        let agent = SessionKey(key).agent ?? payload.at("agentId")?.text ?? "main"
        outcome.key = key
        outcome.sessionID = row.at("sessionId")?.text
        outcome.messageNumber = payload.at("messageSeq")?.whole
        outcome.updatedAt = row.at("updatedAt")?.wholePart
        outcome.facts = OpenClawWire.facts(key: key, row: row, agent: agent)
        outcome.isMessage = event.name == "session.message"
        guard event.name == "session.message" else {
            // Messages that no screen shows are told without what is in them, among them answers that nothing was to do.
            outcome.isUntold = payload.at("phase")?.text == "message"
            if outcome.isUntold {
                outcome.news = .hidden
                // It may have been what woke the agent up: nobody knows what the calls after it are for.
                note(.ordinary, in: outcome.sessionID)
            } else if Self.ends.contains(payload.at("phase")?.text ?? "") {
                outcome.news = .ended
            }
            return outcome
        }
        read(event, key: key, agent: agent, number: number, into: &outcome)
        return outcome
    }

    /// The fields of the session's row, which stand beside the message and in newer versions inside `session`, too.
    private static func row(_ payload: JSONValue) -> JSONValue {
        let names: Set = ["message", "session"]
        let own = payload.members.filter { !names.contains($0.key) && $0.value != .null }
        let taken = Set(own.map(\.key))
        return .object(own + (payload.at("session")?.members ?? []).filter { !taken.contains($0.key) })
    }

    private mutating func read(
        _ event: GatewayEvent, key: String, agent: String, number: Int64, into outcome: inout Outcome
    ) {
        guard let message = event.payload.at("message"), message.isObject else {
            outcome.rejection = rejection(event, number, .noIdentity)
            return
        }
        let id = event.payload.at("messageId")?.text ?? message.at("__openclaw")?.at("id")?.text
        switch OpenClawWire.message(message, id: id) {
        case .turn(let turn): note(turn, in: outcome.sessionID)
        case .call(let record):
            if let defect = defect(record, outcome) {
                outcome.rejection = rejection(event, number, defect)
            } else {
                outcome.event = call(record, key: SessionKey(key), agent: agent, outcome)
            }
        case .nothing: outcome.isUntold = message.at("role")?.text == "assistant"
        }
        if outcome.isUntold || outcome.rejection != nil { outcome.news = .hidden }
    }

    private mutating func note(_ turn: OpenClawTurn, in session: String?) {
        guard let session else { return }
        if turns.count >= Self.mostTurns { turns = [:] }
        turns[session] = turn.mayBeHeartbeat ? nil : turn
    }

    private func defect(_ record: OpenClawRecord, _ outcome: Outcome) -> RejectionReason? {
        if let defect = record.defect { return defect }
        guard record.entryID != nil, outcome.sessionID != nil else { return .noIdentity }
        return record.time.map { Timestamp.plausible.contains($0) } ?? false ? nil : .badTime
    }

    private mutating func call(
        _ record: OpenClawRecord, key: SessionKey, agent: String, _ outcome: Outcome
    ) -> UsageEvent? {
        guard let time = record.time, let id = outcome.sessionID else { return nil }
        if record.isHeartbeatReply, turns[id] == nil { note(.heartbeat, in: id) }
        let turn = turns[id]
        return UsageEvent(
            id: record.identity(session: id), at: time, session: SessionID(harness: "openclaw", agent: agent, id: id),
            attribution: Attribution(
                recordedProvider: record.provider, recordedModel: record.answeringModel, gateway: gateway,
                account: account,
                machine: machine, kind: turn?.kind, cronJob: turn?.cronJob),
            tokens: record.tokens,
            durationMilliseconds: record.durationMilliseconds, status: record.status,
            isSynthetic: record.isSynthetic,
            cost: Cost(reported: record.reported, isProviderBilled: record.isProviderBilled), source: .stream)
    }

    private func placed(_ event: UsageEvent) -> UsageEvent {
        var event = event
        (event.attribution.gateway, event.attribution.account, event.attribution.machine) = (gateway, account, machine)
        return event
    }

    private func rejection(_ event: GatewayEvent, _ number: Int64, _ reason: RejectionReason) -> Rejection {
        Rejection(
            source: source, item: item, position: number, length: Int64(event.payload.text().utf8.count),
            reason: reason)
    }
}
