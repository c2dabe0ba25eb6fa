// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionServer
import MissionTesting
import Testing

/// Prices over HTTP.
@Suite struct PriceRouteTests {
    private func prices(_ query: String) async throws -> [JSONValue] {
        try await Served().application.test(.router) { client in
            try await client.execute(uri: "/api/v1/prices\(query)", method: .get) { response in
                #expect(response.status == .ok)
                #expect(response.json?["currency"] == "USD")
                return response.json?["prices"]?.elements ?? []
            }
        }
    }

    @Test(arguments: ["claude-haiku-4-5", "anthropic/claude-haiku-4-5", "haiku-4.5", "Claude-Haiku-4-5"])
    func `a model is found under its names, with decimal rates and where they come from`(name: String) async throws {
        let found = try await prices("?provider=anthropic&model=\(name)")
        let price = try #require(found.first)
        #expect(price["model"] == "claude-haiku-4-5")
        #expect(price["input"] == "1.000000000")
        #expect(price["output"] == "5.000000000")
        #expect(price["effective_from"] == .null)
        #expect(price["update"] == .null)
        #expect(price["source_date"]?.text != nil)
        #expect(price["multipliers"]?["batch"] == "0.5")
    }

    @Test func `without filters all prices are told, and an unknown name has none`() async throws {
        #expect(try await prices("").count > 1000)
        #expect(try await prices("?model=nobody").isEmpty)
    }

    @Test func `what is not expected is refused`() async throws {
        try await Served().application.test(.router) { client in
            try await client.execute(uri: "/api/v1/prices?vendor=x", method: .get) { #expect($0.status == .badRequest) }
        }
    }
}
