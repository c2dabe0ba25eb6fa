// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionTesting
import Testing

/// What live pages ask for: `/api/usage/*`.
@Suite struct UsageRouteTests {
    private func served() async throws -> Served {
        let thinking = TokenCounts(input: 1000, output: 400, cacheRead: 6000, reasoning: 150)
        var plan = UsageEvent.call(
            4, minutesAgo: 5, provider: "openai-codex", model: "gpt-5.2", cost: Cost(basis: .subscription),
            tokens: TokenCounts(input: 10, output: 90, reasoning: 60))
        plan.attribution.taskType = "testing"
        return try await Served().with([
            .call(1, minutesAgo: 3000, cost: .reported(cents: 80), tokens: thinking),
            .call(2, minutesAgo: 20, cost: .reported(cents: 10), status: .rateLimited),
            .call(3, agent: "ops", session: "s2", model: "new-1", cost: Cost()), plan,
        ])
    }

    @Test(arguments: [
        "latest", "models", "daily?days=4", "top-models?limit=1", "providers", "task-types", "thinking", "alerts",
    ])
    func `each answers as before`(path: String) async throws {
        try await served().application.test(.router) { client in
            try await client.execute(uri: "/api/usage/\(path)", method: .get) { response in
                #expect(response.status == .ok)
                let name = path.split(separator: "?").first ?? ""
                try Golden.check(response.text, "routes/usage-\(name).json")
            }
        }
    }

    @Test func `what was called since a moment is told to the millisecond, and who has it gets 304`() async throws {
        try await served().application.test(.router) { client in
            let path = "/api/usage/latest?since=\(Served.now.advanced(byMilliseconds: -20 * 60_000).iso8601)"
            let tag = try await client.execute(uri: path, method: .get) { response in
                // The call at that very moment was told before.
                #expect(response.json?["changes"]?["calls"] == 2)
                #expect(response.json?["today"]?["calls"] == 3)
                return try #require(response.headers[.eTag])
            }
            try await client.execute(uri: path, method: .get, headers: [.ifNoneMatch: tag]) { response in
                #expect(response.status == .notModified)
                #expect(response.text.isEmpty)
            }
            let earlier = Served.now.advanced(byMilliseconds: -20 * 60_000 - 1).iso8601
            try await client.execute(uri: "/api/usage/latest?since=\(earlier)", method: .get) { response in
                #expect(response.json?["changes"]?["calls"] == 3)
            }
        }
    }

    @Test func `no budget is said to be no budget`() async throws {
        try await served().application.test(.router) { client in
            try await client.execute(uri: "/api/usage/alerts", method: .get) { response in
                #expect(response.json?["alerts"] == [])
                #expect(response.json?["state"] == "no_budget_set")
            }
        }
    }

    @Test(arguments: [
        "latest?since=yesterday", "models?nonsense=1", "models?limit=1", "daily?days=0", "daily?days=x",
        "daily?days=3661",
        "top-models?limit=0", "providers?since=2026-11-02&until=2026-11-01", "task-types?tz=Nowhere",
        "thinking?cost=guessed", "alerts?limit=1", "models?group_by=day",
    ])
    func `a parameter that makes no sense is a problem`(path: String) async throws {
        try await served().application.test(.router) { client in
            try await client.execute(uri: "/api/usage/\(path)", method: .get) { response in
                #expect(response.status == .badRequest, "\(path)")
                #expect(response.problemCode == "bad_parameter", "\(path)")
            }
        }
    }
}
