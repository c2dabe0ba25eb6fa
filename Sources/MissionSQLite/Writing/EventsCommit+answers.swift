// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Answers that are told both whole and in part: see ``AnswerKey``.
extension EventsCommit {
    /// Looks whether a call that was just inserted is one that another telling of its answer brought already.
    ///
    /// - Returns: whether it is a call of its own. If not, its row is gone and the other one has the better figures.
    mutating func settle(_ event: UsageEvent, row: Int64, _ memory: inout WriterMemory) throws -> Bool {
        guard let answer = event.answer else { return true }
        let tellings = try answers.tellings(of: answer)
        if answer.isPartial, let whole = tellings.first(where: { !$0.isPartial }) {
            try answers.deleteEvent(row: row)
            try reconsider(event, inRow: whole.row, &memory)
            return false
        }
        let parts = answer.isPartial ? [] : tellings.filter(\.isPartial)
        guard let first = parts.first else {
            try answers.add(answer, row: row)
            return true
        }
        try answers.deleteEvent(row: row)
        var completed = event
        for part in parts.dropFirst() {
            completed = try absorb(part.row, answer, into: completed, &memory)
        }
        try reconsider(completed, inRow: first.row, &memory)
        try answers.complete(answer, row: first.row)
        return false
    }

    /// Takes note of the answer that a call of an older ledger tells, when the call comes again. There, a partial telling
    /// may count beside the whole one.
    ///
    /// - Returns: the call to go on with, which may have learnt from partial tellings; nil when its row is gone.
    mutating func remember(_ event: UsageEvent, row: Int64, _ memory: inout WriterMemory) throws -> UsageEvent? {
        guard let answer = event.answer, row <= (try memory.lastWithoutAnswer(interner.db)) else { return event }
        let tellings = try answers.tellings(of: answer)
        if tellings.contains(where: { $0.row == row }) { return event }
        if answer.isPartial, let whole = tellings.first(where: { !$0.isPartial }) {
            var better = try absorb(row, answer, into: event, &memory)
            better.answer = answer
            try reconsider(better, inRow: whole.row, &memory)
            return nil
        }
        try answers.add(answer, row: row)
        var completed = event
        for part in tellings where part.isPartial && !answer.isPartial {
            completed = try absorb(part.row, answer, into: completed, &memory)
        }
        return completed
    }

    /// Takes a partial telling away; gives the call with the better figures of both.
    private mutating func absorb(
        _ row: Int64, _ answer: AnswerKey, into event: UsageEvent, _ memory: inout WriterMemory
    ) throws -> UsageEvent {
        guard let known = try statements.load(row: row, interner, &memory) else { return event }
        let better = known.event.superseded(by: event, under: event.id) ?? known.event
        if !known.isCovered { rollups.remove(known.event, series: known.series) }
        try answers.delete(answer, row: row)
        try coverage.replaced(known, by: better, &memory)
        result.covered += 1
        return better
    }
}
