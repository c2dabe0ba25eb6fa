// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Finds by their figures in which conversations turns were answered, where no id says so.
struct TurnMatching: Sendable {
    private let events: [EventID: UsageEvent]
    private let turns: [BackendTurn]
    private let reaches: [EventID: ClosedRange<Timestamp>]
    /// Transcripts' calls by program, in the order of time.
    private let calls: [String: [UsageEvent]]

    /// - Parameter events: All turns near those that are asked about, and all calls within their reach.
    init(_ events: some Sequence<UsageEvent>) {
        let all = Array(events)
        self.events = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
        turns = all.compactMap(BackendTurn.init).sorted(by: BackendTurn.precedes)
        reaches = Self.reaches(turns)
        calls = Dictionary(grouping: all.filter(Self.isCall), by: \.session.harness).mapValues { calls in
            calls.sorted { $0.at < $1.at }
        }
    }

    /// Whether a row can be what a turn repeats.
    static func isCall(_ event: UsageEvent) -> Bool {
        event.grain == .call && !event.isSynthetic && event.source == .transcript
    }

    /// Between which times the calls of each turn were made.
    static func reaches(_ turns: [BackendTurn]) -> [EventID: ClosedRange<Timestamp>] {
        var reaches: [EventID: ClosedRange<Timestamp>] = [:]
        for own in Dictionary(grouping: turns, by: \.session).values {
            let ordered = own.sorted(by: BackendTurn.precedes)
            for turn in ordered {
                reaches[turn.id] = turn.reach(after: ordered.last { $0.at < turn.at }?.at)
            }
        }
        return reaches
    }

    /// The only conversation whose figures a turn repeats, if no other session's turn repeats them.
    func link(of turn: BackendTurn) -> TurnLink? {
        let matches = matches(turn)
        guard let name = matches.first, matches.count == 1 else { return nil }
        let rivals = turns.filter { $0.session != turn.session && Self.areNear($0, turn) }
        if rivals.contains(where: { self.matches($0).contains(name) }) { return nil }
        return TurnLink(turn: turn.id, link: BackendLink(session: turn.session, backend: name))
    }

    static func areNear(_ left: BackendTurn, _ right: BackendTurn) -> Bool {
        left.at.milliseconds.subtractingSaturating(right.at.milliseconds).magnitude <= UInt64(TurnEvidence.rivalry)
    }

    private func matches(_ turn: BackendTurn) -> Set<BackendName> {
        guard let event = events[turn.id], let evidence = TurnEvidence(event), let harness = turn.harness,
            let reach = reaches[turn.id]
        else { return [] }
        let near = (calls[harness] ?? []).drop { $0.at < reach.lowerBound }.prefix { $0.at <= reach.upperBound }
            .filter { BackendName($0.session) != BackendName(turn.session) }
        let names = Dictionary(grouping: near) { BackendName($0.session) }
        return Set(names.filter { evidence.matches($0.value.map(TurnEvidence.Call.init)) }.keys)
    }
}
