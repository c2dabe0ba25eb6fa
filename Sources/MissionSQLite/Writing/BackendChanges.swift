// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// What a batch changes about turns that other programs answered: for whom those programs' calls count.
///
/// Every row is written as one that counts for its own conversation. At the end of the batch it is decided, from what is then
/// stored, about those near which it wrote something or of whose conversation it told something. A ledger without such turns
/// and links pays a look at what the writer remembers.
struct BackendChanges {
    let interner: Interner
    let links: BackendLinks
    let rows: BackendRows
    /// Conversations about all of whose calls is to be decided.
    var backends: Set<BackendName> = []
    /// Between which times the batch wrote or took away calls of other programs, by conversation.
    var calls: [Int64: ClosedRange<Int64>] = [:]
    /// The same for turns, by session.
    private(set) var turns: [Int64: ClosedRange<Int64>] = [:]
    private var hasWrittenTurns = false
    /// Between which times calls came to count for a session or no longer do.
    private(set) var touched: [Int64: ClosedRange<Int64>] = [:]
    /// Whether any call counts for another conversation than before.
    private(set) var isChanged = false

    init(_ interner: Interner) {
        self.interner = interner
        links = BackendLinks(db: interner.db)
        rows = BackendRows(interner.db)
    }

    // MARK: Taking note

    /// Takes note of what was learnt; whether it was unknown.
    mutating func learn(_ new: [BackendLink], _ memory: inout WriterMemory) throws -> Bool {
        var isNew = false
        for link in new where link.isMeaningful {
            guard try links.add(try interner.session(link.session, &memory), link.backend) else { continue }
            isNew = true
            backends.insert(link.backend)
            memory.backends = nil
        }
        return isNew
    }

    /// Takes note that a session turned out to have begun at another time.
    mutating func restarted(_ session: Int64, _ memory: inout WriterMemory) throws {
        let known = try known(&memory)
        guard known.sharing.contains(session) else { return }
        for (name, sessions) in known.links where sessions.contains(session) { backends.insert(name) }
    }

    /// Takes note of a call that was replaced: it counts for nobody else until that is decided again.
    mutating func replaced(
        _ known: EventStatements.Stored, by better: UsageEvent, _ memory: inout WriterMemory
    ) throws {
        if let owner = try interner.series(known.series, &memory).owner {
            try touch(owner.session, at: known.event.at, &memory)
        }
        for event in [known.event, better] {
            let session = try interner.session(event.session, &memory)
            if event.grain == .turn { wroteTurn(&memory) }
            wrote(at: event.at, isTurn: event.grain == .turn, harness: event.session.harness, session: session)
        }
    }

    /// Takes note that there is a turn, before it is said which.
    mutating func wroteTurn(_ memory: inout WriterMemory) {
        hasWrittenTurns = true
        memory.backends?.hasTurns = true
    }

    /// Takes note of a new call.
    mutating func wrote(_ event: UsageEvent, _ memory: inout WriterMemory) throws {
        guard try hasWrittenTurns || known(&memory).isAny else { return }
        let session = try interner.session(event.session, &memory)
        wrote(at: event.at, isTurn: event.grain == .turn, harness: event.session.harness, session: session)
    }

    private mutating func wrote(at moment: Timestamp, isTurn: Bool, harness: String, session: Int64) {
        let time = moment.milliseconds
        if isTurn { turns[session, default: time...time].extend(to: time) }
        if harness != "openclaw" { calls[session, default: time...time].extend(to: time) }
    }

    // MARK: Deciding

    /// Decides what may have changed, and moves the rollups with it.
    mutating func decide(
        _ statements: EventStatements, _ rollups: inout RollupChanges, _ memory: inout WriterMemory
    ) throws {
        try takeUndecided(&memory)
        guard !backends.isEmpty || !calls.isEmpty || !turns.isEmpty else { return }
        guard try known(&memory).isAny else { return }
        if try known(&memory).hasTurns { try findEvidence(statements, &memory) }
        for name in try concerned(&memory) {
            let sessions = try known(&memory).links[name] ?? []
            let reach = reach(of: name, sessions)
            for session in try rows.sessions(of: name) {
                guard let reach = reach.joined(with: calls[session]) else { continue }
                try own(session, name, sessions, within: reach, statements, &rollups, &memory)
            }
        }
    }

