// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Reads one line of a transcript on the slow path: whatever the scanner calls odd.
///
/// OpenClaw's own rules for spellings and precedence (`normalizeUsage` in `src/agents/usage.ts`, read 2026-11).
enum OpenClawLineDecoder {
    /// A call beyond a hundred thousand dollars is a mistake of its log.
    static let plausibleCost = Money.zero...Money(nanodollars: 100_000 * Money.nanodollarsPerDollar)

    /// What is looked at of an entry. A result of a tool's helper is taken whole: any key of it may name a session.
    private static let selection: JSONSelection = {
        let call = [
            "timestamp", "provider", "model", "responseModel", "durationMs", "api", "idempotencyKey", "stopReason",
            "errorMessage", "usage",
        ]
        let message = call + ["role", "content.type", "content.text", "details.results"]
        return JSONSelection(
            ["type", "id", "timestamp", "cwd", "parentSession", "provider", "model", "modelId", "fromHook", "usage"]
                + message.map { "message.\($0)" })
    }()

    /// What a line holds, as ``decode(_:_:)`` says, without decoding what nobody looks at.
    static func decode(
        line: Span<UInt8>, _ heartbeats: OpenClawHeartbeatPrompts = .standard
    ) -> [OpenClawLineScanner.Outcome]? {
        if let entry = selection.decode(line) { return outcomes(entry, heartbeats) }
        return decode(line.withUnsafeBufferPointer { Data(buffer: $0) }, heartbeats)
    }

    /// What a line holds: more than one thing when lines are glued together, or a tool's helpers each called models.
    static func decode(
        _ line: Data, _ heartbeats: OpenClawHeartbeatPrompts = .standard
    ) -> [OpenClawLineScanner.Outcome]? {
        if let value = JSONValue(parsing: line) { return outcomes(value, heartbeats) }
        guard let split = firstObjectEnd(line), split < line.endIndex else { return nil }
        let rest = line[split...].drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
        guard let head = JSONValue(parsing: Data(line[..<split])) else { return nil }
        if rest.isEmpty { return outcomes(head, heartbeats) }
        guard rest.first == 0x7b, let tail = decode(Data(rest), heartbeats) else { return nil }
        return outcomes(head, heartbeats) + tail
    }

    private static func firstObjectEnd(_ line: Data) -> Data.Index? {
        let bytes = [UInt8](line)
        var index = 0
        guard bytes.first == 0x7b, JSONScanner.skip(bytes.span, &index) else { return nil }
        return line.index(line.startIndex, offsetBy: index)
    }

    private static func outcomes(
        _ entry: JSONValue, _ heartbeats: OpenClawHeartbeatPrompts
    ) -> [OpenClawLineScanner.Outcome] {
        let outcome = outcome(entry, heartbeats)
        guard case .nothing = outcome, entry.at("type")?.text == "message" else { return [outcome] }
        let nested = OpenClawNestedCalls.records(of: entry)
        return nested.isEmpty ? [outcome] : nested.map { .call($0) }
    }

    private static func outcome(
        _ entry: JSONValue, _ heartbeats: OpenClawHeartbeatPrompts
    ) -> OpenClawLineScanner.Outcome {
        switch entry.at("type")?.text {
        case "session":
            return .header(
                OpenClawHeader(
                    sessionID: name(entry.at("id")), time: time(entry.at("timestamp")),
                    workingDirectory: name(entry.at("cwd")), parentSession: name(entry.at("parentSession"))))
        case "message": return message(entry, heartbeats)
        case "compaction", "branch_summary": return summary(entry)
        case "model_change":
            return .model(
                OpenClawModel(provider: entry.at("provider")?.text ?? "", name: entry.at("modelId")?.text ?? ""))
        default: return .nothing
        }
    }

