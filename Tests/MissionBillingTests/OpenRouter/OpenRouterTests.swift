// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import Testing

@testable import MissionBilling

@Suite struct `OpenRouter's answers` {
    @Test func `an activity has credits spent, and what an own key paid stands apart`() throws {
        let page = try Answers.page(Answers.openrouterActivity, .openrouterActivity)
        let lines = try #require(page.days.first?.lines)
        #expect(page.days.map(\.day) == [Answers.day] && page.next == nil)
        // Half a nanodollar goes to the even neighbour.
        #expect(lines.map(\.amount?.nanodollars) == [15_000_000, 1_234_567_892])
        #expect(lines.map(\.ownKeyAmount?.nanodollars) == [12_000_000, 0] && lines.map(\.requests) == [5, 1])
        #expect(lines.map { $0.tokens?.total } == [175, 15])
        #expect(ReconciledSubject(lines[0], of: .openrouter) == .model("openrouter/openai/gpt-4.1"))
    }

    @Test func `credits are bought, used and left`() throws {
        let json = try Answers.json("{\"data\":{\"total_credits\":100.5,\"total_usage\":100.75}}")
        #expect(try OpenRouterCredits(json).left == Money(nanodollars: -250_000_000))
        #expect(throws: BillingError.self) {
            try OpenRouterCredits(try Answers.json("{\"data\":{\"total_credits\":1}}"))
        }
    }

    @Test func `a generation has what was billed and the tokens of who answered`() throws {
        let json = try Answers.json(
            """
            {"data":{"id":"gen-1","model":"anthropic/claude-opus-4.6","provider_name":"Anthropic","total_cost":0.0012345,
             "is_byok":true,"upstream_inference_cost":0.02469,"native_tokens_prompt":100,"native_tokens_completion":20,
             "native_tokens_cached":null}}
            """)
        let generation = try OpenRouterGeneration(json)
        #expect(generation.amount == Money(nanodollars: 1_234_500))
        #expect(generation.ownKeyAmount == Money(nanodollars: 24_690_000))
        #expect(generation.tokens == BilledTokens(input: 100, output: 20))
    }
}
