// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Synchronization

/// A ledger that gives the same answer again while nothing in it changes.
///
/// Pages and reports ask the same large questions again and again, and equal generations mean equal answers
/// (``MissionCore/LedgerState/generation``). The ledger says its generation each time, so that no answer is older than its last
/// commit. What depends on the present moment is asked anew.
final class RememberingReader: ForwardingReader {
    private enum Question: Hashable {
        case rows(UsageQuery)
        case usage(UsageQuery)
        case sessions(UsageQuery, limit: Int)
        case groups(UsageQuery)
        case keys(Set<String>)
        case newest(UsageQuery, limit: Int)
        case wakes(UsageQuery, since: Timestamp)
        case quarters(Window)
        case outcomes(Window)
    }

    private struct Known {
        var generation: Int64?
        var answers = AnswerMemory<Question>()
        /// The part of answers that lies before today and yesterday.
        var history = AnswerMemory<Question>()
        /// The generation of that part.
        var historyState: (generation: Int64, end: Timestamp, change: Int64)?
    }

    /// What is remembered, by all readers of one ledger.
    private final class Memory: Sendable {
        let known = Mutex(Known())
    }

    /// How many rows of sums a call with all that is known of it weighs.
    private static let weightOfCall = 4
    /// And a year's wakes by day and agent, with a week's singly.
    private static let weightOfWakes = 4_000

    let base: any LedgerReader
    private let clock: any WallClock
    private let memory: Memory
    /// Where the ledger stood when a page began to ask; nil for a reader that asks it with each question.
    private let stand: LedgerState?

    init(_ reader: any LedgerReader, clock: any WallClock) {
        (base, self.clock, memory, stand) = (reader, clock, Memory(), nil)
    }

    private init(_ other: RememberingReader, at state: LedgerState) {
        (base, clock, memory, stand) = (other.base, other.clock, other.memory, state)
    }

    /// The same reader for one page: dozens of questions, of which none needs to be newer than the page. It asks the ledger
    /// once where it stands.
    ///
    /// - Throws: What the ledger throws.
    func forOnePage() async throws -> RememberingReader {
        RememberingReader(self, at: try await base.state())
    }

    func state() async throws -> LedgerState {
        if let stand { return stand }
        return try await base.state()
    }

    /// The answer to a question about a window, remembered if it is known.
    ///
    /// A ledger's answers are exact to the quarter hour, and there are none outside its calls. So the window is rounded to what
    /// matters: what ends "now" is the same question until the next quarter hour begins.
    private func answer<Answer: Collection & Sendable>(
        to query: UsageQuery, as question: (UsageQuery) -> Question,
        _ ask: (_ query: UsageQuery, _ generation: Int64) async throws -> Answer
    ) async throws -> Answer {
        let state = try await state()
        var query = query
        query.window = query.window.rounded(within: state.extent)
        return try await answer(to: question(query), at: state.generation) { try await ask(query, state.generation) }
    }

    private func answer<Answer: Collection & Sendable>(
        to question: Question, at generation: Int64, _ ask: () async throws -> Answer
    ) async throws -> Answer {
        if let known: Answer = recall(question, generation) { return known }
        // A commit in between may be in the answer or not; either way nobody is given it, because the generation is another.
        let answer = try await ask()
        remember(answer, to: question, generation)
        return answer
    }

    private func recall<Answer>(_ question: Question, _ generation: Int64) -> Answer? {
        memory.known.withLock { known in
            known.generation == generation ? known.answers.recall(question, at: generation) : nil
        }
    }

    private func remember(_ answer: some Collection & Sendable, to question: Question, _ generation: Int64) {
        let weight =
            switch question {
            case .newest: Self.weightOfCall
            case .wakes: Self.weightOfWakes
            default: 1
            }
        memory.known.withLock { known in
            // A page that began before the last commit leaves nothing behind.
            guard generation >= known.generation ?? generation else { return }
            if known.generation != generation { (known.generation, known.answers) = (generation, AnswerMemory()) }
            known.answers.remember(answer, to: question, at: generation, weight: weight)
        }
    }

    // MARK: What lies before yesterday

    /// The answer made of two, of which the one about history is remembered until a commit changes that: new calls mostly are of
    /// today, and years need not be added up again for each.
    ///
    /// - Parameters:
    ///   - window: What is asked about.
    ///   - generation: The ledger's, asked for before.
    ///   - question: The question about a window, for remembering it.
    ///   - merge: Makes one answer of both.
    ///   - ask: Asks the ledger about a window.
    private func inParts<Answer: Collection & Sendable>(
        _ window: Window, at generation: Int64, as question: (Window) -> Question,
        _ merge: (Answer, Answer) -> Answer, _ ask: (Window) async throws -> Answer
    ) async throws -> Answer {
        let end = Self.endOfHistory(at: clock.now)
        guard window.start < end else { return try await ask(window) }
        let past = Window(start: window.start, end: min(window.end, end))
        let change = try await lastChange(before: end, at: generation)
        let known: Answer? = memory.known.withLock { $0.history.recall(question(past), at: change) }
        var answer: Answer
        if let known {
            answer = known
        } else {
            answer = try await ask(past)
            memory.known.withLock { $0.history.remember(answer, to: question(past), at: change) }
        }
        guard end < window.end else { return answer }
        answer = merge(answer, try await ask(Window(start: end, end: window.end)))
        // A commit between the two may have moved something from the one to the other.
        return try await base.state().generation == generation ? answer : try await ask(window)
    }

