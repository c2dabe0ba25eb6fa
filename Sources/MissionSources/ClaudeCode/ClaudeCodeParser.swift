// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Turns the lines of one of Claude Code's transcripts into calls.
///
/// An answer is written down while it streams, once for each piece, with counts that grow; forks and resumed
/// conversations copy lines. Each of these has the same identity (``ClaudeCodeIdentity``), so the ledger keeps the largest.
struct ClaudeCodeParser: LogParser {
    var output: LogOutput
    /// The conversation of the last entry, and when it began as far as this file knows.
    private var session = ""
    private var sessionStart: Timestamp?
    private var lastTime: Timestamp?
    private var isSessionKnown = false
    /// Answers that may go on, of those that nothing names.
    private var answers = ClaudeCodeAnswers()
    /// The last answer that has names of its own: its further pieces mostly follow it.
    private var last: NamedAnswer?
    /// Calls by the same model share one copy of the names.
    private var attributions: [Bool: [String: Attribution]] = [:]
    private var lastAttribution: Attribution?

    init(_ file: LogFile) {
        output = LogOutput(file)
        session = String(file.baseName.prefix { $0 != "." })
    }

    private static let kinds: [StaticString] = ["assistant", "progress"]

    func wants(_ line: Span<UInt8>) -> Bool {
        // Most of a log is what tools said, in entries that say at once that they are no answers.
        if let type = JSONScanner.leadingText(under: "type", line),
            !Self.kinds.contains(where: { JSONScanner.equals(line, type, $0) })
        {
            return false
        }
        return JSONObjects.contains(["\"usage\""], in: line)
    }

    mutating func take(_ entry: JSONValue, at line: LineReader.Line) {
        switch entry.at("type")?.text {
        case "assistant": call(ClaudeCodeRecord(entry), entry, line)
        case "progress":
            // What a helper's model answered stands inside the progress of the tool that started it; newer versions write
            // it to a file of the helper's own, under the same ids.
            guard let data = entry.at("data") else { return }
            for nested in [data.at("message")].compactMap(\.self) + (data.at("normalizedMessages")?.elements ?? []) {
                call(ClaudeCodeRecord(nested, inside: entry), entry, line)
            }
        default: break
        }
    }

    private mutating func call(_ record: ClaudeCodeRecord?, _ entry: JSONValue, _ line: LineReader.Line) {
        guard let record else { return }
        do throws(RejectionReason) {
            let time = record.time ?? lastTime ?? output.file.modified
            guard Timestamp.plausible.contains(time) else { throw .badTime }
            if record.time != nil { lastTime = time }
            let tokens = try record.tokens()
            let cost = try record.cost()
            notice(entry, at: time)
            let identity = identity(record, tokens)
            var event = event(record, identity, at: time, tokens: tokens)
            event.cost = Cost(reported: cost)
            output.events.append(event)
            try appendExtras(record, event, identity)
        } catch {
            output.reject(line, error)
        }
    }

    /// Samplings that are billed besides the answer are calls of their own.
    private mutating func appendExtras(
        _ record: ClaudeCodeRecord, _ answer: UsageEvent, _ identity: ClaudeCodeIdentity
    ) throws(RejectionReason) {
        guard let iterations = try record.iterations(besides: answer.tokens) else { return }
        var counts: [String: Int] = [:]
        for extra in iterations.extras {
            let number = counts[extra.kind, default: 0]
            counts[extra.kind] = number + 1
            let named = extra.model ?? (extra.kind == "advisor" ? record.advisorModel : nil)
            let identity = identity.part(extra.kind, number)
            var event = answer
            (event.id, event.answer, event.tokens) = (identity.id, identity.answer, extra.tokens)
            event.cost = Cost()
            event.webSearches = 0
            if extra.kind != "compaction" {
                event.attribution = attribution(record, model: named ?? "")
                event.serviceTier = record.billedTier
            }
            output.events.append(event)
        }
        if iterations.hasUnknown { throw .badField }
    }

    private mutating func identity(_ record: ClaudeCodeRecord, _ tokens: TokenCounts) -> ClaudeCodeIdentity {
        guard let message = record.messageID else {
            return ClaudeCodeIdentity(record.content(session: session, tokens: tokens))
        }
        let request = record.requestID
        if let last, last.message == message, last.request == request { return last.identity }
        let isNamed = ClaudeCodeIdentity.isUnique(message)
        let identity = ClaudeCodeIdentity(message: message, request: request, tokens: tokens, isNamed: isNamed) {
            record.piece(of: message, tokens).map { answers.beginning(of: $0) } ?? [tokens.input, tokens.output]
        }
        last = isNamed ? NamedAnswer(message: message, request: request, identity: identity) : nil
        return identity
    }

