// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

extension MemoryLedger {
    /// Stamps the calls without a price again.
    package func reprice(
        to revision: String, isDryRun: Bool, stamp: @escaping @Sendable ([UsageEvent]) -> [UsageEvent]
    ) async throws -> Repricing {
        var repricing = Repricing(at: clock.now, revision: revision)
        let unpriced = events.values.filter { $0.cost.basis == .unpriced }
        for (old, new) in zip(unpriced, stamp(unpriced))
        where repricing.take(old, new, isCounted: !covered.contains(old.id)) && !isDryRun {
            events[old.id]?.cost = new.cost
        }
        guard !isDryRun, repricing.calls > 0 else { return repricing }
        return keep(repricing)
    }

    /// Stamps selected calls again.
    package func reprice(_ request: RepricingRequest) async throws -> Repricing {
        var repricing = Repricing(
            at: clock.now, kind: .selected, actor: request.actor, selection: request.selection,
            revision: request.revision)
        let selected = events.values.filter { !$0.isSynthetic && record($0).matches(request.query) }
        var former: [EventID: FormerStamp] = [:]
        for (old, new) in zip(selected, request.stamp(selected))
        where repricing.takeSelected(old, new, isCounted: !covered.contains(old.id)) {
            former[old.id] = FormerStamp(call: old, stamped: new.cost)
        }
        guard !request.isDryRun, repricing.calls > 0 else { return repricing }
        for (id, stamp) in former { events[id]?.cost = stamp.stamped }
        let kept = keep(repricing)
        formerStamps[kept.id ?? 0] = former
        return kept
    }

    /// Gives calls back the stamps that they had before a repricing.
    package func undoRepricing(_ id: Int64?, actor: String, isDryRun: Bool) async throws -> Repricing {
        let last = repricings.last { $0.kind == .selected && $0.undoneBy == nil }?.id
        guard let asked = id ?? last else { throw RepricingError.nothingToUndo }
        guard let place = repricings.firstIndex(where: { $0.id == asked }) else { throw RepricingError.unknown(asked) }
        try repricings[place].checkIsUndoable(asked)
        let own = Set(formerStamps[asked]?.keys.map(\.self) ?? [])
        let later = formerStamps.filter { $0.key > asked && !own.isDisjoint(with: $0.value.keys) }.keys.max()
        if let later { throw RepricingError.superseded(asked, by: later) }
        var repricing = Repricing(
            at: clock.now, kind: .undo, actor: actor, selection: repricings[place].selection, revision: "")
        repricing.undoes = asked
        var restored: [UsageEvent] = []
        for (id, stamp) in formerStamps[asked] ?? [:] {
            guard let present = events[id], stamp.isOn(present) else {
                repricing.leave()
                continue
            }
            var former = present
            former.cost = stamp.call.cost
            repricing.takeBack(present, former, isCounted: !covered.contains(id))
            restored.append(former)
        }
        if isDryRun { return repricing }
        for event in restored { events[event.id] = event }
        formerStamps[asked] = nil
        let kept = keep(repricing)
        repricings[place].undoneBy = kept.id
        return kept
    }

    /// When calls were stamped again, newest first.
    package func repricings(limit: Int) async throws -> [Repricing] {
        repricings.reversed().prefix(max(0, limit)).map { repricing in
            var kept = repricing
            if kept.kind == .unpriced { kept.examined = repricing.calls }
            return kept
        }
    }
}

/// A call as it was before a repricing, and the cost that it got.
struct FormerStamp {
    var call: UsageEvent
    var stamped: Cost

    /// Whether the call still is as it was stamped.
    func isOn(_ present: UsageEvent) -> Bool {
        present.cost.hasSameStamp(as: stamped) && present.cost.priceRevision == stamped.priceRevision
            && present.tokens.total == call.tokens.total && present.at == call.at
    }
}
