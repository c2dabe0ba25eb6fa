// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What any ledger answers about usage, a cluster's too: calls, conversations, and where it stands.
///
/// Moments are UTC; windows are half-open, `[start, end)`. Money is nanodollars, durations are milliseconds.
package protocol UsageReader: Sendable {
    /// Sums over rollups for a question whose time grain is an hour or a day; see ``UsageReader/usage(_:)`` for all grains.
    ///
    /// - Returns: one row for each combination of keys that has calls, in no order.
    /// - Throws: ``LedgerError``; ``LedgerError/overflow`` when a sum does not fit 64 bits.
    func rows(for query: UsageQuery) async throws -> [UsageRow]

    /// The answer to any question, made of ``rows(for:)`` unless a reader has it already.
    ///
    /// - Throws: what ``rows(for:)`` does.
    func usage(_ query: UsageQuery) async throws -> [UsageRow]

    /// The quarter hours of a window, rounded to such, in which there are calls that are not synthetic, first to last.
    ///
    /// - Throws: ``LedgerError``.
    func calledQuarters(in window: Window) async throws -> [QuarterHour]

    /// Calls, newest first; of equal time the larger identity first.
    ///
    /// - Parameters:
    ///   - after: Only calls that come behind this one in that order; nil for the first page.
    ///   - limit: At most so many; zero and less for none.
    /// - Throws: ``LedgerError``.
    func events(matching query: UsageQuery, after: EventCursor?, limit: Int) async throws -> [RecordedEvent]

    /// Conversations that have calls matching the question, most expensive first.
    ///
    /// - Parameter limit: At most so many; zero and less for none.
    /// - Throws: ``LedgerError``; ``LedgerError/overflow`` when a sum does not fit 64 bits.
    func sessions(matching query: UsageQuery, limit: Int) async throws -> [SessionSummary]

    /// The keys of conversations that name one of these keys as the one that started them.
    ///
    /// - Throws: ``LedgerError``.
    func sessionKeys(startedBy parents: Set<String>) async throws -> Set<String>

    /// Every row of the conversations with a key or an id, also those that count nowhere.
    ///
    /// - Parameters:
    ///   - session: A key or an id; several conversations may have it.
    ///   - limit: At most so many rows, the newest.
    /// - Throws: ``LedgerError``.
    func explain(session: String, limit: Int) async throws -> SessionExplanation

    /// How the calls of a window ended, to the millisecond: model calls and requests, by service, kind and status.
    ///
    /// - Throws: ``LedgerError``.
    func serviceOutcomes(in window: Window) async throws -> [ServiceOutcome]

    /// What the heartbeat calls that match a question come to, wake by wake: see ``RunGroup``.
    ///
    /// - Parameter since: Wakes that began then or later are told singly, too.
    /// - Throws: ``LedgerError``.
    func wakes(matching query: UsageQuery, since: Timestamp) async throws -> WakeTotals

    /// Calls of scheduled jobs that match, in groups as large as the ledger can tell of at once, those that ended last first.
    ///
    /// - Throws: ``LedgerError``.
    func callGroups(matching query: UsageQuery) async throws -> [CallGroup]

    /// What calls that match come to, those together that a list price has the same rates for.
    ///
    /// - Parameter bounds: Lengths of prompts, ascending, at which calls are told apart.
    /// - Returns: One for each combination of traits that some call has, in no order.
    /// - Throws: ``LedgerError``; ``LedgerError/overflow`` when a sum does not fit 64 bits.
    func tallies(matching query: UsageQuery, bounds: [Int64]) async throws -> [CallTally]

    /// Where the ledger stands.
    ///
    /// - Throws: ``LedgerError``.
    func state() async throws -> LedgerState

    /// A number that is another one after each commit that changed what ``rows(for:)`` or ``serviceOutcomes(in:)`` tell of the
    /// time before a moment, for questions that neither group by conversations nor name any.
    ///
    /// - Throws: ``LedgerError``.
    func lastChange(before moment: Timestamp) async throws -> Int64
}

extension UsageReader {
    /// The ledger's generation, for ledgers that cannot tell which time a commit changed.
    package func lastChange(before moment: Timestamp) async throws -> Int64 {
        try await state().generation
    }

    /// The keys, found by looking at all conversations; for ledgers that have no faster way.
    package func sessionKeys(startedBy parents: Set<String>) async throws -> Set<String> {
        let children = try await sessions(matching: UsageQuery(), limit: .max).filter { summary in
            summary.session.parentKey.map(parents.contains) ?? false
        }
        return Set(children.map(\.session.displayKey))
    }
}

/// A place in the order of calls, newest first.
package struct EventCursor: Hashable, Sendable {
    /// The call's time.
    package var at: Timestamp
    /// The call.
    package var id: EventID

    package init(at: Timestamp, id: EventID) {
        self.at = at
        self.id = id
    }
}

/// A call as a ledger has it, with what is known about its conversation.
package struct RecordedEvent: Hashable, Sendable {
    /// The call; its `session` is the conversation whose log tells it.
    package var event: UsageEvent
    /// The conversation that it counts for: that of its owner where a program made it as a session's backend.
    package var session: SessionFacts

    package init(event: UsageEvent, session: SessionFacts) {
        self.event = event
        self.session = session
    }
}

/// A conversation and its sums.
package struct SessionSummary: Hashable, Sendable {
    /// The conversation.
    package var session: SessionFacts
    /// Its sums over the question's window.
    package var sums: UsageSums
    /// When its first call there was.
    package var firstCall: Timestamp
    /// When its last call there was.
    package var lastCall: Timestamp
    /// The models it called, as `provider/model`, most used first.
    package var models: [String]

    package init(session: SessionFacts, sums: UsageSums, firstCall: Timestamp, lastCall: Timestamp, models: [String]) {
        self.session = session
        self.sums = sums
        self.firstCall = firstCall
        self.lastCall = lastCall
        self.models = models
    }
}

/// Where a ledger stands.
package struct LedgerState: Hashable, Sendable {
    /// Grows with every committed change, also one that only ``UsageReader/explain(session:limit:)`` shows, such as
    /// another place where a call was seen; equal generations mean equal answers.
    package var generation: Int64
    /// Calls that count, synthetic rows included.
    package var events: Int64
    /// The time of the newest call that counts.
    package var newestEvent: Timestamp?
    /// The quarter hours between which all calls lie, both included; nil when there are none.
    package var extent: ClosedRange<QuarterHour>?

    package init(generation: Int64, events: Int64, newestEvent: Timestamp?, extent: ClosedRange<QuarterHour>?) {
        self.generation = generation
        self.events = events
        self.newestEvent = newestEvent
        self.extent = extent
    }
}

extension UsageReader {
    /// Hands every call that matches to `body`, newest first, without holding more than a page of them.
    package func forEachEvent(matching query: UsageQuery, _ body: (RecordedEvent) throws -> Void) async throws {
        let limit = 5000
        var after: EventCursor?
        while true {
            let page = try await events(matching: query, after: after, limit: limit)
            for record in page { try body(record) }
            guard page.count == limit, let last = page.last?.event else { return }
            after = EventCursor(at: last.at, id: last.id)
        }
    }
}
