// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `FOCUS 1.2` {
    private func document(_ change: (inout ReportRequest) -> Void = { _ in }) async throws -> ReportDocument {
        var request = ReportRequest(zone: try Ledgers.berlin())
        change(&request)
        let export = ReportExport(UsageReport.daily, request, as: .focus)
        return try await export.document(from: try await Ledgers.mixed(), now: Ledgers.now)
    }

    private func rows(_ document: ReportDocument) throws -> [[String: String]] {
        let lines = try #require(document.exported(as: .focus)).split(separator: "\r\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let header = try #require(lines.first)
        return lines.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
    }

    @Test func `rows are as before`() async throws {
        try Golden.check(try #require(try await document().exported(as: .focus)), "export/focus.csv")
    }

    @Test func `what was billed adds up to the ledger's cost to the nanodollar`() async throws {
        let billed = try rows(try await document()).reduce(Money.zero) { sum, row in
            sum + (try #require(Money(decimalDollars: row["BilledCost"] ?? "")))
        }
        #expect(billed == Money(nanodollars: 9_750_000_000))
    }

    @Test func `calls of unknown cost are left out and counted, never written as zero`() async throws {
        let document = try await document()
        #expect(!(try #require(document.exported(as: .focus))).contains("nobody/new-1"))
        #expect(document.warnings.contains { $0.hasPrefix("2 calls with 1,400 tokens are left out") })
    }

    @Test func `a subscription's calls are billed nothing and show their list price`() async throws {
        let row = try #require(try rows(try await document()).first { $0["ProviderName"] == "openai-codex" })
        #expect(row["BilledCost"] == "0.000000000" && row["x_SubscriptionCalls"] == "1")
        #expect(Money(decimalDollars: row["ListCost"] ?? "") ?? .zero > .zero)
    }

    @Test func `a day begins and ends at the asker's midnight, in UTC`() async throws {
        for row in try rows(try await document()) {
            let isSummer = row["BillingPeriodStart"] == "2026-09-30T22:00:00Z"
            #expect(row["ChargePeriodStart"]?.hasSuffix(isSummer ? "T22:00:00Z" : "T23:00:00Z") == true)
        }
    }

    @Test func `what else is grouped by is a column of its own and a tag`() async throws {
        let document = try await document { $0.groupBy = [.day, .agent, .cron, .model] }
        let text = try #require(document.exported(as: .focus))
        #expect(text.split(separator: "\r\n")[0].hasSuffix(",x_SubscriptionCalls,x_AgentId,x_CronJobId"))
        #expect(text.contains("\"{\"\"agent\"\":\"\"ops\"\"}\""))
    }

    @Test func `a row has all tokens, and as many millions of them`() async throws {
        for row in try rows(try await document()) {
            let sum = ["Input", "CacheRead", "CacheWrite", "Output"].reduce(Int64(0)) {
                $0 + (Int64(row["x_\($1)Tokens"] ?? "") ?? 0)
            }
            #expect(row["ConsumedQuantity"] == "\(sum).0")
            #expect(DecimalText.scaled(row["PricingQuantity"] ?? "", by: 6) == sum)
        }
    }
}
