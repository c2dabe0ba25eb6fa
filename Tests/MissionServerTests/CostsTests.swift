// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionServer
import MissionTesting
import Testing

/// The answers that other people's dashboards rely on, shape by shape.
@Suite struct CostsTests {
    private static let minutesPerDay: Int64 = 1440

    private func served() async throws -> Served {
        try await Served().with([
            .call(1, cost: .reported(cents: 80)),
            .call(
                2, minutesAgo: 30, agent: "helper", session: "s2", model: "claude-haiku-4-5", cost: .reported(cents: 20)
            ),
            .call(3, minutesAgo: Self.minutesPerDay, cost: .reported(cents: 125)),
            .call(4, minutesAgo: 40, model: "mystery-9", cost: Cost(basis: .unpriced)),
        ])
    }

    @Test func `costs have exactly the shape that was promised`() async throws {
        try await served().application.test(.router) { client in
            try await client.execute(uri: "/api/costs?timeframe=7d&tz=Europe/Berlin", method: .get) { response in
                #expect(response.status == .ok)
                #expect(response.headers[.contentType] == "application/json")
                let json = try #require(response.json)
                #expect(
                    Set(json.members.map(\.key)) == [
                        "today", "yesterday", "thisMonth", "lastMonth", "projected", "budget", "byAgent", "byModel",
                        "daily", "hourly",
                    ])
                #expect(json["today"] == 1)
                #expect(response.text.contains("\"yesterday\":1.25"))
                #expect(response.text.contains("\"thisMonth\":2.25"))
                #expect(json["budget"] == .null)
                guard case .array(let days)? = json["daily"], case .array(let hours)? = json["hourly"] else {
                    Issue.record("daily and hourly are lists")
                    return
                }
                #expect(days.count == 7)
                #expect(days.last?["date"] == "11-21")
                #expect(Set(days.first?.members.map(\.key) ?? []) == ["date", "cost", "input", "output"])
                #expect(hours.count == 24)
                #expect(hours.last?["hour"] == "14:00")
            }
        }
    }

    @Test func `percentages add up to 100 and the most expensive comes first`() async throws {
        try await served().application.test(.router) { client in
            try await client.execute(uri: "/api/costs", method: .get) { response in
                guard case .array(let models)? = response.json?["byModel"] else {
                    Issue.record("byModel is a list")
                    return
                }
                #expect(models.first?["model"] == "anthropic/claude-opus-4-6")
                let shares = models.compactMap { model -> Int64? in
                    guard case .integer(let share)? = model["percentOfTotal"] else { return nil }
                    return share
                }
                #expect(shares.reduce(0, +) == 100)
            }
        }
    }

    @Test func `a day begins where the asked zone says`() async throws {
        // 14:30 in Berlin is the next day in Kiritimati: whatever was before its midnight is yesterday's.
        try await Served().with([.call(1, minutesAgo: 300, cost: .reported(cents: 50))]).application.test(.router) {
            client in
            try await client.execute(uri: "/api/costs?tz=Pacific/Kiritimati", method: .get) { response in
                #expect(response.json?["today"] == 0)
                #expect(response.text.contains("\"yesterday\":0.5"))
            }
            try await client.execute(uri: "/api/costs?tz=Europe/Berlin", method: .get) { response in
                #expect(response.text.contains("\"today\":0.5"))
            }
        }
    }

    @Test func `today counts the calls without a price beside the cost`() async throws {
        try await served().application.test(.router) { client in
            try await client.execute(uri: "/api/usage/today", method: .get) { response in
                let json = try #require(response.json)
                #expect(
                    json.members.map(\.key).sorted() == ["byModel", "calls", "cost", "date", "tokens", "unpricedCalls"])
                #expect(json["date"] == "2026-11-21")
                #expect(json["cost"] == 1)
                #expect(json["calls"] == 3)
                #expect(json["tokens"] == 3600)
                #expect(json["unpricedCalls"] == 1)
                guard case .array(let models)? = json["byModel"] else {
                    Issue.record("byModel is a list")
                    return
                }
                #expect(models.first { $0["model"] == "anthropic/mystery-9" }?["cost"] == .null)
            }
        }
    }

    @Test func `an empty ledger costs nothing and says nothing else`() async throws {
        try await Served().application.test(.router) { client in
            try await client.execute(uri: "/api/costs", method: .get) { response in
                #expect(response.status == .ok)
                #expect(response.json?["today"] == 0)
                #expect(response.json?["byModel"] == .array([]))
            }
        }
    }

    @Test func `who has the answer already is not sent it again`() async throws {
        let served = try await served()
        try await served.application.test(.router) { client in
            for path in [
                "/api/costs", "/api/v1/usage?group_by=model", "/breakdown", "/assets/dashboard.css",
            ] {
                let tag = try await client.execute(uri: path, method: .get) { try #require($0.headers[.eTag]) }
                #expect(tag.hasPrefix("\""))
                try await client.execute(uri: path, method: .get, headers: [.ifNoneMatch: "\"other\", \(tag)"]) {
                    response in
                    #expect(response.status == .notModified, "\(path)")
                    #expect(response.text.isEmpty)
                    #expect(response.headers[.eTag] == tag)
                }
                try await client.execute(uri: path, method: .get, headers: [.ifNoneMatch: "\"other\""]) { response in
                    #expect(response.status == .ok)
                }
            }
            let before = try await client.execute(uri: "/api/costs", method: .get) { $0.headers[.eTag] }
            _ = try await served.with([.call(9, cost: .reported(cents: 1))])
            let after = try await client.execute(uri: "/api/costs", method: .get) { $0.headers[.eTag] }
            #expect(before != after)
        }
    }

    @Test func `HEAD tells the same as GET without the content`() async throws {
        try await served().application.test(.router) { client in
            for path in ["/breakdown", "/api/costs", "/assets/icon.svg", "/livez"] {
                let length = try await client.execute(uri: path, method: .get) { $0.headers[.contentLength] }
                try await client.execute(uri: path, method: .head) { response in
                    #expect(response.status == .ok)
                    #expect(response.headers[.contentLength] == length)
                    #expect(response.text.isEmpty)
                }
            }
        }
    }
}
