// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import Testing

/// The page that tells calls apart.
@Suite struct BreakdownPageTests {
    private func page(_ served: Served, _ query: String = "") async throws -> String {
        try await served.application.test(.router) { client in
            try await client.execute(uri: "/breakdown\(query)", method: .get) { response in
                #expect(response.status == .ok)
                return response.text
            }
        }
    }

    private let calls: [UsageEvent] = [
        .call(1, cost: .reported(cents: 300), tokens: TokenCounts(input: 1000, output: 500)),
        .call(2, provider: "google", model: "gemini-2.5-flash", cost: .reported(cents: 100)),
        .call(3, provider: "acme", model: "mystery", cost: Cost(basis: .unpriced)),
        // Thirty-five days ago: in the period before the last thirty days.
        .call(4, minutesAgo: 35 * 1440, cost: .reported(cents: 200)),
    ]

    @Test(arguments: [
        "model", "provider", "agent", "cron", "kind", "task", "project", "source", "account", "channel",
    ])
    func `each way of telling apart answers, and its rows are all of the cost`(kind: String) async throws {
        let page = try await page(Served().with(calls), "?by=\(kind)")
        #expect(page.contains("data-section=\"rows\""))
        #expect(
            page.contains(
                "<span class=\"number\"><span class=\"partial\" title=\"A part of these calls has no known cost.\">$4.00*"
            ))
    }

    @Test func `the most expensive comes first, what has no known cost last, and a click sorts otherwise`() async throws
    {
        let served = try await Served().with(calls)
        func order(_ page: String) -> [String] {
            let rows = page.components(between: "data-section=\"rows\"", and: "</section>")
            return rows.split(separator: "<th scope=\"row\"").dropFirst().compactMap { part in
                ["claude-opus-4-6", "gemini-2.5-flash", "mystery"].first { part.prefix(400).contains($0) }
            }
        }
        let page = try await page(served)
        #expect(order(page) == ["claude-opus-4-6", "gemini-2.5-flash", "mystery"])
        #expect(page.contains("aria-sort=\"descending\""))
        #expect(page.contains("href=\"/breakdown?dir=asc&amp;sort=cost\""))
        #expect(
            try await order(self.page(served, "?sort=cost&dir=asc")) == [
                "gemini-2.5-flash", "claude-opus-4-6", "mystery",
            ])
        #expect(
            try await order(self.page(served, "?sort=name&dir=asc")) == [
                "mystery", "claude-opus-4-6", "gemini-2.5-flash",
            ])
    }

    @Test func `a row says how much more it is than in the period before`() async throws {
        let page = try await page(Served().with(calls))
        #expect(page.contains(">+50 %<") && page.contains(">new<"))
    }

    @Test func `bars tell exact amounts to whoever points at them, and lead to their day`() async throws {
        let page = try await page(Served().with(calls))
        #expect(page.contains("data-tip=\"Sat 21 Nov 2026&#10;$4.00*, 3 calls&#10;"))
        #expect(page.contains("data-href=\"/breakdown?since=2026-11-21&amp;until=2026-11-21\""))
    }

    @Test func `a name that no address can carry is text without a link`() async throws {
        let name = String(repeating: "x", count: 500)
        let page = try await page(Served().with([.call(1, agent: name)]), "?by=agent")
        #expect(!page.contains("agent=xxx"))
        #expect(page.contains("xxxx"))
    }
}

extension String {
    /// What stands between two texts; empty where they are missing.
    func components(between start: String, and end: String) -> Substring {
        guard let begin = firstRange(of: start)?.upperBound,
            let finish = self[begin...].firstRange(of: end)?.lowerBound
        else { return "" }
        return self[begin..<finish]
    }
}
