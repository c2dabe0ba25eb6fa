// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Turns the lines of one of Claude Code's transcripts into calls.
///
/// An answer is written down while it streams, once for each piece, with counts that grow; forks and resumed
/// conversations copy lines. Each of these has the same message and request id, which are the identity of the call, so the
/// ledger keeps the largest.
struct ClaudeCodeParser: LogParser {
    var output: LogOutput
    /// The conversation of the last entry, and when it began as far as this file knows.
    private var session = ""
    private var sessionStart: Timestamp?
    private var lastTime: Timestamp?
    private var isSessionKnown = false
    /// Calls by the same model share one copy of the names.
    private var attributions: [Bool: [String: Attribution]] = [:]

    init(_ file: LogFile) {
        output = LogOutput(file)
        session = String(file.baseName.prefix { $0 != "." })
    }

    func wants(_ line: Span<UInt8>) -> Bool {
        JSONObjects.contains(["\"usage\""], in: line)
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
            output.events.append(event(record, at: time, tokens: tokens, cost: cost))
        } catch {
            output.reject(line, error)
        }
    }

    /// Learns whose conversation an entry belongs to.
    private mutating func notice(_ entry: JSONValue, at time: Timestamp) {
        if let id = entry.at("sessionId")?.text, id != session {
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

    private mutating func attribution(_ record: ClaudeCodeRecord) -> Attribution {
        if let known = attributions[record.isSidechain]?[record.model] { return known }
        // No entry names the provider: it is Anthropic, unless the model is another maker's.
        var attribution = Attribution(
            recordedProvider: "", recordedModel: record.model, presumedProvider: "anthropic")
        if record.isSidechain { attribution.kind = .subagent }
        attributions[record.isSidechain, default: [:]][record.model] = attribution
        return attribution
    }

    private mutating func event(
        _ record: ClaudeCodeRecord, at time: Timestamp, tokens: TokenCounts, cost: Money?
    ) -> UsageEvent {
        UsageEvent(
            id: record.identity(session: session, tokens: tokens), at: time, session: sessionID,
            sessionStart: sessionStart, attribution: attribution(record), tokens: tokens,
            webSearches: record.webSearches, serviceTier: record.serviceTier, status: record.status,
            isSynthetic: record.isSynthetic,
            cost: Cost(reported: cost))
    }
}

extension ClaudeCodeParser {
    /// The conversation, when it began, and the last entry's time.
    var state: String {
        let id = String(session.map { $0 == "\t" || $0 == "\n" ? " " : $0 })
        return "1\t\(sessionStart?.milliseconds ?? -1)\t\(lastTime?.milliseconds ?? -1)\t\(id)"
    }

    mutating func resume(from state: String) -> Bool {
        let parts = state.split(separator: "\t", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "1", let start = Int64(parts[1]), let last = Int64(parts[2]) else {
            return false
        }
        sessionStart = start < 0 ? nil : Timestamp(milliseconds: start)
        lastTime = last < 0 ? nil : Timestamp(milliseconds: last)
        session = String(parts[3])
        return true
    }
}
