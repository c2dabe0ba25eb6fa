// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A ledger's reader that hands on every question that it does not answer itself.
package protocol ForwardingReader: LedgerReader {
    /// Who answers the others.
    var base: any LedgerReader { get }
}

extension ForwardingReader {
    package func rows(for query: UsageQuery) async throws -> [UsageRow] { try await base.rows(for: query) }

    package func usage(_ query: UsageQuery) async throws -> [UsageRow] { try await base.usage(query) }

    package func calledQuarters(in window: Window) async throws -> [QuarterHour] {
        try await base.calledQuarters(in: window)
    }

    package func events(matching query: UsageQuery, after: EventCursor?, limit: Int) async throws -> [RecordedEvent] {
        try await base.events(matching: query, after: after, limit: limit)
    }

    package func sessions(matching query: UsageQuery, limit: Int) async throws -> [SessionSummary] {
        try await base.sessions(matching: query, limit: limit)
    }

    package func sessionKeys(startedBy parents: Set<String>) async throws -> Set<String> {
        try await base.sessionKeys(startedBy: parents)
    }

    package func explain(session: String, limit: Int) async throws -> SessionExplanation {
        try await base.explain(session: session, limit: limit)
    }

    package func serviceOutcomes(in window: Window) async throws -> [ServiceOutcome] {
        try await base.serviceOutcomes(in: window)
    }

    package func wakes(matching query: UsageQuery, since: Timestamp) async throws -> WakeTotals {
        try await base.wakes(matching: query, since: since)
    }

    package func callGroups(matching query: UsageQuery) async throws -> [CallGroup] {
        try await base.callGroups(matching: query)
    }

    package func tallies(matching query: UsageQuery, bounds: [Int64]) async throws -> [CallTally] {
        try await base.tallies(matching: query, bounds: bounds)
    }

    package func state() async throws -> LedgerState { try await base.state() }

    package func lastChange(before moment: Timestamp) async throws -> Int64 {
        try await base.lastChange(before: moment)
    }

    package func backendTurns() async throws -> BackendTurnCounts { try await base.backendTurns() }

    package func cronJobs() async throws -> [CronJobFacts] { try await base.cronJobs() }

    package func cronRuns(in window: Window) async throws -> [CronRunFacts] { try await base.cronRuns(in: window) }

    package func latestQuotas(of gateway: String?) async throws -> [QuotaRecord] {
        try await base.latestQuotas(of: gateway)
    }

    package func quotas(of gateway: String, since: Timestamp) async throws -> [QuotaRecord] {
        try await base.quotas(of: gateway, since: since)
    }

    package func rejections(after: Int64?, limit: Int) async throws -> RejectionPage {
        try await base.rejections(after: after, limit: limit)
    }

    package func sourceStates() async throws -> [SourceState] { try await base.sourceStates() }

    package func repricings(limit: Int) async throws -> [Repricing] { try await base.repricings(limit: limit) }

    package func alertMemory(since: Timestamp) async throws -> AlertMemory { try await base.alertMemory(since: since) }

    package func alertHistory(before: Timestamp?, limit: Int) async throws -> [AlertRecord] {
        try await base.alertHistory(before: before, limit: limit)
    }

    package func deliveries(_ state: Delivery.State?, limit: Int) async throws -> [Delivery] {
        try await base.deliveries(state, limit: limit)
    }

    package func dueDeliveries(at now: Timestamp, limit: Int) async throws -> [Delivery] {
        try await base.dueDeliveries(at: now, limit: limit)
    }
}
