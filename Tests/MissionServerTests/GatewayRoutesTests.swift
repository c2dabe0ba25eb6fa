// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionServer
import MissionTesting
import OpenClawFormat
import Testing

/// Gateways over HTTP: listing, adding, changing, removing, and what each uses.
@Suite struct GatewayRoutesTests {
    private let keeper = MemoryKeeper()
    private var served: Served { Served(keeper: keeper) }

    private func ask(
        _ method: HTTPRequest.Method, _ path: String = "", _ body: String? = nil, type: String? = "application/json",
        headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        if body != nil { headers[.contentType] = type }
        let all = headers
        return try await served.application.test(.router) { client in
            try await client.execute(
                uri: "/api/v1/gateways\(path)", method: method, headers: all,
                body: body.map { ByteBuffer(string: $0) })
        }
    }

    @Test func `a gateway is added, listed, changed and removed, and its secret never comes out`() async throws {
        let added = try await ask(.post, "", #"{"id":"g","url":"ws://127.0.0.1:1","token":"geheim","account":"a"}"#)
        #expect(added.status == .created && added.headers[.location] == "/api/v1/gateways/g")
        #expect(added.json?["credential"] == "token" && added.json?["account"] == "a")
        let changed = try await ask(.patch, "/g", #"{"password":"geheim","account":null,"enabled":false}"#)
        #expect(changed.status == .ok)
        #expect(changed.json?["credential"] == "password" && changed.json?["account"] == .null)
        #expect(changed.json?["enabled"] == false)
        let one = try await ask(.get, "/g")
        let list = try await ask(.get)
        #expect(one.json?["id"] == "g" && list.text.contains(#""id":"g""#))
        for response in [added, changed, one, list] { #expect(!response.text.contains("geheim")) }
        #expect(try await ask(.delete, "/g").status == .noContent)
        #expect(try await ask(.get, "/g").problemCode == "unknown_gateway")
    }

    @Test func `what cannot be is refused with its reason`() async throws {
        _ = try await ask(.post, "", #"{"id":"g","url":"ws://127.0.0.1:1"}"#)
        let again = try await ask(.post, "", #"{"id":"g","url":"ws://127.0.0.1:1"}"#)
        #expect(again.status == .conflict && again.problemCode == "gateway_exists")
        for (body, member) in [
            ("{}", "id"), (#"{"id":7}"#, "id"), (#"{"id":"h","urll":"x"}"#, "urll"), (#"{"id":"h","url":7}"#, "url"),
            (#"{"id":"h","url":"x","enabled":"yes"}"#, "enabled"),
        ] {
            let response = try await ask(.post, "", body)
            #expect(response.status == .badRequest && response.json?["member"] == .string(member), "\(response.text)")
        }
        for body in ["", "[]", "{", "7"] {
            #expect(try await ask(.post, "", body).status == .badRequest)
        }
        #expect(try await ask(.patch, "/nope", "{}").status == .notFound)
        #expect(try await ask(.delete, "/nope").status == .notFound)
        #expect(try await ask(.delete, "/g%2f..").status == .notFound)
        #expect(try await ask(.get, "?x=1").problemCode == "bad_parameter")
    }

    @Test func `a foreign page, another type and a long body change nothing`() async throws {
        let body = #"{"id":"g","url":"ws://127.0.0.1:1"}"#
        let foreign = try await ask(.post, "", body, headers: [.origin: "http://evil.example"])
        #expect(foreign.problemCode == "foreign_origin")
        #expect(try await ask(.post, "", body, type: "text/plain").problemCode == "unsupported_media_type")
        let long = #"{"id":"g","url":"\#(String(repeating: "x", count: 70_000))"}"#
        #expect(try await ask(.post, "", long).problemCode == "content_too_large")
        let site = try #require(HTTPFields.Element.Name("Sec-Fetch-Site"))
        #expect(try await ask(.delete, "/g", headers: [site: "cross-site"]).problemCode == "foreign_origin")
        #expect(await keeper.gateways().isEmpty)
    }

    @Test func `the list names files that are no gateway`() async throws {
        var served = served
        served.health = HealthReport(problems: [
            SourceProblem(path: "/d/gateways/b.json", kind: .badSettings, reason: "url: expected a text"),
            SourceProblem(path: "/other", reason: "x"),
        ])
        let list = try await served.application.test(.router) { client in
            try await client.execute(uri: "/api/v1/gateways", method: .get) { $0 }
        }
        #expect(list.text.contains("/d/gateways/b.json") && !list.text.contains("/other"))
    }

    @Test func `without a gateway that answers its usage says so, with what was known`() async throws {
        var served = served
        let fetched = Served.now.advanced(byMilliseconds: -90_000)
        let reading = GatewayReading(
            isReachable: false, figures: GatewayFigures(status: ["tokenLimit": 7]), error: "down", advice: "start it",
            fetchedAt: fetched)
        served.gateways["g"] = GatewayFacts(reading: reading, filters: [.gateway: ["g"]])
        let usage = try await served.application.test(.router) { client in
            try await client.execute(uri: "/api/v1/gateways/g/runtime-usage", method: .get) { $0 }
        }
        let status = usage.json?["gateway_status"]
        #expect(status?["reachable"] == false && status?["age_ms"] == 90_000 && status?["advice"] == "start it")
        #expect(usage.json?["current"]?["token_limit"] == 7)
    }
}

/// Keeps gateways in memory.
actor MemoryKeeper: GatewayAdministration {
    private var states: [String: GatewayState] = [:]

    func gateways() async -> [GatewayState] {
        states.values.sorted { $0.gateway.id < $1.gateway.id }
    }

    func gateway(_ id: String) async throws -> GatewayState {
        guard let state = states[id] else { throw GatewayConfigurationError.unknown(id: id) }
        return state
    }

    func add(_ id: String, _ change: GatewayChange) async throws -> GatewayState {
        if states[id] != nil { throw GatewayConfigurationError.exists(id: id) }
        states[id] = GatewayState(gateway: KeptGateway(id: id, url: change.url ?? "", machine: "local"))
        return try await self.change(id, change)
    }

    func change(_ id: String, _ change: GatewayChange) async throws -> GatewayState {
        var state = try await gateway(id)
        switch change.secret {
        case .token: state.gateway.credential = .token
        case .password: state.gateway.credential = .password
        case .some(.none): state.gateway.credential = .none
        case nil: break
        }
        if let account = change.account { state.gateway.accounts.key = account.isEmpty ? nil : account }
        if let isEnabled = change.isEnabled { state.gateway.isEnabled = isEnabled }
        states[id] = state
        return state
    }

    func remove(_ id: String) async throws {
        if states.removeValue(forKey: id) == nil { throw GatewayConfigurationError.unknown(id: id) }
    }

    /// Lets a gateway have said something.
    func note(_ reading: GatewayReading, of id: String) {
        states[id]?.reading = reading
    }
}
