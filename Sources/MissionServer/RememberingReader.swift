// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import Synchronization

/// A ledger that gives the same answer again while nothing in it changes.
///
/// Pages and reports ask the same large questions again and again, and equal generations mean equal answers
/// (``MissionCore/LedgerState/generation``). The ledger says its generation each time, so that no answer is older than its last
/// commit. What depends on the present moment is asked anew.
final class RememberingReader: LedgerReader {
    private enum Question: Hashable {
        case rows(UsageQuery)
        case usage(UsageQuery)
        case sessions(UsageQuery, limit: Int)
        case groups(UsageQuery)
        case keys(Set<String>)
        case newest(UsageQuery, limit: Int)
    }

    private struct Answered {
        var answer: any Sendable
        /// In rows of sums.
        var size: Int
        /// Grows with each use of any answer.
        var lastUse: Int
    }

    private struct Known {
        var generation: Int64?
        var answers: [Question: Answered] = [:]
        var size = 0
        var uses = 0
    }

    /// So many rows are kept at most, some thirty megabytes: a year by hours has 8,760, and a page asks for several of these.
    private static let largest = 100_000
    private static let most = 400
    /// How many rows of sums a call with all that is known of it weighs.
    private static let weightOfCall = 4

    private let reader: any LedgerReader
    private let known = Mutex(Known())

    init(_ reader: any LedgerReader) {
        self.reader = reader
    }

    /// The answer to a question about a window, remembered if it is known.
    ///
    /// A ledger's answers are exact to the quarter hour, and there are none outside its calls. So the window is rounded to what
    /// matters: what ends "now" is the same question until the next quarter hour begins.
    private func answer<Answer: Collection & Sendable>(
        to query: UsageQuery, as question: (UsageQuery) -> Question, _ ask: (UsageQuery) async throws -> Answer
    ) async throws -> Answer {
        let state = try await reader.state()
        var query = query
        query.window = query.window.rounded(within: state.extent)
        return try await answer(to: question(query), at: state.generation) { try await ask(query) }
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
        known.withLock { known in
            guard known.generation == generation, let answer = known.answers[question]?.answer as? Answer else {
                return nil
            }
            known.uses += 1
            known.answers[question]?.lastUse = known.uses
            return answer
        }
    }

    private func remember(_ answer: some Collection & Sendable, to question: Question, _ generation: Int64) {
        var weight = 1
        if case .newest = question { weight = Self.weightOfCall }
        // An empty answer is one to remember, too.
        let size = max(1, answer.count) * weight
        guard size <= Self.largest / 2 else { return }
        known.withLock { known in
            if known.generation != generation { known = Known(generation: generation) }
            known.uses += 1
            known.size += size - (known.answers[question]?.size ?? 0)
            known.answers[question] = Answered(answer: answer, size: size, lastUse: known.uses)
            while known.size > Self.largest || known.answers.count > Self.most,
                let oldest = known.answers.min(by: { $0.value.lastUse < $1.value.lastUse })
            {
                known.answers[oldest.key] = nil
                known.size -= oldest.value.size
            }
        }
    }

    // MARK: What is remembered

    func rows(for query: UsageQuery) async throws -> [UsageRow] {
        try await answer(to: query, as: Question.rows) { try await reader.rows(for: $0) }
    }

    func usage(_ query: UsageQuery) async throws -> [UsageRow] {
        try await answer(to: query, as: Question.usage) { try await reader.usage($0) }
    }

    func sessions(matching query: UsageQuery, limit: Int) async throws -> [SessionSummary] {
        try await answer(to: query, as: { .sessions($0, limit: limit) }) {
            try await reader.sessions(matching: $0, limit: limit)
        }
    }

    func callGroups(matching query: UsageQuery) async throws -> [CallGroup] {
        try await answer(to: query, as: Question.groups) { try await reader.callGroups(matching: $0) }
    }

    func sessionKeys(startedBy parents: Set<String>) async throws -> Set<String> {
        try await answer(to: .keys(parents), at: reader.state().generation) {
            try await reader.sessionKeys(startedBy: parents)
        }
    }

    /// The newest calls are asked for again and again; what comes after a cursor belongs to somebody who reads all.
    func events(matching query: UsageQuery, after: EventCursor?, limit: Int) async throws -> [RecordedEvent] {
        guard after == nil else { return try await reader.events(matching: query, after: after, limit: limit) }
        return try await answer(to: query, as: { .newest($0, limit: limit) }) {
            try await reader.events(matching: $0, after: nil, limit: limit)
        }
    }

    // MARK: What is asked each time

    func explain(session: String, limit: Int) async throws -> SessionExplanation {
        try await reader.explain(session: session, limit: limit)
    }

    func serviceOutcomes(in window: Window) async throws -> [ServiceOutcome] {
        try await reader.serviceOutcomes(in: window)
    }

    func wakes(matching query: UsageQuery, now: Timestamp) async throws -> WakeTotals {
        try await reader.wakes(matching: query, now: now)
    }

    func state() async throws -> LedgerState { try await reader.state() }

    func backendTurns() async throws -> BackendTurnCounts { try await reader.backendTurns() }

    func cronJobs() async throws -> [CronJobFacts] { try await reader.cronJobs() }

    func cronRuns(in window: Window) async throws -> [CronRunFacts] { try await reader.cronRuns(in: window) }

    func latestQuotas(of gateway: String?) async throws -> [QuotaRecord] {
        try await reader.latestQuotas(of: gateway)
    }

    func quotas(of gateway: String, since: Timestamp) async throws -> [QuotaRecord] {
        try await reader.quotas(of: gateway, since: since)
    }

    func rejections(after: Int64?, limit: Int) async throws -> RejectionPage {
        try await reader.rejections(after: after, limit: limit)
    }

    func sourceStates() async throws -> [SourceState] { try await reader.sourceStates() }

    func repricings(limit: Int) async throws -> [Repricing] { try await reader.repricings(limit: limit) }

    func alertMemory(since: Timestamp) async throws -> AlertMemory { try await reader.alertMemory(since: since) }

    func alertHistory(before: Timestamp?, limit: Int) async throws -> [AlertRecord] {
        try await reader.alertHistory(before: before, limit: limit)
    }

    func deliveries(_ state: Delivery.State?, limit: Int) async throws -> [Delivery] {
        try await reader.deliveries(state, limit: limit)
    }

    func dueDeliveries(at now: Timestamp, limit: Int) async throws -> [Delivery] {
        try await reader.dueDeliveries(at: now, limit: limit)
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
