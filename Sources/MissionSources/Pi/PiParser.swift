// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Turns the lines of one of pi's transcripts into calls.
///
/// OpenClaw is built on pi and writes the same lines, so the reading of a line, and the identity of a call, are OpenClaw's.
struct PiParser: LogParser {
    var output: LogOutput
    private var conversation: LogConversation
    /// The model in use, for entries that do not name theirs.
    private var model = OpenClawModel()
    private let names = NameCache()

    init(_ file: LogFile) {
        output = LogOutput(file)
        // `<time>_<id>.jsonl`
        let stem = file.baseName.prefix { $0 != "." }
        conversation = LogConversation(id: String(stem.split(separator: "_", maxSplits: 1).last ?? stem))
    }

    func wants(_ line: Span<UInt8>) -> Bool { true }

    mutating func take(_ entry: JSONValue, at line: LineReader.Line) {}

    mutating func parse(content: Span<UInt8>, at line: LineReader.Line) {
        switch OpenClawLineScanner.scan(content) {
        case .odd:
            guard let outcomes = OpenClawLineDecoder.decode(line: content) else {
                output.reject(line, .notJSON)
                return
            }
            for outcome in outcomes { take(outcome, at: line) }
        case let outcome: take(outcome, at: line)
        }
    }

    private mutating func take(_ outcome: OpenClawLineScanner.Outcome, at line: LineReader.Line) {
        switch outcome {
        case .header(let header): begin(header)
        case .call(let record): call(record, at: line)
        case .model(let chosen): model = chosen
        case .nothing, .odd, .turn: break
        }
    }

    private mutating func begin(_ header: OpenClawHeader) {
        if let id = header.sessionID { conversation.id = id }
        if let time = header.time, Timestamp.plausible.contains(time) { conversation.startedAt = time }
        let project = header.workingDirectory?.split(separator: "/").last.map(String.init)
        output.sessions.append(
            SessionFacts(session: sessionID, kind: .chat, project: project, startedAt: conversation.startedAt))
    }

    private var sessionID: SessionID {
        SessionID(harness: PiSource.kind, agent: "main", id: conversation.id)
    }

    private mutating func call(_ record: OpenClawRecord, at line: LineReader.Line) {
        if let defect = record.defect {
            output.reject(line, defect)
            return
        }
        guard let time = record.time, Timestamp.plausible.contains(time) else {
            output.reject(line, .badTime)
            return
        }
        model.note(record)
        output.events.append(
            UsageEvent(
                id: record.identity(session: conversation.id), at: time, session: sessionID,
                sessionStart: conversation.startedAt,
                attribution: model.attribution(of: record, names), tokens: record.tokens,
                durationMilliseconds: record.durationMilliseconds, status: record.status,
                isSynthetic: record.isSynthetic,
                cost: Cost(reported: record.reported, isProviderBilled: record.isProviderBilled)))
    }
}

extension PiParser {
    var state: String { "\(model.text)\t\(conversation.text)" }

    mutating func resume(from state: String) -> Bool {
        // Earlier versions noted the conversation alone.
        if let known = LogConversation(state) {
            conversation = known
            return true
        }
        let parts = state.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let known = LogConversation(String(parts[1])) else { return false }
        (model, conversation) = (OpenClawModel(text: parts[0]), known)
        return true
    }
}
