// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Turns the lines of one rollout into calls.
///
/// Newer builds write a record after each call, and all of them tell what the conversation has used so far: a call is a
/// record, or what the totals grew by where no record told it. A fork may begin with its parent's history: what
/// identifies a call is the first conversation of the line and everything that was counted since its beginning, which is
/// the same in both. Where a fork's own calls begin, its own identity joins: two forks may go on alike.
struct CodexParser: LogParser {
    var output: LogOutput
    var progress = CodexProgress()
    let lineage: CodexLineage
    private let names = NameCache()
    /// What the file's name calls the conversation, until an entry does.
    private let nameOfFile: String

    /// A parser at the beginning of a file.
    ///
    /// - Parameter lineage: What other files say about the conversation's ancestors.
    init(_ file: LogFile, lineage: CodexLineage = CodexLineage()) {
        output = LogOutput(file)
        nameOfFile = String(file.baseName.prefix { $0 != "." })
        self.lineage = lineage
    }

    private static let wanted: [StaticString] = [
        "\"token_count\"", "\"token_usage_record\"", "\"session_meta\"", "\"turn_context\"",
        "\"thread_settings_applied\"",
    ]

    /// What is looked at of an entry. Where a conversation comes from has many shapes, so that is taken whole.
    static let selection: JSONSelection? = {
        let counts = [
            "input_tokens", "cached_input_tokens", "output_tokens", "reasoning_output_tokens",
            "cache_write_input_tokens",
        ]
        let usages = ["usage", "info.last_token_usage", "info.total_token_usage"].flatMap { place in
            counts.map { "\(place).\($0)" }
        }
        let meta = [
            "id", "session_id", "timestamp", "cwd", "source", "thread_source", "parent_thread_id", "forked_from_id",
            "history_base", "model_provider",
        ]
        let settings = ["model", "model_provider_id", "service_tier"].map { "thread_settings.\($0)" }
        let payload =
            ["type", "model", "service_tier", "thread_id", "response_id", "info.model", "rate_limits.plan_type"]
            + usages + meta + settings
        return JSONSelection(["type", "timestamp"] + payload.map { "payload.\($0)" })
    }()

    private static let kinds: [StaticString] = ["session_meta", "turn_context", "token_usage_record"]
    private static let wantedEvents: [StaticString] = ["\"token_count\"", "\"thread_settings_applied\""]

    func wants(_ line: Span<UInt8>) -> Bool {
        // Most lines say at once that they are something else, before their long texts.
        guard let type = JSONScanner.leadingText(under: "type", line) else {
            return JSONObjects.contains(Self.wanted, in: line)
        }
        if JSONScanner.equals(line, type, "event_msg") { return JSONObjects.contains(Self.wantedEvents, in: line) }
        return Self.kinds.contains { JSONScanner.equals(line, type, $0) }
    }

    mutating func take(_ entry: JSONValue, at line: LineReader.Line) {
        guard let payload = entry.at("payload") else { return }
        do throws(RejectionReason) {
            switch entry.at("type")?.text {
            case "session_meta": if let meta = CodexMeta(entry) { begin(meta, at: entry.time("timestamp")) }
            case "turn_context": beginTurn(payload)
            case "token_usage_record": try record(payload, at: entry.time("timestamp"))
            case "event_msg": try hear(payload, at: entry.time("timestamp"))
            default: break
            }
        } catch {
            output.reject(line, error)
        }
    }

    private mutating func hear(_ event: JSONValue, at time: Timestamp?) throws(RejectionReason) {
        switch event.at("type")?.text {
        case "token_count": try count(event, at: time)
        case "thread_settings_applied": apply(event)
        default: break
        }
    }

    var session: SessionID {
        SessionID(
            harness: CodexSource.kind, agent: "main", id: progress.session.isEmpty ? nameOfFile : progress.session)
    }

    var state: String { progress.text }

    mutating func resume(from state: String) -> Bool {
        guard let known = CodexProgress(state) else { return false }
        progress = known
        return true
    }

    /// The file is at its end. A record waits for the totals behind it, which say who paid. They are written at once: only
    /// where nothing said so before, and the record is not older than its file, are they waited for.
    mutating func finish() {
        guard let held = progress.held else { return }
        let age = held.time.map { output.file.modified.milliseconds - $0 } ?? .max
        if progress.totals != nil || !(0..<2000).contains(age) { emit(held) }
    }
}

// MARK: What is known about the conversation

extension CodexParser {
    private mutating func begin(_ meta: CodexMeta, at time: Timestamp?) {
        // Behind a fork's own entry stands that of its parent; once calls were counted it is a resumed conversation's.
        let written = plausible(time)?.milliseconds
        if progress.session.isEmpty {
            progress.session = meta.id
            progress.start = meta.startedAt?.milliseconds
            progress.provider = meta.provider ?? "openai"
            progress.tier = meta.tier
            progress.descent?.forkedFrom = meta.forkedFrom
            progress.descent?.spawnedBy = meta.spawnedBy
            progress.descent?.base = meta.base
            progress.descent?.written = written
            output.sessions.append(
                SessionFacts(
                    session: session, kind: meta.kind, project: meta.project, startedAt: meta.startedAt))
        } else if meta.id != progress.session {
            progress.descent?.copied = meta.id
            progress.descent?.copiedFrom = meta.parent
        }
    }

