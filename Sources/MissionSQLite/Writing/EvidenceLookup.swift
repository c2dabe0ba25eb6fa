// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Answers which conversation the figures of a turn show to have answered it, remembering what it asked.
struct EvidenceLookup {
    /// A turn, its session's row, and what its figures are.
    struct Turn {
        var row: Int64
        var session: Int64
        var turn: BackendTurn
        var evidence: TurnEvidence?
    }

    private let interner: Interner
    private let statements: EventStatements
    private let rows: BackendRows
    private var turns: [Int64: Turn?] = [:]
    private var matches: [Int64: Set<BackendName>] = [:]

    init(_ interner: Interner, _ statements: EventStatements) {
        self.interner = interner
        self.statements = statements
        rows = BackendRows(interner.db)
    }

    /// The turn of a row; nil where it is none.
    mutating func turn(_ row: Int64, _ memory: inout WriterMemory) throws -> Turn? {
        if let known = turns[row] { return known }
        let stored = try statements.load(row: row, interner, &memory)
        let turn = try stored.flatMap { stored in
            try BackendTurn(stored.event).map { turn in
                Turn(
                    row: row, session: try interner.session(turn.session, &memory), turn: turn,
                    evidence: TurnEvidence(stored.event))
            }
        }
        turns[row] = .some(turn)
        return turn
    }

    /// The only conversation whose figures the turn repeats, if no other session's turn repeats them.
    mutating func evidence(of turn: Turn, _ memory: inout WriterMemory) throws -> BackendName? {
        let matches = try matches(turn, &memory)
        guard let name = matches.first, matches.count == 1 else { return nil }
        let (moment, rivalry) = (turn.turn.at.milliseconds, TurnEvidence.rivalry)
        for row in try rows.turns(at: (moment...moment).widened(by: rivalry, and: rivalry)) where row != turn.row {
            guard let rival = try self.turn(row, &memory), rival.session != turn.session else { continue }
            if try self.matches(rival, &memory).contains(name) { return nil }
        }
        return name
    }

    private mutating func matches(_ turn: Turn, _ memory: inout WriterMemory) throws -> Set<BackendName> {
        if let known = matches[turn.row] { return known }
        let found = try look(turn)
        matches[turn.row] = found
        return found
    }

    private func look(_ turn: Turn) throws -> Set<BackendName> {
        guard let evidence = turn.evidence, let harness = turn.turn.harness else { return [] }
        let conversations = try rows.conversations(of: harness, at: TurnEvidence.end(of: turn.turn))
        if conversations.isEmpty { return [] }
        let previous = try rows.previousTurn(of: turn.session, before: turn.turn.at.milliseconds)
        let reach = turn.turn.reach(after: previous)
        let names = Set(try conversations.compactMap(rows.name)).subtracting([BackendName(turn.turn.session)])
        return try names.filter { name in
            evidence.matches(try rows.sessions(of: name).flatMap { try rows.evidence(in: $0, at: reach) })
        }
    }
}
