// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import Testing

/// The page about services.
@Suite struct HealthPageTests {
    private func page(_ served: Served, _ query: String = "") async throws -> String {
        try await served.application.test(.router) { client in
            try await client.execute(uri: "/health\(query)", method: .get) { $0.text }
        }
    }

    @Test func `failures are told by class, with icon and word, and their part of all calls`() async throws {
        let served = try await Served().with([
            .call(1), .call(2), .call(3, tokens: .zero, status: .rateLimited),
            .call(4, provider: "google", model: "gemini-2.5-flash", tokens: .zero, status: .serverError),
        ])
        let page = try await page(served)
        let classes = page.components(between: "data-section=\"classes\"", and: "</section>")
        #expect(classes.contains("rate limited") && classes.contains("server error") && classes.contains("25.0 %"))
        #expect(page.components(between: "data-section=\"services\"", and: "</section>").contains("66.6 %"))
        #expect(
            page.contains("data-tip=\"anthropic, 2026-11-21 14:00 to 15:00&#10;3 calls&#10;1 failed: 1 rate limited"))
    }

    @Test func `where nothing failed the page says so`() async throws {
        #expect(try await page(Served().with([.call(1)])).contains("No failed call in these days"))
    }

    @Test func `the grid looks back over one day or two`() async throws {
        let served = try await Served().with([.call(1), .call(2, minutesAgo: 30 * 60)])
        let day = try await page(served).ranges(of: "mc-point").count
        let days = try await page(served, "?hours=48").ranges(of: "mc-point").count
        #expect((day, days) == (24, 48))
        #expect(try await page(served, "?hours=12").contains("bad_parameter"))
    }
}
