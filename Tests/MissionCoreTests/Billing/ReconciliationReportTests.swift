// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionTesting
import Testing

@testable import MissionCore

@Suite struct `The report of bills` {
    private static let first = CivilDay(year: 2026, month: 11, day: 19)

    /// The ledger of ``Ledgers/mixed()`` and bills for a part of it.
    private func document(
        keys: Set<BillingProvider> = [.anthropic], _ change: (inout ReportRequest) -> Void = { _ in }
    ) async throws -> ReportDocument {
        let costs = [
            BilledLine(
                .tokens, model: "claude-haiku-4-5-20251001", item: "Claude Haiku 4.5 Usage", tier: "standard",
                amount: Money(nanodollars: 2_123_456_789)),
            BilledLine(.webSearch, item: "Web Search Usage", amount: Money(nanodollars: 30_000_000)),
        ]
        let usage = BilledLine(
            .tokens, model: "claude-haiku-4-5-20251001", tier: "standard",
            tokens: BilledTokens(input: 6_400_000, output: 120_000, cacheRead: 5_000_000, cacheWrite: 0))
        let bills = MemoryBills([
            BilledDay(.anthropicCosts, Self.first, fetchedAt: Ledgers.now, lines: costs),
            BilledDay(.anthropicUsage, Self.first, fetchedAt: Ledgers.now, lines: [usage]),
            BilledDay(.anthropicCosts, Self.first.advanced(by: 1), fetchedAt: Ledgers.now, lines: []),
            BilledDay(.anthropicUsage, Self.first.advanced(by: 1), fetchedAt: Ledgers.now, lines: []),
        ])
        var request = ReportRequest(
            since: Self.first, until: Self.first.advanced(by: 1), zone: try Ledgers.berlin())
        change(&request)
        return try await ReconciliationReport(bills.store(keys: keys)).load(
            try await Ledgers.mixed(), request, now: Ledgers.now)
    }

    @Test(arguments: OutputFormat.allCases)
    func `it is written in every format as before`(format: OutputFormat) async throws {
        let suffix = format == .table ? "txt" : format.rawValue
        try Golden.check(try await document().rendered(as: format), "reconciliation/bills.\(suffix)")
    }

    @Test func `it fits a terminal`() async throws {
        try Golden.check(try await document().text(TableStyle(width: 80)), "reconciliation/bills-80.txt")
    }

    @Test func `without a bill it says which key is missing, and shows no zero`() async throws {
        let document = try await document(keys: []) {
            $0.until = Self.first.advanced(by: -1); $0.since = $0.until
        }
        #expect(document.text().hasPrefix("No bill is known for these days: 2026-11-18 (UTC).\n"))
        #expect(document.json["totals"] == JSONValue.null)
        let openai = try await self.document(keys: []) { $0.parameters["provider"] = ["openai"] }
        #expect(
            openai.text().contains(
                "OpenAI: no day of 2 was fetched, and no difference covers them; the ledger has 2 calls on them, for $2.90."
                    + " No key is kept: `mctl reconcile key set openai --from-file FILE` keeps one, an admin key (sk-admin-…)."
            ))
        let row = try #require(openai.json["rows"]?.elements.first)
        #expect(row.at("calls") == 2 && row["billed"] == JSONValue.null && row["difference"] == JSONValue.null)
    }

    @Test func `a provider that has neither calls nor bills is passed over unless it is asked for`() async throws {
        let usual = try await document()
        #expect(!usual.text().contains("OpenRouter"))
        let asked = try await document { $0.parameters["provider"] = ["openrouter"] }
        #expect(asked.text().contains("OpenRouter: no day of 2 was fetched"))
    }

    @Test func `an unknown provider is a mistake in the question`() async {
        await #expect(throws: ReportError.self) { try await document { $0.parameters["provider"] = ["nobody"] } }
    }

    @Test func `names that a bill has are no terminal codes`() async throws {
        let line = BilledLine(.other, item: "a\u{1b}[31m", amount: Money(nanodollars: 1))
        let bills = MemoryBills([BilledDay(.openaiCosts, Self.first, fetchedAt: Ledgers.now, lines: [line])])
        let request = ReportRequest(since: Self.first, until: Self.first)
        let document = try await ReconciliationReport(bills.store()).load(MemoryLedger(), request, now: Ledgers.now)
        #expect(!document.text().contains("\u{1b}") && !document.markdown.contains("\u{1b}"))
    }
}
