// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Turns one of Gemini CLI's chats into calls: an old one is one document, a new one a line for each change.
///
/// A message is written down several times while it grows, and again when a chat is resumed or rewritten: the conversation
/// and its id are the identity of the call. An id alone is not: some programs number each conversation's messages.
struct GeminiParser: LogParser {
    var output: LogOutput
    private var conversation: LogConversation
    private let names = NameCache()

    init(_ file: LogFile) {
        output = LogOutput(file)
        conversation = LogConversation(id: String(file.baseName.prefix { $0 != "." }))
    }

    var isDocument: Bool { output.file.name.hasSuffix(".json") }

    /// What is looked at, of an entry and of the messages in one.
    static let selection: JSONSelection? = {
        let message =
            ["id", "timestamp", "model"]
            + ["input", "output", "cached", "thoughts", "tool"].map { "tokens.\($0)" }
        let nested = ["messages", "$set.messages"].flatMap { place in message.map { "\(place).\($0)" } }
        return JSONSelection(message + nested + ["sessionId", "projectHash", "startTime", "kind"])
    }()

    private static let wanted: [StaticString] = ["\"tokens\"", "\"sessionId\"", "\"messages\""]

    func wants(_ line: Span<UInt8>) -> Bool {
        JSONObjects.contains(Self.wanted, in: line)
    }

    mutating func take(_ entry: JSONValue, at line: LineReader.Line) {
        if entry.at("projectHash") != nil, let id = entry.at("sessionId")?.text { begin(id, entry) }
        message(entry, at: line)
        let messages = (entry.at("messages") ?? entry.at("$set")?.at("messages"))?.elements ?? []
        for entry in messages { message(entry, at: line) }
    }

    private mutating func begin(_ id: String, _ entry: JSONValue) {
        // The first header decides: whoever resumes a chat repeats messages of the one before.
        if conversation.startedAt != nil, conversation.id != id { return }
        conversation.id = id
        conversation.startedAt = entry.time("startTime")
        let isHelper = entry.at("kind")?.text == "subagent"
        output.sessions.append(
            SessionFacts(
                session: sessionID, kind: isHelper ? .subagent : .chat, project: project,
                startedAt: conversation.startedAt))
    }

    private var sessionID: SessionID {
        SessionID(harness: GeminiSource.kind, agent: "main", id: conversation.id)
    }

    /// The folder's name, unless it is only a fingerprint of the project's path.
    private var project: String? {
        let parts = output.file.name.split(separator: "/")
        guard let chats = parts.firstIndex(of: "chats"), chats > 0 else { return nil }
        let name = parts[chats - 1]
        return name.utf8.count == 64 && name.allSatisfy(\.isHexDigit) ? nil : String(name)
    }

    private mutating func message(_ entry: JSONValue, at line: LineReader.Line) {
        guard let usage = entry.at("tokens"), usage.isObject, let id = entry.at("id")?.text else { return }
        do throws(RejectionReason) {
            let time = entry.time("timestamp") ?? conversation.startedAt
            guard let time, Timestamp.plausible.contains(time) else { throw .badTime }
            let identity = identity(id)
            output.renamings.append(identity)
            let attribution = names.attribution(provider: "google", model: entry.at("model")?.text ?? "")
            output.events.append(
                UsageEvent(
                    id: identity.new, at: time, session: sessionID, sessionStart: conversation.startedAt,
                    attribution: attribution, tokens: try tokens(usage)))
        } catch {
            output.reject(line, error)
        }
    }

    /// The identity of a message's call, and the one that earlier versions gave it, from its id alone.
    private func identity(_ id: String) -> EventRenaming {
        var old = ContentHash(GeminiSource.kind)
        old.add(id)
        var new = ContentHash(GeminiSource.kind)
        new.add(conversation.id)
        new.add(id)
        return EventRenaming(old: old.id, new: new.id, session: sessionID)
    }

    /// Cached tokens are part of the input; thoughts stand beside the output, and what tools sent in beside the input.
    private func tokens(_ usage: JSONValue) throws(RejectionReason) -> TokenCounts {
        let (input, cached) = (try usage.tokens("input"), try usage.tokens("cached"))
        let thoughts = try usage.tokens("thoughts")
        return TokenCounts(
            input: max(0, input - cached) + (try usage.tokens("tool")), output: try usage.tokens("output") + thoughts,
            cacheRead: min(cached, input), reasoning: thoughts)
    }
}

extension GeminiParser {
    var state: String { conversation.text }

    mutating func resume(from state: String) -> Bool {
        guard let known = LogConversation(state) else { return false }
        conversation = known
        return true
    }
}
