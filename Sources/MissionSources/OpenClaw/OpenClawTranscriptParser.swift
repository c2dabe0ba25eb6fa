// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Turns the lines of one transcript into calls. Pure: it knows neither files nor clocks.
struct OpenClawTranscriptParser {
    /// What it has learnt from the lines so far, to be kept in a checkpoint.
    struct State: Equatable {
        var sessionID: String
        var sessionStart: Timestamp?
        var turn = OpenClawTurn.ordinary
    }

    let source: SourceID
    let item: String
    let agent: String
    var state: State
    private(set) var facts: SessionFacts?
    private(set) var events: [UsageEvent] = []
    private(set) var rejections: [Rejection] = []
    private let names: NameCache

    init(source: SourceID, item: String, agent: String, state: State, names: NameCache = NameCache()) {
        self.names = names
        self.source = source
        self.item = item
        self.agent = agent
        self.state = state
    }

    /// Takes one line, without its newline.
    mutating func parse(_ line: Span<UInt8>, _ info: LineReader.Line) {
        if info.isTooLong {
            reject(info, .tooLong)
            return
        }
        let start = skipPadding(line, info)
        guard start < line.count else { return }
        let line = start == 0 ? line : line.extracting(start..<line.count)
        switch OpenClawLineScanner.scan(line) {
        case .odd: parseOdd(line, info)
        case let outcome: take(outcome, info)
        }
    }

    /// Takes what stands behind the last newline: only a whole object counts, and nothing else is remarked upon, because
    /// the rest of the line may still be on its way.
    mutating func parseUnfinished(_ bytes: ArraySlice<UInt8>, at offset: Int64) {
        guard bytes.last == 0x7d else { return }
        let line = Array(bytes)
        let info = LineReader.Line(offset: offset, length: Int64(line.count), isTooLong: false)
        let (before, turn) = (rejections.count, state)
        parse(line.span, info)
        rejections.removeSubrange(before...)
        // The offset stays in front of this line, so what it says about the session will be read again.
        state = turn
    }

    /// Hands over what was parsed and forgets it.
    mutating func drain() -> (events: [UsageEvent], rejections: [Rejection], facts: SessionFacts?) {
        defer { (events, rejections, facts) = ([], [], nil) }
        return (events, rejections, facts)
    }

    /// A file written past its end after a truncation begins with zero bytes; a byte order mark is no content either.
    private mutating func skipPadding(_ line: Span<UInt8>, _ info: LineReader.Line) -> Int {
        var start = 0
        while start < line.count, line[start] == 0 { start += 1 }
        if start > 0 {
            rejections.append(
                Rejection(
                    source: source, item: item, position: info.offset, length: Int64(start), reason: .notJSON))
        }
        if start + 3 <= line.count, line[start] == 0xef, line[start + 1] == 0xbb, line[start + 2] == 0xbf { start += 3 }
        while start < line.count, line[start] == 0x20 || line[start] == 0x09 || line[start] == 0x0d { start += 1 }
        return start
    }

    private mutating func parseOdd(_ line: Span<UInt8>, _ info: LineReader.Line) {
        let data = line.withUnsafeBufferPointer { Data(buffer: $0) }
        guard let outcomes = OpenClawLineDecoder.decode(data) else {
            reject(info, .notJSON)
            return
        }
        for outcome in outcomes { take(outcome, info) }
    }

    private mutating func take(_ outcome: OpenClawLineScanner.Outcome, _ info: LineReader.Line) {
        switch outcome {
        case .nothing, .odd: break
        case .turn(let turn): state.turn = turn
        case .header(let header): begin(header)
        case .call(let record): call(record, info)
        }
    }

    private mutating func begin(_ header: OpenClawHeader) {
        if let id = header.sessionID { state.sessionID = id }
        if let time = header.time, Timestamp.plausible.contains(time) { state.sessionStart = time }
        let project = header.workingDirectory?.split(separator: "/").last.map(String.init)
        facts = SessionFacts(session: session, project: project, startedAt: state.sessionStart)
    }

    private var session: SessionID {
        SessionID(harness: "openclaw", agent: agent, id: state.sessionID)
    }

    private mutating func call(_ record: OpenClawRecord, _ info: LineReader.Line) {
        if let defect = record.defect {
            reject(info, defect)
            return
        }
        guard let time = record.time, Timestamp.plausible.contains(time) else {
            reject(info, .badTime)
            return
        }
        var attribution = names.attribution(provider: record.provider, model: record.model)
        let turn = record.isHeartbeatReply && state.turn == .ordinary ? OpenClawTurn.heartbeat : state.turn
        if turn != .ordinary {
            attribution.kind = turn.kind
            attribution.cronJob = turn.cronJob
        }
        let tokens = TokenCounts(
            input: record.input, output: record.output, cacheRead: record.cacheRead, cacheWrite5m: record.cacheWrite)
        events.append(
            UsageEvent(
                id: record.identity(session: state.sessionID), at: time, session: session,
                sessionStart: state.sessionStart, attribution: attribution, tokens: tokens,
                durationMilliseconds: record.durationMilliseconds, status: record.status,
                isSynthetic: record.isSynthetic,
                cost: Cost(reported: record.reported, isProviderBilled: record.isProviderBilled)))
    }

    private mutating func reject(_ info: LineReader.Line, _ reason: RejectionReason) {
        rejections.append(
            Rejection(source: source, item: item, position: info.offset, length: info.length, reason: reason))
    }
}

/// Normalises each pair of recorded names once per reader instead of once per call.
final class NameCache {
    private var known: [String: [String: Attribution]] = [:]
    private var last: Attribution?

    func attribution(provider: String, model: String) -> Attribution {
        if let last, last.recordedModel == model, last.recordedProvider == provider { return last }
        let attribution =
            known[provider]?[model] ?? Attribution(recordedProvider: provider, recordedModel: model)
        known[provider, default: [:]][model] = attribution
        last = attribution
        return attribution
    }
}

extension OpenClawTranscriptParser.State {
    /// Reads the notation of ``text``; nil for any other.
    init?(_ text: String) {
        let parts = text.split(separator: "\t", omittingEmptySubsequences: false)
        guard parts.count == 3, let start = Int64(parts[1]) else { return nil }
        sessionID = String(parts[0])
        sessionStart = start < 0 ? nil : Timestamp(milliseconds: start)
        turn = OpenClawTurn(text: parts[2])
    }

    /// For a checkpoint.
    var text: String {
        let id = String(sessionID.map { $0 == "\t" || $0 == "\n" ? " " : $0 })
        return "\(id)\t\(sessionStart?.milliseconds ?? -1)\t\(turn.text)"
    }
}
