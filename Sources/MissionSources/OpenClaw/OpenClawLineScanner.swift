// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Reads one line of a transcript on the fast path.
///
/// A line that carries no usage is left as soon as its `type` or `role` says so. What is unusual is not decided here:
/// ``Outcome/odd`` sends the line to ``OpenClawLineDecoder``.
enum OpenClawLineScanner {
    enum Outcome: Equatable {
        /// The line carries nothing of interest.
        case nothing
        /// The transcript's header.
        case header(OpenClawHeader)
        /// A person's message (or one injected as such): a turn begins.
        ///
        /// - Parameter at: When it was written down.
        case turn(OpenClawTurn, at: Timestamp?)
        /// A model call.
        case call(OpenClawRecord)
        /// Another model was chosen for the conversation.
        case model(OpenClawModel)
        /// The line needs the general decoder.
        case odd
    }

    /// What the message on the line turned out to be while scanning.
    enum Role {
        case unknown
        case user
        case assistant
        case tool
    }

    /// What an entry turned out to be while scanning.
    private enum Kind {
        case message
        case header
        case summary
        case model
    }

    static func scan(_ line: Span<UInt8>, _ heartbeats: OpenClawHeartbeatPrompts = .standard) -> Outcome {
        var index = 0
        var record = OpenClawRecord()
        var header = OpenClawHeader()
        var role = Role.unknown
        var turn = OpenClawTurn.ordinary
        var kind: Kind?
        let step = JSONScanner.members(line, &index) { line, index, key in
            if JSONScanner.equals(line, key, "type") {
                guard let value = JSONScanner.string(line, &index) else { return .odd }
                guard let found = Self.kind(line, value) else { return .stop }
                kind = found
                return .next
            }
            if JSONScanner.equals(line, key, "id") {
                guard let text = optionalText(line, &index) else { return .odd }
                record.entryID = text.isEmpty ? nil : text
                return .next
            }
            if JSONScanner.equals(line, key, "timestamp") {
                guard let time = timestamp(line, &index) else { return .odd }
                record.entryTime = time
                return .next
            }
            switch kind {
            case .summary: return summaryMember(line, &index, key, &record)
            case .model: return modelMember(line, &index, key, &record)
            case .message, .header, nil: break
            }
            if JSONScanner.equals(line, key, "message") {
                // Producers say first what an entry is.
                if kind == nil { return .odd }
                return message(line, &index, &record, &role, &turn, heartbeats)
            }
            if JSONScanner.equals(line, key, "cwd") {
                guard let text = optionalText(line, &index) else { return .odd }
                header.workingDirectory = text.isEmpty ? nil : text
                return .next
            }
            if JSONScanner.equals(line, key, "parentSession") {
                guard let text = optionalText(line, &index) else { return .odd }
                header.parentSession = text.isEmpty ? nil : text
                return .next
            }
            // Some builds put usage, provider and model beside the message.
            if isCallKey(line, key) { return .odd }
            return JSONScanner.skip(line, &index) ? .next : .odd
        }
        switch step {
        case .odd: return .odd
        case .stop:
            // Left early: make sure that it is one whole object and nothing is glued to it.
            guard isOneObject(line, from: index) else { return .odd }
            if role != .user { return .nothing }
            // Producers write the time before the content; what follows was not read.
            return record.entryTime.map { .turn(turn, at: $0) } ?? .odd
        case .next:
            guard let kind, isOneObject(line, from: index) else { return .odd }
            switch kind {
            case .header:
                header.sessionID = record.entryID
                header.time = record.entryTime
                return .header(header)
            case .model: return .model(OpenClawModel(provider: record.provider, name: record.model))
            case .summary: return record.isCall ? .call(record) : .nothing
            case .message:
                // A message without content, or with its role behind it.
                if role == .user { return .odd }
                if role == .tool { record.origin = .nested }
                let isWanted = role == .assistant || role == .tool
                return isWanted && record.isCall ? .call(record) : .nothing
            }
        }
    }

    /// What a `type` announces; nil for what is of no interest.
    private static func kind(_ line: Span<UInt8>, _ value: Range<Int>) -> Kind? {
        if JSONScanner.equals(line, value, "message") { return .message }
        if JSONScanner.equals(line, value, "session") { return .header }
        if JSONScanner.equals(line, value, "compaction") || JSONScanner.equals(line, value, "branch_summary") {
            return .summary
        }
        return JSONScanner.equals(line, value, "model_change") ? .model : nil
    }