    /// Conversations of which some call may count for another one than before.
    private func concerned(_ memory: inout WriterMemory) throws -> Set<BackendName> {
        let known = try known(&memory).links
        var names = backends
        if !turns.isEmpty { names.formUnion(known.filter { !$1.isDisjoint(with: turns.keys) }.keys) }
        for session in calls.keys {
            if let name = try rows.name(of: session), known[name] != nil { names.insert(name) }
        }
        return names
    }

    /// Turns that an earlier version of the program took for calls.
    private mutating func takeUndecided(_ memory: inout WriterMemory) throws {
        guard try known(&memory).hasUndecided else { return }
        for row in try rows.extents() { turns[row.session] = row.reach }
        try interner.db.execute(sql: "DELETE FROM meta WHERE key = 'undecided_turns'")
        memory.backends?.hasUndecided = false
    }

    /// Between which times calls of a conversation may count for somebody else, because of its sessions' turns.
    private func reach(of name: BackendName, _ sessions: Set<Int64>) -> ClosedRange<Int64>? {
        if backends.contains(name) { return .min ... .max }
        var reach: ClosedRange<Int64>?
        for session in sessions {
            guard let written = turns[session] else { continue }
            reach = written.widened(by: BackendTurn.longest, and: BackendTurn.slack).joined(with: reach)
        }
        return reach
    }

    private mutating func own(
        _ session: Int64, _ name: BackendName, _ sessions: Set<Int64>, within reach: ClosedRange<Int64>,
        _ statements: EventStatements, _ rollups: inout RollupChanges, _ memory: inout WriterMemory
    ) throws {
        let calls = try rows.calls(of: session, at: reach)
        guard let first = calls.map(\.at).min(), let last = calls.map(\.at).max() else { return }
        let rule = BackendOwners(
            try links.candidates(sessions), turns: try turns(of: sessions, from: first, to: last, statements, &memory),
            harness: name.harness)
        for call in calls {
            let before = try interner.series(call.series, &memory).owner
            let owner = rule.owner(at: call.at)
            guard owner != before, let stored = try statements.load(row: call.row, interner, &memory) else { continue }
            let series = try interner.series(of: stored.event, owner: owner, &memory)
            try statements.move(row: call.row, to: series)
            if !stored.isCovered {
                rollups.remove(stored.event, series: stored.series)
                rollups.add(stored.event, series: series)
            }
            isChanged = true
            for session in [before?.session, owner?.session].compactMap(\.self) {
                try touch(session, at: call.at, &memory)
            }
        }
    }

    private mutating func touch(_ session: SessionID, at: Timestamp, _ memory: inout WriterMemory) throws {
        let (id, time) = (try interner.session(session, &memory), at.milliseconds)
        touched[id, default: time...time].extend(to: time)
    }

    /// The turns to which calls between two times may belong.
    private func turns(
        of sessions: Set<Int64>, from first: Timestamp, to last: Timestamp, _ statements: EventStatements,
        _ memory: inout WriterMemory
    ) throws -> [BackendTurn] {
        let start = first.advanced(byMilliseconds: -BackendTurn.slack).milliseconds
        let end = last.advanced(byMilliseconds: BackendTurn.longest).milliseconds
        let coarse = try CoarseCalls(db: interner.db)
        var turns: [BackendTurn] = []
        for session in sessions {
            for row in try coarse.rows(of: session, .turn, at: start...end) {
                guard let stored = try statements.load(row: row, interner, &memory) else { continue }
                if let turn = BackendTurn(stored.event) { turns.append(turn) }
            }
        }
        return turns
    }

    func known(_ memory: inout WriterMemory) throws -> BackendMemory {
        if let known = memory.backends { return known }
        let known = BackendMemory(
            try links.all(), hasTurns: try rows.hasTurns(), hasUndecided: try rows.hasUndecided())
        memory.backends = known
        return known
    }
}
