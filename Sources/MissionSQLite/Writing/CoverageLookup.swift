// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Answers whether coarse calls are covered, remembering what it asked.
struct CoverageLookup {
    private struct Question: Hashable {
        var session: Int64
        var source: SourceKind
        var grain: Grain
    }

    let interner: Interner
    let coarse: CoarseCalls
    let backends: BackendRows
    private var told: [Question: Bool] = [:]
    private var newest: [Question: Int64?] = [:]
    private var points: [Int64: Set<EventID>] = [:]

    init(interner: Interner, coarse: CoarseCalls) {
        self.interner = interner
        self.coarse = coarse
        backends = BackendRows(interner.db)
    }

    /// Whether a source that covers such rows ever told of a conversation.
    mutating func isTold(_ session: Int64, _ grain: Grain, from source: SourceKind) throws -> Bool {
        let question = Question(session: session, source: source, grain: grain)
        let isTold = try told[question] ?? coarse.isTold(session: session, over: grain, from: source)
        told[question] = isTold
        return isTold
    }

    /// Whether a finer source tells what the call sums up or repeats: what ``UsageEvent/isCovered(by:)`` says of all rows.
    mutating func isCovered(_ event: UsageEvent, _ memory: inout WriterMemory) throws -> Bool {
        let session = try interner.session(event.session, &memory)
        let question = Question(session: session, source: event.source, grain: event.grain)
        switch event.grain {
        case .call: return false
        case .point:
            let covered = try points[session] ?? PointRows(db: interner.db).covered(session: session)
            points[session] = covered
            return covered.contains(event.id)
        case .loggedCall:
            // Most logs tell of conversations of which no better source ever told.
            return try isTold(session, .loggedCall, from: event.source) && coarse.isTold(event, session: session)
        case .conversation:
            if let known = told[question] { return known }
            let isTold =
                try coarse.isTold(session: session, over: event.grain, from: event.source)
                || coarse.isToldInParts(session: session, by: event.source)
                || backends.hasCalls(for: session, finerThan: event.source)
            told[question] = isTold
            return isTold
        case .run:
            let last = try newest[question] ?? coarse.newest(session: session, over: event)
            newest[question] = .some(last)
            let start = event.at.milliseconds.subtractingSaturating(Grain.runSlack)
            if let last, last >= start { return true }
            return try backends.hasCalls(for: session, at: start ... .max, finerThan: event.source)
        case .turn:
            guard let turn = BackendTurn(event) else { return false }
            let previous = try backends.previousTurn(of: session, before: event.at.milliseconds)
            let reach = turn.reach(after: previous)
            return try backends.hasCalls(
                for: session, at: reach.lowerBound.milliseconds...reach.upperBound.milliseconds, by: turn.harness)
        }
    }
}