    private static func isCallKey(_ line: Span<UInt8>, _ key: Range<Int>) -> Bool {
        JSONScanner.equals(line, key, "usage") || JSONScanner.equals(line, key, "provider")
            || JSONScanner.equals(line, key, "model")
            // Of an entry that says only later that it is no message.
            || JSONScanner.equals(line, key, "modelId") || JSONScanner.equals(line, key, "fromHook")
    }

    private static func message(
        _ line: Span<UInt8>, _ index: inout Int, _ record: inout OpenClawRecord, _ role: inout Role,
        _ turn: inout OpenClawTurn, _ heartbeats: OpenClawHeartbeatPrompts
    ) -> JSONScanner.Step {
        JSONScanner.members(line, &index) { line, index, key in
            if JSONScanner.equals(line, key, "role") {
                guard let value = JSONScanner.string(line, &index) else { return .odd }
                if JSONScanner.equals(line, value, "assistant") {
                    role = .assistant
                    return .next
                }
                if JSONScanner.equals(line, value, "toolResult") {
                    role = .tool
                    return .next
                }
                guard JSONScanner.equals(line, value, "user") else { return .stop }
                role = .user
                return .next
            }
            if JSONScanner.equals(line, key, "content") {
                if role == .user {
                    // A tool's result that stands as a user's message begins no turn.
                    if isToolResult(line, index) { role = .unknown }
                    if let text = firstText(line, index) {
                        turn = OpenClawTurn(prompt: line, text, heartbeats, isJSON: true)
                    }
                    return .stop
                }
                let start = index
                guard JSONScanner.skip(line, &index) else { return .odd }
                if role == .tool { return .next }
                // Whether that is the reply or a mere mention takes reading all of its blocks.
                return JSONScanner.contains(line, start..<index, OpenClawHeartbeatPrompts.reply)
                    ? .odd : .next
            }
            // Anything of a user's message before its content is of no interest.
            if role == .user { return JSONScanner.skip(line, &index) ? .next : .odd }
            if JSONScanner.equals(line, key, "details") { return details(line, &index) }
            return callMember(line, &index, key, &record)
        }
    }

    private static func callMember(
        _ line: Span<UInt8>, _ index: inout Int, _ key: Range<Int>, _ record: inout OpenClawRecord
    ) -> JSONScanner.Step {
        if JSONScanner.equals(line, key, "usage") {
            // `null` and other shapes are for the general decoder.
            record.hasUsage = true
            return usage(line, &index, &record)
        }
        if JSONScanner.equals(line, key, "provider") {
            guard let text = optionalText(line, &index) else { return .odd }
            record.provider = text
            return .next
        }
        if JSONScanner.equals(line, key, "model") {
            guard let text = optionalText(line, &index) else { return .odd }
            record.model = text
            return .next
        }
        if JSONScanner.equals(line, key, "responseModel") {
            guard let text = optionalText(line, &index) else { return .odd }
            record.responseModel = text.isEmpty ? nil : text
            return .next
        }
        if JSONScanner.equals(line, key, "timestamp") {
            guard let time = timestamp(line, &index) else { return .odd }
            record.messageTime = time
            return .next
        }
        if JSONScanner.equals(line, key, "stopReason") {
            guard let value = JSONScanner.string(line, &index) else { return .odd }
            record.stopReason = stopReason(line, value)
            return .next
        }
        if JSONScanner.equals(line, key, "errorMessage") {
            JSONScanner.skipSpace(line, &index)
            guard index < line.count, line[index] == 0x22 else { return JSONScanner.skip(line, &index) ? .next : .odd }
            guard let value = JSONScanner.string(line, &index) else { return .odd }
            record.failure = OpenClawFailure.classify(line, value)
            return .next
        }
        if JSONScanner.equals(line, key, "api") {
            guard let text = optionalRange(line, &index) else { return .odd }
            record.isFromCommandLine = JSONScanner.equals(line, text, "cli")
            return .next
        }
        if JSONScanner.equals(line, key, "idempotencyKey") {
            guard let text = optionalText(line, &index) else { return .odd }
            record.take(idempotencyKey: text)
            return .next
        }
        if JSONScanner.equals(line, key, "durationMs") {
            guard let value = JSONScanner.integer(line, &index) else { return .odd }
            record.durationMilliseconds = value
            return .next
        }
        return JSONScanner.skip(line, &index) ? .next : .odd
    }

