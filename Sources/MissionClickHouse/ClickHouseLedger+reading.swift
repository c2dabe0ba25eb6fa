// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

extension ClickHouseLedger {
    package func rows(for query: UsageQuery) async throws -> [UsageRow] {
        try await asking { try await $0.rows(for: query) }
    }

    package func calledQuarters(in window: Window) async throws -> [QuarterHour] {
        try await asking { try await $0.calledQuarters(in: window) }
    }

    package func events(matching query: UsageQuery, after: EventCursor?, limit: Int) async throws -> [RecordedEvent] {
        try await asking { try await $0.events(matching: query, after: after, limit: limit) }
    }

    package func sessions(matching query: UsageQuery, limit: Int) async throws -> [SessionSummary] {
        try await asking { try await $0.sessions(matching: query, limit: limit) }
    }

    package func sessionKeys(startedBy parents: Set<String>) async throws -> Set<String> {
        try await asking { try await $0.sessionKeys(startedBy: parents) }
    }

    package func explain(session: String, limit: Int) async throws -> SessionExplanation {
        try await asking { try await $0.explain(session: session, limit: limit) }
    }

    package func serviceOutcomes(in window: Window) async throws -> [ServiceOutcome] {
        try await asking { try await $0.serviceOutcomes(in: window) }
    }

    package func state() async throws -> LedgerState {
        try await asking { reader in
            let counters = try await reader.counters()
            guard let first = counters.first, let last = counters.last else {
                return LedgerState(
                    generation: counters.generation, events: counters.events, newestEvent: nil, extent: nil)
            }
            return LedgerState(
                generation: counters.generation, events: counters.events, newestEvent: last,
                extent: QuarterHour(containing: first)...QuarterHour(containing: max(first, last)))
        }
    }
}
