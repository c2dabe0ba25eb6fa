// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import Testing

/// The page about what is to come and what would cost less.
@Suite struct AdvicePageTests {
    /// The page as it is when nothing is being worked out any more.
    private func page(_ served: Served, _ query: String = "") async throws -> String {
        try await served.application.test(.router) { client in
            for _ in 0..<100 {
                let text = try await client.execute(uri: "/advice\(query)", method: .get) { $0.text }
                if !text.contains("data-again") { return text }
                try await Task.sleep(for: .milliseconds(20))
            }
            return ""
        }
    }

    private let calls: [UsageEvent] = (0..<10).map {
        .call($0, minutesAgo: $0 * 1440 + 10, cost: .reported(cents: 100))
    }

    @Test func `the month is forecast, with intervals behind the drawing`() async throws {
        let page = try await page(Served().with(calls))
        let forecast = page.components(between: "data-section=\"forecast\"", and: "</section>")
        #expect(
            forecast.contains("expected, <span class=\"number\">$10.00</span> spent so far")
                && forecast.contains("mc-fan"))
        #expect(forecast.contains("80 of 100") && forecast.contains("95 of 100"))
    }

    @Test func `calls are compared with another model's prices`() async throws {
        let page = try await page(Served().with(calls), "?to=anthropic/claude-haiku-4-5")
        let answer = page.components(between: "data-section=\"what-if\"", and: "</section>")
        #expect(answer.contains("claude-haiku-4-5") && answer.contains("$10.00"))
        #expect(try await self.page(Served().with(calls), "?to=haiku").contains("bad_parameter"))
    }

    @Test func `where nothing stands out the page says so`() async throws {
        let page = try await page(Served().with([.call(1)]))
        #expect(
            page.components(between: "data-section=\"suggestions\"", and: "</section>").contains("Nothing stands out"))
    }
}