    static func stopReason(_ line: Span<UInt8>, _ value: Range<Int>) -> OpenClawStopReason {
        if JSONScanner.equals(line, value, "error") { return .error }
        if JSONScanner.equals(line, value, "aborted") { return .aborted }
        if JSONScanner.equals(line, value, "timeout") { return .timeout }
        if JSONScanner.equals(line, value, "injected") { return .injected }
        return .other
    }

    /// A text, `""` for null; nil when only the general decoder can read it.
    static func optionalText(_ line: Span<UInt8>, _ index: inout Int) -> String? {
        JSONScanner.skipSpace(line, &index)
        guard index < line.count, line[index] == 0x22 else {
            guard let value = JSONScanner.scalar(line, &index), JSONScanner.equals(line, value, "null") else {
                return nil
            }
            return ""
        }
        guard let value = JSONScanner.string(line, &index) else { return nil }
        return JSONScanner.text(line, value)
    }

    /// Where a text's content lies, or some other value; nil when only the general decoder can read it.
    private static func optionalRange(_ line: Span<UInt8>, _ index: inout Int) -> Range<Int>? {
        JSONScanner.skipSpace(line, &index)
        guard index < line.count else { return nil }
        if line[index] == 0x22 { return JSONScanner.string(line, &index) }
        return JSONScanner.skip(line, &index) ? index..<index : nil
    }

    /// A time as RFC 3339 text or as milliseconds.
    private static func timestamp(_ line: Span<UInt8>, _ index: inout Int) -> Timestamp? {
        JSONScanner.skipSpace(line, &index)
        guard index < line.count else { return nil }
        if line[index] != 0x22 { return JSONScanner.integer(line, &index).map(Timestamp.init(milliseconds:)) }
        guard let value = JSONScanner.string(line, &index) else { return nil }
        return line.extracting(value).withUnsafeBufferPointer { Timestamp(iso8601: $0) }
    }

    /// Where the first text of a message's content lies: the content itself, or the text of its first block.
    private static func firstText(_ line: Span<UInt8>, _ start: Int) -> Range<Int>? {
        var index = start
        if let text = JSONScanner.string(line, &index) { return text }
        guard JSONScanner.take(0x5b, line, &index), JSONScanner.take(0x7b, line, &index) else { return nil }
        while let key = JSONScanner.string(line, &index), JSONScanner.take(0x3a, line, &index) {
            if JSONScanner.equals(line, key, "text") { return JSONScanner.string(line, &index) }
            guard JSONScanner.skip(line, &index), JSONScanner.take(0x2c, line, &index) else { return nil }
        }
        return nil
    }

    /// Whether a message's content begins with a tool's result.
    private static func isToolResult(_ line: Span<UInt8>, _ start: Int) -> Bool {
        var index = start
        guard JSONScanner.take(0x5b, line, &index), JSONScanner.take(0x7b, line, &index),
            let key = JSONScanner.string(line, &index), JSONScanner.equals(line, key, "type"),
            JSONScanner.take(0x3a, line, &index), let type = JSONScanner.string(line, &index)
        else { return false }
        return JSONScanner.equals(line, type, "toolResult") || JSONScanner.equals(line, type, "tool_result")
    }

    /// Whether the line ends with `}` and, from `index` on, no second object is glued to the first (`}{"`).
    private static func isOneObject(_ line: Span<UInt8>, from index: Int) -> Bool {
        var end = line.count
        while end > 0, line[end - 1] == 0x20 || line[end - 1] == 0x0d || line[end - 1] == 0x09 { end -= 1 }
        guard end > 0, line[end - 1] == 0x7d else { return false }
        var search = index
        while let brace = JSONScanner.find(0x7b, in: line, from: search) {
            if brace > 0, line[brace - 1] == 0x7d, brace + 1 < end, line[brace + 1] == 0x22 { return false }
            search = brace + 1
        }
        return true
    }
}
