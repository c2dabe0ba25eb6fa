// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension MemoryLedger {
    /// Takes in a call whose answer may be told by others too: see ``AnswerKey``.
    ///
    /// - Returns: whether anything about it is new.
    func take(_ event: UsageEvent, _ answer: AnswerKey, _ result: inout AppendResult) -> Bool {
        var event = event
        event.answer = nil
        let tellings = answers[answer.hash] ?? [:]
        if events[event.id] == nil {
            if answer.isPartial, let whole = tellings.first(where: { !$0.value })?.key {
                event.id = whole
                return take(event, &result)
            }
            let parts = answer.isPartial ? [] : tellings.filter(\.value).map(\.key)
            for part in parts { give(event.id, to: part, &result) }
            for part in parts { answers[answer.hash]?[part] = nil }
        }
        answers[answer.hash, default: [:]][event.id] = answers[answer.hash]?[event.id] ?? answer.isPartial
        return take(event, &result)
    }

    /// Makes a partial telling a telling of the whole call, which may be there already.
    private func give(_ id: EventID, to part: EventID, _ result: inout AppendResult) {
        guard var told = events.removeValue(forKey: part) else { return }
        told.id = id
        guard let known = events[id] else {
            events[id] = told
            return
        }
        var better = known.superseded(by: told) ?? known
        better.provenance.formUnion(told.provenance)
        events[id] = better
        result.covered += 1
    }
}