    /// What a summary of a conversation or of a branch says about the call that wrote it. One that an extension wrote was
    /// written by whatever model the extension likes.
    private static func summary(_ entry: JSONValue) -> OpenClawLineScanner.Outcome {
        guard let usage = entry.at("usage"), usage.isObject else { return .nothing }
        var record = OpenClawRecord()
        record.hasUsage = true
        record.origin = entry.at("fromHook") == .bool(true) ? .nested : .summary
        record.entryID = name(entry.at("id"))
        record.entryTime = time(entry.at("timestamp"))
        record.provider = entry.at("provider")?.text ?? ""
        record.model = entry.at("model")?.text ?? ""
        OpenClawUsage.read(usage, into: &record)
        return record.isCall ? .call(record) : .nothing
    }

    /// What an entry says that holds a message, as a line or as an event of a gateway.
    static func message(
        _ entry: JSONValue, _ heartbeats: OpenClawHeartbeatPrompts
    ) -> OpenClawLineScanner.Outcome {
        guard let message = entry.at("message") else { return .nothing }
        let role = message.at("role")?.text
        if role == "user" {
            if isToolResult(message) { return .nothing }
            return .turn(turn(message, heartbeats), at: time(entry.at("timestamp")) ?? time(message.at("timestamp")))
        }
        guard role == "assistant" || role == "toolResult" else { return .nothing }
        guard let usage = message.at("usage") ?? entry.at("usage"), usage.isObject else { return .nothing }
        var record = record(of: entry, message, usage)
        if role == "toolResult" {
            record.origin = .nested
        } else {
            record.isHeartbeatReply = OpenClawHeartbeatPrompts.isReply(text(of: message))
        }
        return record.isCall ? .call(record) : .nothing
    }

    /// What a message, or an entry in the shape of one, says about its call.
    static func record(of entry: JSONValue, _ message: JSONValue, _ usage: JSONValue) -> OpenClawRecord {
        var record = OpenClawRecord()
        record.hasUsage = true
        record.entryID = name(entry.at("id"))
        record.entryTime = time(entry.at("timestamp"))
        record.messageTime = time(message.at("timestamp"))
        record.provider = (message.at("provider") ?? entry.at("provider"))?.text ?? ""
        record.model = (message.at("model") ?? entry.at("model"))?.text ?? ""
        record.responseModel = name(message.at("responseModel"))
        record.durationMilliseconds = message.at("durationMs")?.whole
        record.isFromCommandLine = message.at("api")?.text == "cli"
        if let key = message.at("idempotencyKey")?.text { record.take(idempotencyKey: key) }
        let reason = [UInt8]((message.at("stopReason")?.text ?? "").utf8)
        record.stopReason = OpenClawLineScanner.stopReason(reason.span, 0..<reason.count)
        if let error = message.at("errorMessage")?.text {
            let bytes = [UInt8](error.utf8)
            record.failure = OpenClawFailure.classify(bytes.span, 0..<bytes.count)
        }
        OpenClawUsage.read(usage, into: &record)
        return record
    }

    /// A tool's result that stands as a user's message begins no turn.
    private static func isToolResult(_ message: JSONValue) -> Bool {
        ["toolResult", "tool_result"].contains(message.at("content")?.elements.first?.at("type")?.text)
    }

    private static func turn(_ message: JSONValue, _ heartbeats: OpenClawHeartbeatPrompts) -> OpenClawTurn {
        let bytes = [UInt8]((firstText(message) ?? "").utf8)
        return OpenClawTurn(prompt: bytes.span, 0..<bytes.count, heartbeats, isJSON: false)
    }

    private static func firstText(_ message: JSONValue) -> String? {
        message.at("content")?.text ?? message.at("content")?.elements.first?.at("text")?.text
    }

    /// All that a message says, without what was thought and which tools were called.
    private static func text(of message: JSONValue) -> String {
        guard let content = message.at("content") else { return "" }
        return content.text ?? content.elements.compactMap { $0.at("text")?.text }.joined(separator: "\n")
    }

    /// A text that says something.
    private static func name(_ value: JSONValue?) -> String? {
        value?.text.flatMap { $0.isEmpty ? nil : $0 }
    }

    static func time(_ value: JSONValue?) -> Timestamp? {
        value?.text.flatMap { Timestamp(iso8601: $0) } ?? value?.whole.map(Timestamp.init(milliseconds:))
    }
}
