// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionTesting
internal import Testing

@testable internal import MissionCore

@Suite struct `Filters that match nothing` {
    private func notes(_ filters: [Dimension: Set<String>]) async throws -> [String] {
        try await UnmatchedFilters.notes(filters, from: try await Ledgers.mixed())
    }

    @Test func `an unmatched value is named with the nearest ones`() async throws {
        #expect(
            try await notes([.model: ["haiku4.5"]]) == [
                "no model matches “haiku4.5”; nearest: anthropic/claude-haiku-4-5"
            ])
        #expect(
            try await notes([.agent: ["op", "ops", "mian"]]) == [
                "no agent matches “mian”; nearest: main", "no agent matches “op”; nearest: ops",
            ])
        #expect(try await notes([.cron: ["nightli"]]) == ["no cron job matches “nightli”; nearest: nightly"])
        #expect(try await notes([.session: ["s9"]]).first?.hasPrefix("no session matches “s9”; nearest: ") == true)
    }

    @Test func `what matches on another day, or beside another filter, is matched`() async throws {
        #expect(try await notes([.agent: ["ops"], .model: ["claude-haiku-4-5"], .session: ["s1"]]).isEmpty)
        #expect(try await notes([:]).isEmpty)
    }

    @Test func `an empty ledger has no names to compare with`() async throws {
        #expect(try await UnmatchedFilters.notes([.agent: ["x"]], from: MemoryLedger()).isEmpty)
    }

    @Test func `every format says it`() async throws {
        let request = ReportRequest(filters: [.model: ["haiku4.5"]])
        let answer = try await UsageReport.daily.answer(request, from: try await Ledgers.mixed())
        let note = "no model matches “haiku4.5”; nearest: anthropic/claude-haiku-4-5"
        #expect(answer.document.rendered(as: .table).contains(note))
        #expect(answer.document.json["warnings"] == [.string(note)])
        #expect(!answer.document.rendered(as: .table).contains("The ledger holds calls from"))
    }

    @Test func `letters are counted that differ, and neighbours that changed places as one`() {
        func distance(_ left: String, _ right: String) -> Int { Spelling(left).distance(to: Spelling(right)) }
        #expect(distance("dayly", "daily") == 1)
        #expect(distance("mian", "main") == 1)
        #expect(distance("", "abc") == 3)
        #expect(distance("Claude-Opus 4.6", "claudeopus46") == 0)
        #expect(distance("kitten", "sitting") == 3)
    }
}
