// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

extension MemoryLedger {
    /// What became of turns that other programs answered.
    package func backendTurns() async throws -> BackendTurnCounts {
        let alone = turns.filter { !covered.contains($0.id) }
        let doubtful = alone.filter { turn in
            let end = TurnEvidence.end(of: turn)
            return turn.harness != nil
                && events.values.contains {
                    $0.session.harness == turn.harness && $0.grain == .call && !$0.isSynthetic
                        && $0.source == .transcript
                        && owners[$0.id] == nil && end.contains($0.at)
                }
        }
        return BackendTurnCounts(
            told: Int64(turns.count - alone.count), alone: Int64(alone.count), doubtful: Int64(doubtful.count))
    }

    /// Decides anew for whom other programs' calls were made; says whether that changed for any call.
    func ownAgain() -> Bool {
        let before = owners
        let links = allLinks()
        owners = [:]
        let turns = self.turns
        for (name, sessions) in links {
            let candidates = sessions.map { BackendOwners.Candidate(session: $0, start: known($0).startedAt) }
            let rule = BackendOwners(
                candidates, turns: turns.filter { sessions.contains($0.session) }, harness: name.harness)
            for event in events.values where BackendName(event.session) == name {
                owners[event.id] = rule.owner(at: event.at)
            }
        }
        return before != owners
    }

    /// Whether another program's calls cover a turn, a run or a conversation.
    func isCoveredByBackend(_ event: UsageEvent) -> Bool {
        let made = events.values.filter {
            owners[$0.id]?.session == event.session && $0.grain == .call && !$0.isSynthetic
        }
        guard let turn = BackendTurn(event) else { return made.contains(where: event.isCovered(byBackendsCall:)) }
        let reach = reach(of: turn)
        return made.contains { reach.contains($0.at) && turn.isAnswered(by: $0.session.harness) }
    }

    private var turns: [BackendTurn] {
        events.values.compactMap(BackendTurn.init).sorted(by: BackendTurn.precedes)
    }

    private func reach(of turn: BackendTurn) -> ClosedRange<Timestamp> {
        turn.reach(after: turns.last { $0.session == turn.session && $0.at < turn.at }?.at)
    }

    /// What ids say and what figures show.
    private func allLinks() -> [BackendName: Set<SessionID>] {
        var all: [BackendName: Set<SessionID>] = [:]
        for link in links { all[link.backend, default: []].insert(link.session) }
        for turn in turns {
            guard let name = evidence(of: turn) else { continue }
            all[name, default: []].insert(turn.session)
        }
        return all
    }

    /// The only conversation whose figures a turn repeats, if no other session's turn repeats them.
    private func evidence(of turn: BackendTurn) -> BackendName? {
        let matches = matches(turn)
        guard let name = matches.first, matches.count == 1 else { return nil }
        let rivals = turns.filter { other in
            other.session != turn.session
                && abs(other.at.milliseconds - turn.at.milliseconds) <= TurnEvidence.rivalry
        }
        return rivals.contains { self.matches($0).contains(name) } ? nil : name
    }

    private func matches(_ turn: BackendTurn) -> Set<BackendName> {
        guard let event = events[turn.id], let evidence = TurnEvidence(event), let harness = turn.harness else {
            return []
        }
        let reach = reach(of: turn)
        let calls = events.values.filter {
            $0.grain == .call && !$0.isSynthetic && $0.source == .transcript && $0.session.harness == harness
                && reach.contains($0.at) && BackendName($0.session) != BackendName(turn.session)
        }
        let names = Dictionary(grouping: calls) { BackendName($0.session) }
        return Set(names.filter { evidence.matches($0.value.map(TurnEvidence.Call.init)) }.keys)
    }
}
