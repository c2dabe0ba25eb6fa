// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Testing

/// What reports say about calls that only people's own scripts tell of.
@Suite struct LoggedCallTests {
    private func answer(_ filters: [Dimension: Set<String>] = [:]) async throws -> ReportResult {
        let ledger = MemoryLedger()
        let source = SourceID(kind: "call-database", place: "/home/someone/interactions.db")
        let events = [
            Fixtures.event(1), Fixtures.event(2, session: Fixtures.session("x"), source: .callDatabase),
            Fixtures.event(3, session: Fixtures.session("x"), source: .usageLog),
        ]
        _ = try await ledger.append(SourceBatch(source: source, events: events))
        let request = ReportRequest(filters: filters)
        return try await UsageReport.models.answer(request, from: ledger)
    }

    @Test func `estimates in a sum are told`() async throws {
        let note = "2 calls and $0.03 are estimates that scripts logged themselves: group by source to see them."
        #expect(try await answer().warnings.contains(note))
    }

    @Test func `one estimate is told as one`() async throws {
        let note = "1 call and $0.02 is an estimate that a script logged itself: group by source to see it."
        #expect(try await answer([.source: ["usage_log"]]).warnings.contains(note))
    }

    @Test func `a sum without them says nothing`() async throws {
        #expect(try await answer([.source: ["transcript"]]).warnings.isEmpty)
    }
}
