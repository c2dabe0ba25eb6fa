// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionTesting
import Testing

/// Pushing requests to services.
@Suite struct APICallRouteTests {
    @Test func `requests are kept once each and counted beside model calls`() async throws {
        let served = Served()
        try await served.application.test(.router) { client in
            let lines = (1...3).map { #"{"at":179526780\#($0)000,"service":"github","status_code":50\#($0)}"# }
            for answer in [(3, 0), (0, 3)] {
                let response = try await client.execute(
                    uri: "/api/v1/api-calls", method: .post, headers: [.contentType: "application/x-ndjson"],
                    body: ByteBuffer(string: lines.joined(separator: "\n"))
                ) { $0 }
                #expect(response.json?["accepted"] == .integer(Int64(answer.0)))
                #expect(response.json?["duplicates"] == .integer(Int64(answer.1)))
            }
            let outcomes = try await served.ledger.serviceOutcomes(in: .always)
            #expect(outcomes.map(\.service) == ["github", "github"] || outcomes.map(\.service) == ["github"])
            #expect(try await served.ledger.state().events == 0)
        }
    }
}