    /// An answer whose names alone make its identity.
    private struct NamedAnswer {
        var message: String
        var request: String?
        var identity: ClaudeCodeIdentity
    }

    /// Learns whose conversation an entry belongs to.
    private mutating func notice(_ entry: JSONValue, at time: Timestamp) {
        if let id = (entry.at("sessionId") ?? entry.at("session_id"))?.text, id != session {
            session = id
            sessionStart = nil
            isSessionKnown = false
        }
        sessionStart = sessionStart ?? time
        guard !isSessionKnown else { return }
        isSessionKnown = true
        output.sessions.append(
            SessionFacts(
                session: sessionID, kind: .chat, project: entry.project("cwd"), startedAt: sessionStart))
    }

    private var sessionID: SessionID {
        SessionID(harness: ClaudeCodeSource.kind, agent: "main", id: session)
    }

    private mutating func attribution(_ record: ClaudeCodeRecord, model: String) -> Attribution {
        if let attribution = lastAttribution, attribution.recordedModel == model,
            (attribution.kind == .subagent) == record.isSidechain
        {
            return attribution
        }
        let attribution = attributions[record.isSidechain]?[model] ?? newAttribution(record, model: model)
        lastAttribution = attribution
        return attribution
    }

    private mutating func newAttribution(_ record: ClaudeCodeRecord, model: String) -> Attribution {
        // No entry names the provider: it is Anthropic, unless the model is another maker's.
        var attribution = Attribution(recordedProvider: "", recordedModel: model, presumedProvider: "anthropic")
        if record.isSidechain { attribution.kind = .subagent }
        attributions[record.isSidechain, default: [:]][model] = attribution
        return attribution
    }

    private mutating func event(
        _ record: ClaudeCodeRecord, _ identity: ClaudeCodeIdentity, at time: Timestamp, tokens: TokenCounts
    ) -> UsageEvent {
        UsageEvent(
            id: identity.id, at: time, session: sessionID, sessionStart: sessionStart,
            attribution: attribution(record, model: record.model), tokens: tokens, webSearches: record.webSearches,
            serviceTier: record.serviceTier, region: record.region, status: record.status,
            isSynthetic: record.isSynthetic, answer: identity.answer)
    }
}

extension ClaudeCodeParser {
    /// What is looked at, in the entry and in those nested in it.
    static let selection: JSONSelection? = {
        let usage = [
            "input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens",
            "cache_creation.ephemeral_5m_input_tokens",
            "cache_creation.ephemeral_1h_input_tokens", "output_tokens_details.thinking_tokens",
            "server_tool_use.web_search_requests", "service_tier", "speed", "inference_geo", "iterations",
        ]
        let answer =
            [
                "type", "timestamp", "_audit_timestamp", "parentUuid", "isSidechain", "parent_tool_use_id", "costUSD",
                "requestId",
                "request_id", "uuid", "advisorModel", "message.id", "message.model",
            ] + usage.map { "message.usage.\($0)" }
        func everywhere(_ paths: [String]) -> [String] {
            paths + ["data.message", "data.normalizedMessages"].flatMap { place in paths.map { "\(place).\($0)" } }
        }
        return JSONSelection(
            everywhere(answer) + ["sessionId", "session_id", "cwd"],
            // What an error says stands in the message's content.
            exceptLinesWith: everywhere(["isApiErrorMessage"]))
    }()

    /// The conversation, when it began, the last entry's time, and which answers may go on.
    var state: String {
        let id = String(session.map { $0 == "\t" || $0 == "\n" ? " " : $0 })
        return "2\t\(sessionStart?.milliseconds ?? -1)\t\(lastTime?.milliseconds ?? -1)\t\(answers.text)\t\(id)"
    }

    mutating func resume(from state: String) -> Bool {
        let parts = state.split(separator: "\t", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "2", let start = Int64(parts[1]), let last = Int64(parts[2]),
            let known = ClaudeCodeAnswers(String(parts[3]))
        else { return false }
        sessionStart = start < 0 ? nil : Timestamp(milliseconds: start)
        lastTime = last < 0 ? nil : Timestamp(milliseconds: last)
        answers = known
        session = String(parts[4])
        return true
    }
}