    private mutating func beginTurn(_ turn: JSONValue) {
        progress.model = turn.at("model")?.text ?? progress.model
        progress.provider = turn.at("model_provider")?.text ?? progress.provider
        progress.turnTier = CodexTier(in: turn)
    }

    /// A snapshot of the settings: a tier that it does not name is not set any more.
    private mutating func apply(_ event: JSONValue) {
        guard let settings = event.at("thread_settings") else { return }
        progress.model = settings.at("model")?.text ?? progress.model
        progress.provider = settings.at("model_provider_id")?.text ?? progress.provider
        progress.tier = CodexTier(in: settings)?.name
        guard let thread = event.at("thread_id")?.text else { return }
        // A file's own settings may stand in front of what it copies.
        if thread != progress.session || progress.count > 0 { progress.named = thread }
    }
}

// MARK: Calls

extension CodexParser {
    /// Takes what a record says about one call. It names its conversation, in copies too.
    private mutating func record(_ payload: JSONValue, at time: Timestamp?) throws(RejectionReason) {
        guard let usage = payload.at("usage") else { return }
        let call = CodexRecord(
            usage: try CodexUsage(call: usage), time: plausible(time)?.milliseconds,
            thread: payload.at("thread_id")?.text, response: payload.at("response_id")?.text,
            model: payload.at("model")?.text, tier: CodexTier(in: payload))
        if progress.knows(answer: call.response) || call.usage.isEmpty { return }
        guard call.time != nil else { throw .badTime }
        if let held = progress.held { emit(held) }
        if let thread = call.thread { progress.named = thread }
        progress.held = call
        progress.untold = (progress.untold ?? CodexUsage()).adding(call.usage)
    }

    /// Takes what the conversation has used so far.
    private mutating func count(_ event: JSONValue, at time: Timestamp?) throws(RejectionReason) {
        progress.plan = event.at("rate_limits")?.at("plan_type")?.text
        // Before the first answer there is nothing but limits.
        guard let info = event.at("info") else { return }
        let last = try info.at("last_token_usage").map { value throws(RejectionReason) in
            try CodexUsage(call: value)
        }
        let told = try info.at("total_token_usage").map { value throws(RejectionReason) in
            try CodexUsage(total: value)
        }
        guard let totals = told ?? last.map({ progress.totals?.adding($0) ?? $0 }) else { return }
        let used = totals.growth(since: progress.totals, last: last)
        guard let time = plausible(time) else { throw .badTime }
        if used.isTooMuch, progress.untold == nil { throw .badTokenCount }
        let earlier = progress.totals
        progress.totals = totals
        // The same totals again are no call.
        if used.isEmpty { return }
        let call = CodexRecord(
            usage: used, time: time.milliseconds, model: info.at("model")?.text, tier: CodexTier(in: event))
        if let untold = progress.untold { return settle(untold, call) }
        // A fork may begin with its parent's last word about the totals, before it makes a call itself.
        if earlier == nil, progress.named == nil, let last, totals.exceeds(last), isInherited(totals) {
            return repeatNothing()
        }
        emit(call)
    }

    private func plausible(_ time: Timestamp?) -> Timestamp? {
        time.flatMap { Timestamp.plausible.contains($0) ? $0 : nil }
    }

    /// The parent's totals without its calls: the file has no copies.
    private mutating func repeatNothing() {
        guard let parent = progress.descent?.parent else { return }
        progress.descent?.base = "\(parent):-1"
    }

    private func isInherited(_ totals: CodexUsage) -> Bool {
        progress.descent?.parent.map { lineage.tells(totals, in: $0) } ?? false
    }

    /// The totals moved by what records told already: the last of them is complete when they told all of it.
    private mutating func settle(_ untold: CodexUsage, _ told: CodexRecord) {
        progress.untold = untold.rest(after: told.usage)
        if progress.untold != nil { return }
        guard var held = progress.held else { return }
        held.tier = held.tier ?? told.tier
        held.model = held.model ?? told.model
        held.time = told.time
        emit(held)
    }

    private mutating func emit(_ call: CodexRecord) {
        progress.held = nil
        guard let time = call.time.map(Timestamp.init(milliseconds:)) else { return }
        follow(call)
        let id = progress.advance(by: call.usage)
        // Only an account of ChatGPT has a plan.
        let isPlan = progress.plan != nil && progress.provider == "openai"
        let model = progress.model.isEmpty ? call.model ?? "" : progress.model
        let tier = call.tier ?? progress.turnTier ?? CodexTier(name: progress.tier)
        output.events.append(
            UsageEvent(
                id: id, at: time, session: session,
                sessionStart: progress.start.map(Timestamp.init(milliseconds:)),
                attribution: names.attribution(provider: isPlan ? "openai-codex" : progress.provider, model: model),
                tokens: call.usage.tokens, serviceTier: tier.name))
    }
}
