// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// What a batch changes about which coarse calls count.
///
/// Every row is written as one that counts. At the end of the batch it is decided, from what is then stored, about those
/// coarse calls that the batch wrote and about those near which it wrote something. Conversations without coarse calls cost
/// nothing here but a look at the set of those that have some.
struct CoverageChanges {
    /// How a row was before the batch.
    private enum Before {
        case missing
        case counted
        case covered
    }

    /// What decides whether a line of a log may be covered.
    private struct LoggedCall {
        var session: Int64
        var source: SourceKind
    }

    private let interner: Interner
    private let coarse: CoarseCalls
    /// Coarse calls that the batch wrote, by row.
    private var written: [Int64: Before] = [:]
    /// New lines of logs among them: most tell of conversations of which no better source ever told.
    private var logged: [Int64: LoggedCall] = [:]
    /// Between which times the batch wrote or took away calls of conversations that have coarse ones, by who told them.
    private var reaches: [Int64: [SourceKind: ClosedRange<Int64>]] = [:]

    /// For whom other programs' calls count, which decides what they cover.
    var backends: BackendChanges
    /// Conversations of which the batch told single calls from a log.
    private var toldInParts: Set<Int64> = []

    init(_ interner: Interner) throws {
        self.interner = interner
        coarse = try CoarseCalls(db: interner.db)
        backends = BackendChanges(interner)
    }

    /// Takes note of a new coarse call.
    mutating func inserted(_ event: UsageEvent, row: Int64, _ memory: inout WriterMemory) throws {
        written[row] = .missing
        if event.grain == .turn { backends.wroteTurn(&memory) }
        try list(event, row: row, &memory)
        guard event.grain == .loggedCall else { return }
        logged[row] = LoggedCall(session: try interner.session(event.session, &memory), source: event.source)
    }

    /// Takes note of a call that was replaced.
    mutating func replaced(
        _ known: EventStatements.Stored, by better: UsageEvent, _ memory: inout WriterMemory
    ) throws {
        try backends.replaced(known, by: better, &memory)
        logged[known.row] = nil
        let before = written[known.row] ?? (known.isCovered ? .covered : .counted)
        if known.event.isAggregate {
            let session = try interner.session(known.event.session, &memory)
            try coarse.remove(known.event, row: known.row, session: session)
            written[known.row] = before
        }
        if better.isAggregate {
            try list(better, row: known.row, &memory)
            written[known.row] = before
        }
        for event in [known.event, better] { try wrote(event, &memory) }
    }

    /// Takes note of a new call.
    mutating func added(_ event: UsageEvent, _ memory: inout WriterMemory) throws {
        try backends.wrote(event, &memory)
        try wrote(event, &memory)
    }

    /// Takes note of a call that was written or taken away.
    private mutating func wrote(_ event: UsageEvent, _ memory: inout WriterMemory) throws {
        guard try !sessions(&memory).isEmpty else { return }
        let session = try interner.session(event.session, &memory)
        guard try sessions(&memory).contains(session) else { return }
        let time = event.at.milliseconds
        reaches[session, default: [:]][event.source, default: time...time].extend(to: time)
    }

    /// Decides what may have changed, with the rollups as they are without it.
    mutating func decide(
        _ statements: EventStatements, _ rollups: inout RollupChanges, _ result: inout AppendResult,
        _ memory: inout WriterMemory
    ) throws {
        try backends.decide(statements, &rollups, &memory)
        // What covers is looked up in them.
        try rollups.apply(interner.db)
        let rows = try candidates(&memory)
        memory.newlyTold = []
        var coverage = CoverageLookup(interner: interner, coarse: coarse)
        for row in rows.sorted() {
            if let call = logged[row], try !coverage.isTold(call.session, .loggedCall, from: call.source) { continue }
            guard let stored = try statements.load(row: row, interner, &memory) else { continue }
            let isCovered = try coverage.isCovered(stored.event, &memory)
            if isCovered != stored.isCovered {
                try statements.cover(row: row, isCovered)
                if isCovered {
                    rollups.remove(stored.event, series: stored.series)
                } else {
                    rollups.add(stored.event, series: stored.series)
                }
            }
            switch (written[row] ?? (stored.isCovered ? .covered : .counted), isCovered) {
            case (.missing, true):
                result.inserted -= 1
                result.unchanged += 1
            case (.counted, true): result.covered += 1
            case (.covered, false): result.uncovered += 1
            case (.missing, false), (.counted, false), (.covered, true): break
            }
        }
    }

    private func candidates(_ memory: inout WriterMemory) throws -> Set<Int64> {
        var rows = Set(written.keys)
        let sessions = try sessions(&memory)
        if sessions.isEmpty { return rows }
        for session in memory.newlyTold.union(toldInParts) where sessions.contains(session) {
            rows.formUnion(try coarse.rows(of: session, .conversation))
        }
        for (session, reaches) in reaches {
            // What the worst of its sources told covers no line of a log; it may be a log that tells of all there is.
            let worst = try coarse.tellers(of: session).max()
            let finer = reaches.filter { source, _ in worst.map { source < $0 } ?? true }.values
            if let reach = ClosedRange.hull(of: finer) {
                let near = reach.widened(by: Grain.logSlack, and: Grain.logSlack)
                rows.formUnion(try coarse.rows(of: session, .loggedCall, at: near))
            }
            // Which call a point is told by depends on its neighbours, too.
            rows.formUnion(try coarse.rows(of: session, .point))
            guard let last = reaches.values.map(\.upperBound).max() else { continue }
            rows.formUnion(try coarse.rows(of: session, .run, at: .min...last.addingSaturating(Grain.runSlack)))
        }
        for (session, reach) in backends.turns {
            rows.formUnion(try coarse.rows(of: session, .turn, at: reach.widened(by: 0, and: BackendTurn.longest)))
        }
        for (session, reach) in backends.touched {
            let turns = reach.widened(by: BackendTurn.slack, and: BackendTurn.longest)
            rows.formUnion(try coarse.rows(of: session, .turn, at: turns))
            for grain in [Grain.conversation, .run] { rows.formUnion(try coarse.rows(of: session, grain)) }
        }
        return rows
    }

    private mutating func list(_ event: UsageEvent, row: Int64, _ memory: inout WriterMemory) throws {
        let session = try interner.session(event.session, &memory)
        if event.grain == .loggedCall { toldInParts.insert(session) }
        try coarse.add(event, row: row, session: session)
        _ = try sessions(&memory)
        memory.coarseSessions?.insert(session)
    }

    private func sessions(_ memory: inout WriterMemory) throws -> Set<Int64> {
        if let known = memory.coarseSessions { return known }
        let sessions = try coarse.sessions()
        memory.coarseSessions = sessions
        return sessions
    }
}