    /// Yesterday's beginning, UTC: logs are read late, and zones are up to 14 hours away.
    private static func endOfHistory(at now: Timestamp) -> Timestamp {
        let day: Int64 = 86_400_000
        return Timestamp(milliseconds: (now.milliseconds.floorDivided(by: day) - 1) * day)
    }

    private func lastChange(before end: Timestamp, at generation: Int64) async throws -> Int64 {
        let state = memory.known.withLock { $0.historyState }
        if let state, state.generation == generation, state.end == end { return state.change }
        let change = try await base.lastChange(before: end)
        memory.known.withLock { $0.historyState = (generation, end, change) }
        return change
    }

    // MARK: What is remembered

    func rows(for query: UsageQuery) async throws -> [UsageRow] {
        try await answer(to: query, as: Question.rows) { try await sums(for: $0, at: $1) }
    }

    func usage(_ query: UsageQuery) async throws -> [UsageRow] {
        try await answer(to: query, as: Question.usage) { query, generation in
            try await query.answer { try await sums(for: $0, at: generation) }
        }
    }

    private func sums(for query: UsageQuery, at generation: Int64) async throws -> [UsageRow] {
        // What is known of a conversation may change without a change of its calls.
        if query.groupBy.contains(.session) || query.filters[.session] != nil {
            return try await base.rows(for: query)
        }
        return try await inParts(query.window, at: generation, as: { .rows(query.over($0)) }, UsageRow.adding) {
            try await base.rows(for: query.over($0))
        }
    }

    func serviceOutcomes(in window: Window) async throws -> [ServiceOutcome] {
        let generation = try await state().generation
        return try await inParts(window, at: generation, as: Question.outcomes, ServiceOutcome.adding) {
            try await base.serviceOutcomes(in: $0)
        }
    }

    func calledQuarters(in window: Window) async throws -> [QuarterHour] {
        let state = try await state()
        let window = window.rounded(within: state.extent)
        return try await answer(to: .quarters(window), at: state.generation) {
            try await inParts(window, at: state.generation, as: Question.quarters, +) {
                try await base.calledQuarters(in: $0)
            }
        }
    }

    func wakes(matching query: UsageQuery, since: Timestamp) async throws -> WakeTotals {
        let found = try await answer(to: query, as: { .wakes($0, since: since) }) { query, _ in
            [try await base.wakes(matching: query, since: since)]
        }
        return found.first ?? WakeTotals(rows: [], first: nil, late: [])
    }

    func sessions(matching query: UsageQuery, limit: Int) async throws -> [SessionSummary] {
        try await answer(to: query, as: { .sessions($0, limit: limit) }) { query, _ in
            try await base.sessions(matching: query, limit: limit)
        }
    }

    func callGroups(matching query: UsageQuery) async throws -> [CallGroup] {
        try await answer(to: query, as: Question.groups) { query, _ in try await base.callGroups(matching: query) }
    }

    func sessionKeys(startedBy parents: Set<String>) async throws -> Set<String> {
        try await answer(to: .keys(parents), at: state().generation) {
            try await base.sessionKeys(startedBy: parents)
        }
    }

    /// The newest calls are asked for again and again; what comes after a cursor belongs to somebody who reads all.
    func events(matching query: UsageQuery, after: EventCursor?, limit: Int) async throws -> [RecordedEvent] {
        guard after == nil else { return try await base.events(matching: query, after: after, limit: limit) }
        return try await answer(to: query, as: { .newest($0, limit: limit) }) { query, _ in
            try await base.events(matching: query, after: nil, limit: limit)
        }
    }
}

extension UsageQuery {
    /// The same question about another window.
    fileprivate func over(_ window: Window) -> UsageQuery {
        var query = self
        query.window = window
        return query
    }
}

extension UsageRow {
    /// One row for each combination of keys in either.
    fileprivate static func adding(_ left: [UsageRow], _ right: [UsageRow]) -> [UsageRow] {
        var sums: [[DimensionValue]: UsageSums] = [:]
        for row in left + right { sums[row.values, default: UsageSums()] += row.sums }
        return sums.map { UsageRow($0, sums: $1) }
    }
}

extension ServiceOutcome {
    /// One outcome for each combination of service, kind and status in either, in the order in which ledgers answer.
    fileprivate static func adding(_ left: [ServiceOutcome], _ right: [ServiceOutcome]) -> [ServiceOutcome] {
        var sums: [[String]: ServiceOutcome] = [:]
        for outcome in left + right {
            let key = [outcome.service, outcome.kind.rawValue, outcome.status.rawValue]
            guard var sum = sums[key] else {
                sums[key] = outcome
                continue
            }
            sum.calls += outcome.calls
            sum.timedCalls += outcome.timedCalls
            sum.milliseconds = sum.milliseconds.addingSaturating(outcome.milliseconds)
            sums[key] = sum
        }
        return sums.values.sorted(by: precedes)
    }
}

extension Window {
    /// The same span for whoever counts in quarter hours and has calls in no others than these.
    fileprivate func rounded(within extent: ClosedRange<QuarterHour>?) -> Window {
        guard let extent, start < end else { return Window(start: start, end: start) }
        let known = Window(start: extent.lowerBound.start, end: QuarterHour(number: extent.upperBound.number + 1).start)
        return wideningToQuarterHours.clamped(to: known)
    }
}
