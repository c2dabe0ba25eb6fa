// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension BatchWork {
    /// Decides anew, for turns that the batch may tell something about, in which conversation they were answered.
    mutating func weighTurns() async throws {
        let events = named.flatMap { [image.readCalls[$0]?.event, image.calls[$0]?.event] }.compactMap(\.self)
        let turns = events.compactMap(BackendTurn.init)
        if !turns.isEmpty { image.counters.hasTurns = true }
        guard image.counters.hasTurns else { return }
        let calls = events.filter(TurnMatching.isCall)
        let moments = calls.map(\.at) + turns.map(\.at)
        guard let first = moments.min(), let last = moments.max() else { return }
        let slack = 3 * TurnEvidence.rivalry + BackendTurn.longest
        let span = first.advanced(byMilliseconds: -slack)...last.advanced(byMilliseconds: slack)
        let near = overlaid(try await neighbourhood.turns(in: span)).filter { $0.grain == .turn }
        let all = near.compactMap(BackendTurn.init)
        let reaches = TurnMatching.reaches(all)
        let own = Set(turns.map(\.session))
        let affected = all.filter { turn in
            own.contains(turn.session)
                || calls.contains {
                    turn.isAnswered(by: $0.session.harness) && reaches[turn.id]?.contains($0.at) ?? false
                }
        }
        let weighed = Self.neighbours(of: affected, all)
        let read = Self.neighbours(of: weighed, all)
        let told = try await self.calls(around: read, reaches)
        try image.read(try await neighbourhood.documents(.evidence, keys: weighed.map(\.id.description)))
        let matching = TurnMatching(near + told)
        var links = Dictionary(uniqueKeysWithValues: Set(weighed.map(\.id)).map { ($0, TurnLink?.none) })
        for turn in weighed { links[turn.id] = matching.link(of: turn) }
        // What is no turn any more shows nothing.
        for turn in turns where links[turn.id] == nil { links[turn.id] = TurnLink?.none }
        for (turn, link) in links where image.evidence[turn] != link {
            if let former = image.evidence[turn] { unlinked.formUnion(Self.ends(of: former)) }
            if let link { touched.formUnion(Self.ends(of: link)) }
            image.evidence[turn] = link
        }
        touched.formUnion(unlinked)
    }

    private static func ends(of link: TurnLink) -> [BackendName] {
        [BackendName(link.link.session), link.link.backend]
    }

    /// Rows that were read, as the batch leaves them, with what it brings.
    private func overlaid(_ read: [StoredCall]) -> [UsageEvent] {
        let elsewhere = read.filter { image.readCalls[$0.event.id] == nil && image.calls[$0.event.id] == nil }
        return elsewhere.map(\.event) + image.calls.values.map(\.event)
    }

    private func calls(
        around turns: [BackendTurn], _ reaches: [EventID: ClosedRange<Timestamp>]
    ) async throws -> [UsageEvent] {
        var found: [StoredCall] = []
        for (harness, turns) in Dictionary(grouping: turns, by: \.harness) {
            guard let harness else { continue }
            let spans = turns.compactMap { reaches[$0.id] }.sorted { $0.lowerBound < $1.lowerBound }
            let merged = spans.reduce(into: [ClosedRange<Timestamp>]()) { merged, span in
                if let last = merged.last, last.upperBound >= span.lowerBound {
                    merged[merged.count - 1] = last.lowerBound...max(last.upperBound, span.upperBound)
                } else {
                    merged.append(span)
                }
            }
            found += try await neighbourhood.calls(of: harness, in: merged)
        }
        return overlaid(found).filter(TurnMatching.isCall)
    }

    /// Turns and those near enough to repeat the same calls.
    private static func neighbours(of turns: [BackendTurn], _ all: [BackendTurn]) -> [BackendTurn] {
        all.filter { turn in turns.contains { $0.id == turn.id || TurnMatching.areNear($0, turn) } }
    }
}
