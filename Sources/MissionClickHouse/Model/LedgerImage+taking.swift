// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerImage {
    /// Gives known calls their new identities; says whether any was renamed.
    mutating func rename(_ renamings: [EventRenaming]) -> Bool {
        var isChanged = false
        for renaming in renamings where renaming.old != renaming.new && calls[renaming.new] == nil {
            guard var call = calls[renaming.old], call.event.session.harness == renaming.session.harness,
                call.event.session.id == renaming.session.id
            else { continue }
            call.event.id = renaming.new
            calls[renaming.old] = nil
            calls[renaming.new] = call
            isChanged = true
        }
        return isChanged
    }

    /// Takes in what was told of a conversation.
    mutating func take(_ facts: SessionFacts) {
        var record = sessions[facts.session] ?? SessionRecord(facts.session)
        record.facts = record.facts.merging(facts)
        record.isKnown = true
        sessions[facts.session] = record
    }

    /// Takes in a call; says whether anything about it is new.
    mutating func take(_ event: UsageEvent, _ result: inout AppendResult) -> Bool {
        note(event)
        if let answer = event.answer { return take(event, answer, &result) }
        guard let known = calls[event.id] else {
            calls[event.id] = StoredCall(event: event)
            result.inserted += 1
            if event.isSynthetic { result.insertedSynthetic += 1 }
            return true
        }
        guard let better = known.event.superseded(by: event) else {
            calls[event.id]?.event.provenance.formUnion(event.provenance)
            result.unchanged += 1
            return !known.event.provenance.isSuperset(of: event.provenance)
        }
        calls[event.id]?.event = better
        result.updated += 1
        return true
    }

    /// Who told of a conversation, and whether it has rows that finer sources can make superfluous.
    private mutating func note(_ event: UsageEvent) {
        var record = sessions[event.session] ?? SessionRecord(event.session)
        if !event.isSynthetic {
            record.told.insert(event.source)
            record.gateways.insert(event.attribution.gateway)
        }
        if event.isAggregate { record.hasSums = true }
        sessions[event.session] = record
    }

    /// A call whose answer may be told by others too: see ``MissionCore/AnswerKey``.
    private mutating func take(_ event: UsageEvent, _ answer: AnswerKey, _ result: inout AppendResult) -> Bool {
        var event = event
        event.answer = nil
        var known = answers[answer.hash] ?? AnswerTellings(hash: answer.hash, tellings: [:])
        if calls[event.id] == nil {
            if answer.isPartial, let whole = known.tellings.filter({ !$0.value }).keys.min() {
                event.id = whole
                return take(event, &result)
            }
            for part in answer.isPartial ? [] : known.tellings.filter(\.value).keys.sorted() {
                give(event.id, to: part, &result)
                known.tellings[part] = nil
            }
        }
        known.tellings[event.id] = known.tellings[event.id] ?? answer.isPartial
        answers[answer.hash] = known
        return take(event, &result)
    }

    /// Makes a partial telling a telling of the whole call, which may be there already.
    private mutating func give(_ id: EventID, to part: EventID, _ result: inout AppendResult) {
        guard var told = calls.removeValue(forKey: part) else { return }
        told.event.id = id
        guard let known = calls[id] else {
            calls[id] = told
            return
        }
        var better = known.event.superseded(by: told.event) ?? known.event
        better.provenance.formUnion(told.event.provenance)
        calls[id]?.event = better
        result.covered += 1
    }
}
