// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import Testing

@testable import MissionBilling

@Suite struct `OpenAI's reports` {
    @Test func `input has cached tokens in it, and a batch is a tier of its own`() throws {
        let page = try Answers.page(Answers.openaiUsage, .openaiUsage)
        let lines = try #require(page.days.first?.lines)
        #expect(page.days.map(\.day) == [Answers.day] && lines.count == 2)
        #expect(lines[0].tokens == BilledTokens(input: 5000, output: 1000, cacheRead: 1800, cacheWrite: 200))
        #expect(lines[0].requests == 5 && lines[0].tier == "default" && !lines[0].hasOtherTier)
        #expect(lines[1].tokens == BilledTokens(input: 10, output: 1) && lines[1].tier == "batch")
    }

    @Test func `amounts are numbers or text, read from their digits`() throws {
        let lines = try #require(try Answers.page(Answers.openaiCosts, .openaiCosts).days.first?.lines)
        #expect(lines.map(\.amount?.nanodollars) == [130_804_383, 561_771_250, 60_000, -1_000_000_000])
    }

    @Test(arguments: [
        ("gpt-5.2-2025-12-11, cached input", "gpt-5.2-2025-12-11"), ("gpt-5.2, output", "gpt-5.2"),
        ("gpt-4o-audio-preview, audio input", "gpt-4o-audio-preview"), ("web search tool calls", nil),
        ("code interpreter sessions, 1 GB", nil), (", input", nil), ("Fine-tuned models, input", nil), ("", nil),
    ])
    func `a line item about a model's tokens names it, another belongs to none`(item: String, model: String?) {
        #expect(OpenAICosts.model(item) == model)
    }

    @Test func `a line item's model is the ledger's`() throws {
        let lines = try #require(try Answers.page(Answers.openaiCosts, .openaiCosts).days.first?.lines)
        let subjects = lines.map { ReconciledSubject($0, of: .openai) }
        #expect(
            subjects == [
                .model("openai/gpt-5.2"), .model("openai/gpt-5.2"), .item("web search tool calls"), .item("costs"),
            ])
    }

    @Test(arguments: [
        ("\"start_time\":1795132800", "\"start_time\":1795136400"),
        ("\"end_time\":1795219200", "\"end_time\":1795219201"),
        ("\"value\":-1", "\"value\":null"), ("\"value\":-1,", ""),
        ("\"amount\":{\"value\":-1,\"currency\":\"usd\"}", "\"amount\":null"),
        ("\"value\":-1", "\"value\":1e30"),
    ])
    func `what is not as documented is refused`(old: String, new: String) {
        let text = Answers.openaiCosts.replacing(old, with: new)
        #expect(text != Answers.openaiCosts)
        #expect(throws: BillingError.self) { try Answers.page(text, .openaiCosts) }
    }
}
