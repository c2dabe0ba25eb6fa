// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionTesting
import Synchronization
import Testing

@testable import MissionBilling

/// A client whose provider is a list of answers. The end-to-end check of bills asks over sockets.
@Suite struct `Asking a provider` {
    /// Answers in order; the last one goes on.
    private final class Plan: BillingAnswerer {
        private struct State {
            var answers: [BillingAnswer]
            var asked: [String] = []
            var waited: [Int64] = []
        }

        private let state: Mutex<State>

        init(_ answers: [BillingAnswer]) { state = Mutex(State(answers: answers)) }

        func get(_ target: String) async throws -> BillingAnswer {
            state.withLock { state in
                state.asked.append(target)
                return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
            }
        }

        func wait(_ seconds: Int64) { state.withLock { $0.waited.append(seconds) } }

        var asked: [String] { state.withLock { $0.asked } }
        var waited: [Int64] { state.withLock { $0.waited } }
    }

    private let days = Answers.day...Answers.day.advanced(by: 1)

    private func answer(_ body: String = "", _ status: Int = 200, retryAfter: String? = nil) -> BillingAnswer {
        BillingAnswer(status: status, retryAfter: retryAfter, body: Data(body.utf8))
    }

    private func fetch(
        _ provider: BillingProvider, _ plan: Plan, now: Timestamp = Timestamp(seconds: 1_795_267_800)
    ) async throws -> [BilledDay] {
        let bills = MemoryBills()
        let client = BillingClient(
            provider, key: try #require(BillingKey("made-up-secret-key")), clock: FixedClock(now),
            patience: BillingPatience { plan.wait($0) }, answerer: plan)
        try await client.fetch(days) { try await bills.replace($0) }
        return try await bills.billedDays(days)
    }

    @Test func `pages are followed to the end`() async throws {
        let rest = Answers.anthropicUsage.replacing("\"has_more\":true", with: "\"has_more\":false")
        let plan = Plan([answer(Answers.anthropicUsage), answer(rest), answer(Answers.anthropicCosts)])
        let kept = try await fetch(.anthropic, plan)
        // A day that two pages tell about has the lines of both.
        let usage = kept.filter { $0.endpoint == .anthropicUsage }
        #expect(usage.map(\.day) == days.all && usage.map(\.lines.count) == [2, 0])
        #expect(kept.filter { $0.endpoint == .anthropicCosts }.map(\.lines.count) == [4])
        try #require(plan.asked.count == 3)
        #expect(plan.asked[1].hasSuffix("&page=page_MjAyNg%3D%3D") && !plan.asked[0].contains("page="))
    }

    @Test func `pages that name each other end`() async throws {
        let plan = Plan([answer(Answers.anthropicUsage)])
        await #expect(throws: BillingError.self) { try await fetch(.anthropic, plan) }
        #expect(plan.asked.count == 2)
    }

    @Test func `OpenRouter is asked day by day, and a day without items had nothing`() async throws {
        let plan = Plan([answer(Answers.openrouterActivity), answer("{\"data\":[]}")])
        let kept = try await fetch(.openrouter, plan, now: Timestamp(seconds: 1_795_305_600))
        #expect(kept.map(\.day) == days.all && kept.map(\.lines.count) == [2, 0])
        #expect(plan.asked == ["/api/v1/activity?date=2026-11-20", "/api/v1/activity?date=2026-11-21"])
    }

    @Test func `OpenRouter is not asked about days that it has forgotten`() async throws {
        let plan = Plan([answer("{\"data\":[]}")])
        let later = Timestamp(seconds: 1_795_305_600 + 29 * 86_400)
        let kept = try await fetch(.openrouter, plan, now: later)
        #expect(kept.map(\.day) == [days.upperBound])
    }

    @Test func `another day than the one that was asked for is refused`() async throws {
        let other = Answers.openrouterActivity.replacing("2026-11-20", with: "2026-11-19")
        await #expect(throws: BillingError.self) { try await fetch(.openrouter, Plan([answer(other)])) }
    }

    @Test func `too many requests are asked again after the pause that is asked for`() async throws {
        let plan = Plan([
            answer("", 429, retryAfter: "7"), answer("", 500),
            answer(Answers.openaiUsage), answer(Answers.openaiCosts),
        ])
        let kept = try await fetch(.openai, plan)
        #expect(plan.waited == [7, 2] && kept.count == 2)
    }

    @Test func `who asks to wait for longer than a minute is told to people`() async throws {
        let plan = Plan([answer("", 429, retryAfter: "300")])
        await #expect(throws: BillingError.limited(.openai, seconds: 300)) { try await fetch(.openai, plan) }
        #expect(plan.asked.count == 1)
    }

    @Test func `after four attempts it is enough`() async throws {
        let plan = Plan([answer("", 502)])
        await #expect(throws: BillingError.answered(.openai, status: 502, told: nil)) { try await fetch(.openai, plan) }
        #expect(plan.asked.count == 4)
    }

    @Test(arguments: [
        (401, BillingError.keyRefused(.anthropic, status: 401, told: "no … here")),
        (403, .keyRefused(.anthropic, status: 403, told: "no … here")),
        (404, .notOffered(.anthropic, told: "no … here")),
        (400, .answered(.anthropic, status: 400, told: "no … here")),
        (302, .redirected(.anthropic, status: 302)),
    ])
    func `a refusal says what happened, without the key`(status: Int, error: BillingError) async throws {
        let body = "{\"type\":\"error\",\"error\":{\"type\":\"x\",\"message\":\"no made-up-secret-key\\nhere\"}}"
        let plan = Plan([answer(body, status)])
        await #expect(throws: error) { try await fetch(.anthropic, plan) }
        #expect(plan.asked.count == 1)
    }

    @Test(arguments: ["{\"data\":[{\"starting_at\":", "<html>", "", "{\"data\":null}", "[]"])
    func `an answer that is cut off or something else is refused`(body: String) async throws {
        await #expect(throws: BillingError.self) { try await fetch(.anthropic, Plan([answer(body)])) }
    }
}
