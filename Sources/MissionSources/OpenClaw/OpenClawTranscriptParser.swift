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
        /// Where the present turn's first call stands, while nobody knows better than that it is an ordinary turn.
        var turnStart: Int64?
        /// The model in use, for entries that do not name theirs.
        var model = OpenClawModel()
        /// When the present turn's prompt was written down, which may be no earlier than its answer.
        var promptAt: Timestamp?
    }

    /// What was parsed.
    struct Parsed {
        var events: [UsageEvent]
        var rejections: [Rejection]
        var facts: SessionFacts?
        var links: [BackendLink]
    }

    let source: SourceID
    let item: String
    let agent: String
    var state: State
    /// What kind of place the transcript is.
    var place = Provenance.transcript
    /// How messages begin that wake the agent up.
    var heartbeats = OpenClawHeartbeatPrompts.standard
    /// What to read again as a heartbeat's, because the end of a turn told what its beginning did not.
    private var reread: Range<Int64>?
    /// Where the first line stands of which anything is still held.
    private var heldFrom: Int64?
    /// The calls from here on belong to the present turn.
    private var turnEvents = 0
    private(set) var facts: SessionFacts?
    private(set) var events: [UsageEvent] = []
    private(set) var rejections: [Rejection] = []
    /// Whose turns were answered where.
    private var links: Set<BackendLink> = []
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
        if heldFrom == nil { heldFrom = info.offset }
        if info.isTooLong {
            reject(info, .tooLong)
            return
        }
        let start = skipPadding(line, info)
        guard start < line.count else { return }
        let line = start == 0 ? line : line.extracting(start..<line.count)
        switch OpenClawLineScanner.scan(line, heartbeats) {
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
    mutating func drain() -> Parsed {
        defer {
            (events, rejections, facts, links) = ([], [], nil, [])
            (turnEvents, heldFrom) = (0, nil)
        }
        return Parsed(events: events, rejections: rejections, facts: facts, links: Array(links))
    }

    /// Hands over what to read again and forgets it.
    mutating func takeReread() -> Range<Int64>? {
        defer { reread = nil }
        return reread
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
        guard let outcomes = OpenClawLineDecoder.decode(line: line, heartbeats) else {
            reject(info, .notJSON)
            return
        }
        for outcome in outcomes { take(outcome, info) }
    }

    private mutating func take(_ outcome: OpenClawLineScanner.Outcome, _ info: LineReader.Line) {
        switch outcome {
        case .nothing, .odd: break
        case .turn(let turn, let time):
            (state.turn, state.turnStart, state.promptAt) = (turn, nil, time)
            turnEvents = events.count
            if let kind = turn.conversation { note(kind) }
        case .header(let header): begin(header)
        case .call(let record): call(record, info)
        case .model(let model): state.model = model
        }
    }

    private mutating func begin(_ header: OpenClawHeader) {
        if let id = header.sessionID { state.sessionID = id }
        if let time = header.time, Timestamp.plausible.contains(time) { state.sessionStart = time }
        let project = header.workingDirectory?.split(separator: "/").last.map(String.init)
        let told = SessionFacts(
            session: session, project: project, parentKey: parentKey(header), startedAt: state.sessionStart,
            asOf: state.sessionStart)
        facts = facts.flatMap { $0.session == told.session ? $0.merging(told) : nil } ?? told
    }

    /// What the turns show of what the conversation is for: it is believed as long as nothing better tells. That it is a
    /// helper's its first message says, which goes before what is said to it later.
    private mutating func note(_ kind: SessionKind) {
        if facts?.kind == kind { return }
        let said = SessionFacts(
            session: session, kind: kind, asOf: kind == .subagent ? Timestamp(milliseconds: 1) : nil)
        facts = facts?.merging(said) ?? said
    }

    /// What the conversation is called that this one forked from, as long as nobody knows its key.
    private func parentKey(_ header: OpenClawHeader) -> String? {
        guard let parent = header.parentSession?.split(separator: "/").last.map(String.init) else { return nil }
        let id = OpenClawTranscriptName(parent).sessionID
        return id == state.sessionID ? nil : "agent:\(agent):\(id)"
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
        state.model.note(record)
        var attribution = state.model.attribution(of: record, names)
        if state.turn.mayBeHeartbeat {
            if record.isHeartbeatReply {
                turnIntoHeartbeat(info)
            } else {
                state.turnStart = state.turnStart ?? info.offset
            }
        }
        if let kind = state.turn.kind {
            attribution.kind = kind
            attribution.cronJob = state.turn.cronJob
        }
        if let thread = record.codexThread {
            links.insert(BackendLink(session: session, backend: BackendName(harness: CodexSource.kind, id: thread)))
        }
        events.append(
            UsageEvent(
                id: record.identity(session: state.sessionID), at: time, session: session,
                sessionStart: state.sessionStart, attribution: attribution, tokens: record.tokens,
                durationMilliseconds: duration(of: record, at: time), status: record.status,
                isSynthetic: record.isSynthetic,
                cost: Cost(reported: record.reported, isProviderBilled: record.isProviderBilled),
                grain: record.isTurn && !record.isSynthetic ? .turn : .call, provenance: place))
    }

    /// How long the call took. A turn took the time since its prompt, where that was written down when it came.
    private func duration(of record: OpenClawRecord, at time: Timestamp) -> Int64? {
        if let told = record.durationMilliseconds { return told }
        guard record.isTurn, let prompt = state.promptAt else { return nil }
        let duration = time.milliseconds.subtractingSaturating(prompt.milliseconds)
        return (1000...BackendTurn.longest).contains(duration) ? duration : nil
    }

    /// The reply tells what the whole turn was for.
    private mutating func turnIntoHeartbeat(_ info: LineReader.Line) {
        state.turn = .heartbeat
        // Calls that were handed over before can only be handed over again.
        if let start = state.turnStart, let held = heldFrom, start < held { reread = start..<held }
        state.turnStart = nil
        for index in turnEvents..<events.count { events[index].attribution.kind = .heartbeat }
    }

    private mutating func reject(_ info: LineReader.Line, _ reason: RejectionReason) {
        rejections.append(
            Rejection(source: source, item: item, position: info.offset, length: info.length, reason: reason))
    }
}
