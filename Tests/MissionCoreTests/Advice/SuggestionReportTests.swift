// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionTesting
import Testing

@testable import MissionCore

struct SuggestionReportTests {
    /// A month in which an agent's calls fail in a row, in a conversation that has a name with a quotation mark.
    private func ledger(_ tokens: TokenCounts) async throws -> MemoryLedger {
        let book = try PriceBook.embedded()
        let session = Fixtures.session("s1", agent: "o'neil")
        let events = (0..<12).map { number in
            let event = Fixtures.event(
                number + 1, at: Fixtures.noon.advanced(byMilliseconds: Int64(number) * 60_000), session: session,
                model: "claude-opus-4-6", tokens: tokens, cost: Cost(), status: .rateLimited)
            return book.stamped(event)
        }
        return try await Ledgers.ledger(events)
    }

    private func suggestions(_ tokens: TokenCounts) async throws -> ReportDocument {
        try await SuggestionReport().load(
            ledger(tokens), ReportRequest(), now: Fixtures.noon.advanced(byMilliseconds: 3_600_000))
    }

    @Test func `an unknown saving is a dash for people and null for programs`() async throws {
        let document = try await suggestions(TokenCounts())
        let row = try #require(document.json.at("suggestions")?.elements.first)
        #expect(row.at("kind")?.text == "retry_storm")
        for key in ["saving", "low", "high"] { #expect(row.at(key) == nil, "\(key)") }
        let line = try #require(document.text().split(separator: "\n").first { $0.hasPrefix("Wait longer") })
        #expect(line.split(separator: "–", omittingEmptySubsequences: false).count == 4)
    }

    @Test func `each suggestion names its newest calls and the commands that list them and look later`() async throws {
        let document = try await suggestions(TokenCounts(input: 10_000))
        let row = try #require(
            document.json.at("suggestions")?.elements.first { $0.at("kind")?.text == "retry_storm" })
        #expect(row.at("shown_by_calls")?.at("total") == 12)
        #expect(row.at("shown_by_calls")?.at("newest")?.elements.count == 12)
        let (today, tomorrow) = (Zone.utc.day(of: Fixtures.noon), Zone.utc.day(of: Fixtures.noon).advanced(by: 1))
        #expect(
            row.at("command")?.text
                == "mctl usage --calls --provider anthropic --agent 'o'\\''neil' --status rate_limited"
                + " --since \(today.advanced(by: -29)) --until \(today) --tz UTC")
        #expect(
            row.at("check_command")?.text
                == "mctl usage --group-by hour --provider anthropic --agent 'o'\\''neil' --status rate_limited"
                + " --since \(tomorrow) --tz UTC")
        #expect(document.text().contains("mctl usage --calls --provider anthropic"))
    }
}
