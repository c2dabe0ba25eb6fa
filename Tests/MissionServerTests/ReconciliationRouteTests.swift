// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionTesting
import Testing

/// Bills over HTTP.
@Suite struct ReconciliationRouteTests {
    private static let day = CivilDay(year: 2026, month: 11, day: 20)

    private func bill(_ nanodollars: Int64) -> BilledDay {
        let line = BilledLine(.tokens, model: "claude-opus-4-6", amount: Money(nanodollars: nanodollars))
        return BilledDay(.anthropicCosts, Self.day, fetchedAt: Served.now, lines: [line])
    }

    @Test func `bills are compared with calls, and seen as soon as they are kept`() async throws {
        let bills = MemoryBills([bill(260_000_000)])
        var served = Served()
        served.bills = bills.store()
        // Noon of the day before, UTC: 25 cents.
        let application = try await served.with([.call(1, minutesAgo: 25 * 60 + 30)]).application
        try await application.test(.router) { client in
            let path = "/api/v1/reconciliation?date=2026-11-20&tz=Asia/Tokyo"
            let tag = try await client.execute(uri: path, method: .get) { response -> String? in
                let row = response.json?["rows"]?.elements.first
                #expect(response.json?["range"]?["tz"] == "UTC")
                #expect(row?.at("model") == "anthropic/claude-opus-4-6")
                #expect(row?.at("difference")?.at("nanodollars") == 10_000_000)
                return response.headers[.eTag]
            }
            let known: HTTPFields = [.ifNoneMatch: try #require(tag)]
            try await client.execute(uri: path, method: .get, headers: known) { #expect($0.status == .notModified) }
            try await bills.replace([bill(250_000_001)])
            try await client.execute(uri: path, method: .get, headers: known) { response in
                #expect(response.json?["totals"]?.at("difference")?.at("nanodollars") == 1)
            }
        }
    }

    @Test(arguments: ["provider=google", "since=2026-11-21", "agent=main", "since=2026-11-20&until=2026-11-19"])
    func `a question that makes no sense is a problem of the request`(query: String) async throws {
        try await Served().application.test(.router) { client in
            try await client.execute(uri: "/api/v1/reconciliation?\(query)", method: .get) { response in
                #expect(response.status == .badRequest && response.problemCode != nil)
            }
        }
    }

    @Test func `without bills there is no total`() async throws {
        try await Served().application.test(.router) { client in
            try await client.execute(uri: "/api/v1/reconciliation?provider=openai&provider=anthropic", method: .get) {
                response in
                #expect(response.status == .ok && response.json?["totals"] == JSONValue.null)
            }
        }
    }
}
