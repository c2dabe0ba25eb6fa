// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import Testing

@testable import MissionBilling

@Suite struct `Anthropic's reports` {
    @Test func `input is uncached input, cache reads and cache writes of both lifetimes`() throws {
        let page = try Answers.page(Answers.anthropicUsage, .anthropicUsage)
        let line = try #require(page.days.first?.lines.first)
        #expect(line.tokens == BilledTokens(input: 3200, output: 700, cacheRead: 200, cacheWrite: 1500))
        #expect(line.model == "claude-opus-4-6" && line.tier == "priority" && line.amount == nil)
        #expect(line.hasOtherTier && line.requests == nil)
    }

    @Test func `a bucket without results is a day that had nothing, and the next page is named`() throws {
        let page = try Answers.page(Answers.anthropicUsage, .anthropicUsage)
        #expect(page.days.map(\.day) == [Answers.day, Answers.day.advanced(by: 1)])
        #expect(page.days[1].lines.isEmpty && page.next == "page_MjAyNg==")
    }

    @Test func `amounts are cents as decimal text, exact to the nanodollar and rounded half-even below it`() throws {
        let page = try Answers.page(Answers.anthropicCosts, .anthropicCosts)
        let lines = try #require(page.days.first?.lines)
        // $1.2378912; 10 cents; half a nanodollar below zero, to the even neighbour; 3.5 cents.
        #expect(lines.map(\.amount?.nanodollars) == [1_237_891_200, 100_000_000, 0, 35_000_000])
        #expect(page.next == nil)
    }

    @Test func `costs beside tokens belong to no model, also kinds that are new`() throws {
        let lines = try #require(try Answers.page(Answers.anthropicCosts, .anthropicCosts).days.first?.lines)
        #expect(lines.map(\.kind) == [.tokens, .webSearch, .codeExecution, .other])
        #expect(lines.map(\.model) == ["claude-opus-4-6", nil, nil, nil])
        let subjects = lines.map { ReconciledSubject($0, of: .anthropic) }
        #expect(
            subjects == [
                .model("anthropic/claude-opus-4-6"), .item("web_search"), .item("code_execution"),
                .item("Something New"),
            ])
    }

    @Test(arguments: [
        ("\"output_tokens\":700,", "", "results[0].output_tokens"),
        ("\"output_tokens\":700", "\"output_tokens\":-1", "results[0].output_tokens"),
        ("\"output_tokens\":700", "\"output_tokens\":7.5", "results[0].output_tokens"),
        ("\"cache_creation\":", "\"was\":", "results[0].cache_creation"),
        ("\"has_more\":true,", "", "anthropic/usage_report/messages.has_more"),
        ("\"next_page\":\"page_MjAyNg==\"", "\"next_page\":null", "messages.next_page"),
        ("\"data\":", "\"was\":", "messages.data"),
        ("\"ending_at\":\"2026-11-21T00", "\"ending_at\":\"2026-11-20T01", "starting_at"),
        ("\"starting_at\":\"2026-11-20T00", "\"starting_at\":\"2026-11-20T06", "starting_at"),
    ])
    func `what is missing or odd is named, and never taken for nothing`(old: String, new: String, place: String) throws
    {
        let text = Answers.anthropicUsage.replacing(old, with: new)
        #expect(text != Answers.anthropicUsage)
        let error = try #require(throws: BillingError.self) { try Answers.page(text, .anthropicUsage) }
        #expect(error.description.contains(place), "\(error)")
    }

    @Test(arguments: [
        ("\"amount\":\"10\"", "\"amount\":10"), ("\"10\"", "\"ten\""), ("\"10\"", "\"1e40\""), ("\"10\"", "\"\""),
    ])
    func `an amount that is no decimal text is refused`(old: String, new: String) {
        #expect(throws: BillingError.self) {
            try Answers.page(Answers.anthropicCosts.replacing(old, with: new), .anthropicCosts)
        }
    }

    @Test func `another currency is refused`() {
        let text = Answers.anthropicCosts.replacing("\"USD\"", with: "\"EUR\"")
        #expect(throws: BillingError.currency("EUR")) { try Answers.page(text, .anthropicCosts) }
    }
}
