// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionServer
import MissionTesting
import Testing

/// Sources and rejections over HTTP, and what the page says about them.
@Suite struct SourceRouteTests {
    private static let good = SourceID(kind: "openclaw", place: "/tmp/openclaw")
    private static let empty = SourceID(kind: "openclaw", place: "/tmp/empty")

    private func served(_ sources: HealthSource...) async throws -> Served {
        var served = Served()
        served.health = HealthReport(sources: sources)
        return try await served.with([.call(1), .call(2, model: "mystery", cost: Cost(basis: .unpriced))])
    }

    private func sources(_ served: Served) async throws -> JSONValue {
        try await served.application.test(.router) { client in
            try await client.execute(uri: "/api/v1/sources", method: .get) { response in
                #expect(response.status == .ok)
                return try #require(response.json)
            }
        }
    }

    @Test func `sources tell what each brought, and which models have no price`() async throws {
        let json = try await sources(try await served(HealthSource(source: Self.good, exists: true, items: 3)))
        #expect(json["status"] == "warning")
        guard case .array(let lines)? = json["sources"], case .array(let models)? = json["unpriced_models"] else {
            Issue.record("lists")
            return
        }
        #expect(lines.first?["calls"] == 2)
        #expect(lines.first?["files"] == 3)
        #expect(lines.first?["newest_call_at"] == "2026-11-21T13:20:00.000Z")
        #expect(models == [["calls": 1, "recorded_model": "anthropic|mystery", "total_tokens": 1200]])
    }

    @Test func `a store that yields nothing is an error, on the page too, and the server is ready all the same`()
        async throws
    {
        let served = try await served(
            HealthSource(source: Self.good, exists: true, items: 3),
            HealthSource(source: Self.empty, exists: true, items: 2))
        #expect(try await sources(served)["status"] == "error")
        try await served.application.test(.router) { client in
            try await client.execute(uri: "/readyz", method: .get) { #expect($0.status == .ok) }
            try await client.execute(uri: "/", method: .get) { response in
                #expect(response.text.contains("A store exists and yields nothing: /tmp/empty has 2 files"))
            }
        }
        var nothing = Served()
        nothing.health = HealthReport(sources: [HealthSource(source: Self.empty, exists: true, items: 2)])
        try await nothing.application.test(.router) { client in
            try await client.execute(uri: "/", method: .get) { response in
                #expect(response.text.contains("data-section=\"empty\""))
                #expect(response.text.contains("A store exists and yields nothing: /tmp/empty has 2 files"))
            }
        }
    }

    @Test func `before everything was read once nothing is missing`() async throws {
        var served = try await served(HealthSource(source: Self.empty, exists: true, items: 2))
        served.health.reasonsNotReady = ["the first reading is not finished"]
        #expect(try await sources(served)["status"] == "warning")
        let page = try await served.application.test(.router) { client in
            try await client.execute(uri: "/", method: .get) { $0.text }
        }
        #expect(!page.contains("yields nothing"))
    }

    @Test func `a problem belongs to the source that it lies in, and to no other that begins alike`() async throws {
        let alike = SourceID(kind: "openclaw", place: "/tmp/emp")
        var served = try await served(
            HealthSource(source: alike, exists: true, items: 1),
            HealthSource(source: Self.empty, exists: true, items: 1))
        served.health.problems = [
            SourceProblem(path: "/tmp/empty/a.sqlite", kind: .unknownSchema, reason: "schema 99")
        ]
        let json = try await sources(served)
        guard case .array(let findings)? = json["findings"] else {
            Issue.record("findings")
            return
        }
        let codes = findings.filter { $0["severity"] == "error" }.map { [$0["code"], $0["path"]] }
        #expect(codes.contains(["unknown_schema", "/tmp/empty"]))
        #expect(!codes.contains(["unknown_schema", "/tmp/emp"]))
        #expect(codes.contains(["empty_store", "/tmp/emp"]))
    }

    @Test func `rejections come page by page, newest first, without content`() async throws {
        let served = Served()
        let rejections = (0..<5).map {
            Rejection(
                source: Self.good, item: "agents/main/sessions/s.jsonl", position: Int64($0) * 100, length: 9,
                reason: .notJSON)
        }
        _ = try await served.ledger.append(SourceBatch(source: Self.good, rejections: rejections))
        try await served.application.test(.router) { client in
            var (positions, uri): ([JSONValue?], String?) = ([], "/api/v1/rejections?limit=2")
            for _ in 0..<9 {
                guard let page = uri else { break }
                uri = try await client.execute(uri: page, method: .get) { response in
                    guard case .array(let page)? = response.json?["rejections"] else { return nil }
                    positions += page.map { $0["position"] }
                    #expect(page.allSatisfy { $0["reason"] == "not_json" && $0["length"] == 9 })
                    guard case .string(let next)? = response.json?["next"] else { return nil }
                    return "/api/v1/rejections?limit=2&after=\(next)"
                }
            }
            #expect(positions == [400, 300, 200, 100, 0])
            try await client.execute(uri: "/api/v1/rejections?after=x", method: .get) {
                #expect($0.problemCode == "bad_parameter")
            }
        }
    }
}
