// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension BackendChanges {
    /// Looks again at what the figures of turns show that the batch wrote, or near which it wrote calls or turns.
    mutating func findEvidence(_ statements: EventStatements, _ memory: inout WriterMemory) throws {
        var lookup = EvidenceLookup(interner, statements)
        for row in try doubtful().sorted() {
            guard let turn = try lookup.turn(row, &memory) else { continue }
            let (known, found) = (try links.evidence(of: row), try lookup.evidence(of: turn, &memory))
            if known == found { continue }
            let before = try linked(turn.session, known, found)
            try links.forgetEvidence(of: row)
            if let found { _ = try links.add(turn.session, found, event: row) }
            // Most turns show what others have shown before.
            let changed = before.symmetricDifference(try linked(turn.session, known, found))
            if changed.isEmpty { continue }
            backends.formUnion(changed)
            memory.backends = nil
        }
    }

    private func linked(_ session: Int64, _ names: BackendName?...) throws -> Set<BackendName> {
        Set(try names.compactMap(\.self).filter { try links.has(session, $0) })
    }

    /// Turns whose calls may be among what the batch wrote, whose beginning it may have moved, and their rivals.
    private func doubtful() throws -> Set<Int64> {
        var reaches = turns.values.map { $0.widened(by: 0, and: BackendTurn.longest) }
        for (session, written) in calls {
            guard let name = try rows.name(of: session) else { continue }
            let newest = try rows.sessions(of: name).compactMap(rows.newestCall).max() ?? written.upperBound
            let reach = written.widened(by: BackendTurn.slack, and: BackendTurn.longest)
            // The conversation needs a call at a turn's end, so that later turns cannot be meant.
            let end = min(reach.upperBound, newest.addingSaturating(BackendTurn.tail))
            if reach.lowerBound <= end { reaches.append(reach.lowerBound...end) }
        }
        let rivalry = TurnEvidence.rivalry
        return try ClosedRange.merged(reaches.map { $0.widened(by: rivalry, and: rivalry) }).reduce(into: []) {
            $0.formUnion(try rows.turns(at: $1))
        }
    }
}
