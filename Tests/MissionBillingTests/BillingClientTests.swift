// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import MissionCore
import MissionTesting
import Synchronization
import Testing

@testable import MissionBilling

/// A client against a server that stands in for a provider.
@Suite struct `Asking a provider` {
    /// Answers in order; the last one goes on.
    private final class Plan: Sendable {
        struct Answer {
            var status = HTTPResponse.Status.ok
            var body = ""
            var headers: HTTPFields = [:]
        }

        private struct State {
            var answers: [Answer]
            var asked: [(uri: String, key: String?)] = []
            var waited: [Int64] = []
        }

        private let state: Mutex<State>

        init(_ answers: [Answer]) { state = Mutex(State(answers: answers)) }

        func next(_ request: Request) -> Response {
            let key = request.headers.first { ["x-api-key", "authorization"].contains($0.name.canonicalName) }?.value
            let answer = state.withLock { state in
                state.asked.append((request.uri.string, key))
                return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
            }
            return Response(
                status: answer.status, headers: answer.headers,
                body: ResponseBody(byteBuffer: ByteBuffer(string: answer.body))
            )
        }

        func wait(_ seconds: Int64) { state.withLock { $0.waited.append(seconds) } }

        var asked: [(uri: String, key: String?)] { state.withLock { $0.asked } }
        var waited: [Int64] { state.withLock { $0.waited } }
    }

    private let days = Answers.day...Answers.day.advanced(by: 1)

    private func fetch(
        _ provider: BillingProvider, _ plan: Plan, now: Timestamp = Timestamp(seconds: 1_795_267_800)
    ) async throws -> [BilledDay] {
        let router = Router()
        router.get("/**") { request, _ in plan.next(request) }
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let bills = MemoryBills()
        try await Application(router: router, logger: logger).test(.live) { server in
            let port = try #require(server.port)
            let origin = try #require(BillingOrigin(standIn: "http://127.0.0.1:\(port)"))
            let key = try #require(BillingKey("made-up-secret-key"))
            let patience = BillingPatience { plan.wait($0) }
            let client = BillingClient(provider, at: origin, key: key, clock: FixedClock(now), patience: patience)
            try await client.fetch(days) { try await bills.replace($0) }
        }
        return try await bills.billedDays(days)
    }

    @Test func `pages are followed to the end, with the key in its header`() async throws {
        let rest = Answers.anthropicUsage.replacing("\"has_more\":true", with: "\"has_more\":false")
        let plan = Plan([.init(body: Answers.anthropicUsage), .init(body: rest), .init(body: Answers.anthropicCosts)])
        let kept = try await fetch(.anthropic, plan)
        // A day that two pages tell about has the lines of both.
        let usage = kept.filter { $0.endpoint == .anthropicUsage }
        #expect(usage.map(\.day) == days.all && usage.map(\.lines.count) == [2, 0])
        #expect(kept.filter { $0.endpoint == .anthropicCosts }.map(\.lines.count) == [4])
        #expect(plan.asked.map(\.key) == Array(repeating: "made-up-secret-key", count: 3))
        #expect(plan.asked[1].uri.hasSuffix("&page=page_MjAyNg%3D%3D") && !plan.asked[0].uri.contains("page="))
    }

    @Test func `pages that name each other end`() async throws {
        let plan = Plan([.init(body: Answers.anthropicUsage)])
        await #expect(throws: BillingError.self) { try await fetch(.anthropic, plan) }
        #expect(plan.asked.count == 2)
    }

    @Test func `OpenRouter is asked day by day, and a day without items had nothing`() async throws {
        let plan = Plan([.init(body: Answers.openrouterActivity), .init(body: "{\"data\":[]}")])
        let kept = try await fetch(.openrouter, plan, now: Timestamp(seconds: 1_795_305_600))
        #expect(kept.map(\.day) == days.all && kept.map(\.lines.count) == [2, 0])
        #expect(plan.asked.map(\.uri) == ["/api/v1/activity?date=2026-11-20", "/api/v1/activity?date=2026-11-21"])
        #expect(plan.asked.first?.key == "Bearer made-up-secret-key")
    }

    @Test func `OpenRouter is not asked about days that it has forgotten`() async throws {
        let plan = Plan([.init(body: "{\"data\":[]}")])
        let later = Timestamp(seconds: 1_795_305_600 + 29 * 86_400)
        let kept = try await fetch(.openrouter, plan, now: later)
        #expect(kept.map(\.day) == [days.upperBound])
    }

    @Test func `another day than the one that was asked for is refused`() async throws {
        let other = Answers.openrouterActivity.replacing("2026-11-20", with: "2026-11-19")
        await #expect(throws: BillingError.self) { try await fetch(.openrouter, Plan([.init(body: other)])) }
    }

    @Test func `too many requests are asked again after the pause that is asked for`() async throws {
        let plan = Plan([
            .init(status: .tooManyRequests, headers: [.retryAfter: "7"]), .init(status: .internalServerError),
            .init(body: Answers.openaiUsage), .init(body: Answers.openaiCosts),
        ])
        let kept = try await fetch(.openai, plan)
        #expect(plan.waited == [7, 2] && kept.count == 2)
    }

    @Test func `who asks to wait for longer than a minute is told to people`() async throws {
        let plan = Plan([.init(status: .tooManyRequests, headers: [.retryAfter: "300"])])
        await #expect(throws: BillingError.limited(.openai, seconds: 300)) { try await fetch(.openai, plan) }
        #expect(plan.asked.count == 1)
    }

    @Test func `after four attempts it is enough`() async throws {
        let plan = Plan([.init(status: .badGateway)])
        await #expect(throws: BillingError.answered(.openai, status: 502, told: nil)) { try await fetch(.openai, plan) }
        #expect(plan.asked.count == 4)
    }

    @Test(arguments: [
        (HTTPResponse.Status.unauthorized, BillingError.keyRefused(.anthropic, status: 401, told: "no … here")),
        (.forbidden, .keyRefused(.anthropic, status: 403, told: "no … here")),
        (.notFound, .notOffered(.anthropic, told: "no … here")),
        (.badRequest, .answered(.anthropic, status: 400, told: "no … here")),
        (.found, .redirected(.anthropic, status: 302)),
    ])
    func `a refusal says what happened, without the key`(status: HTTPResponse.Status, error: BillingError) async throws
    {
        let body = "{\"type\":\"error\",\"error\":{\"type\":\"x\",\"message\":\"no made-up-secret-key\\nhere\"}}"
        let plan = Plan([.init(status: status, body: body, headers: [.location: "http://127.0.0.1:1/elsewhere"])])
        await #expect(throws: error) { try await fetch(.anthropic, plan) }
        #expect(plan.asked.count == 1)
    }

    @Test(arguments: ["{\"data\":[{\"starting_at\":", "<html>", "", "{\"data\":null}", "[]"])
    func `an answer that is cut off or something else is refused`(body: String) async throws {
        await #expect(throws: BillingError.self) { try await fetch(.anthropic, Plan([.init(body: body)])) }
    }
}
