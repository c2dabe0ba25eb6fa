// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Says for whom the calls of one backend conversation were made.
///
/// **The rule**: a conversation that a session had turns answered in is that session's, with all of its calls; nobody can
/// tell a person who goes on in it by hand from the session itself. Of several sessions it is the one whose turn the call
/// lies in, else the one that had begun last. What the turn was for is what its calls were for.
package struct BackendOwners: Sendable {
    /// A session that had turns answered in the conversation.
    package struct Candidate: Hashable, Sendable {
        /// The session.
        package var session: SessionID
        /// When it began, where that is known.
        package var start: Timestamp?

        package init(session: SessionID, start: Timestamp?) {
            self.session = session
            self.start = start
        }
    }

    private let candidates: [Candidate]
    private let turns: [BackendTurn]

    /// A rule.
    ///
    /// - Parameters:
    ///   - candidates: The sessions, in any order.
    ///   - turns: Their turns, in any order; those that the program cannot have answered are left out.
    ///   - harness: The program.
    package init(_ candidates: [Candidate], turns: [BackendTurn], harness: String) {
        self.candidates = candidates.sorted { left, right in
            let (one, other) = (left.session, right.session)
            return (left.start?.milliseconds ?? .min, one.harness, one.agent, one.id)
                < (right.start?.milliseconds ?? .min, other.harness, other.agent, other.id)
        }
        self.turns = turns.filter { $0.isAnswered(by: harness) }.sorted(by: BackendTurn.precedes)
    }

    /// For whom a call was made; nil where nobody had turns answered in the conversation.
    package func owner(at moment: Timestamp) -> CallOwner? {
        if let turn = turn(around: moment) {
            return CallOwner(session: turn.session, kind: turn.kind, cronJob: turn.cronJob)
        }
        let begun = candidates.last { $0.start.map { $0 <= moment } ?? true }
        return (begun ?? candidates.first).map { CallOwner(session: $0.session) }
    }

    private func turn(around moment: Timestamp) -> BackendTurn? {
        let next = turns.partitioningIndex { $0.at >= moment }
        if next < turns.count, turns[next].holds(moment) { return turns[next] }
        guard next > 0 else { return nil }
        let last = turns[next - 1]
        return last.at.advanced(byMilliseconds: BackendTurn.slack) >= moment ? last : nil
    }
}

extension Array {
    /// The place of the first element for which `isBehind` holds, of elements that are ordered by it.
    func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
