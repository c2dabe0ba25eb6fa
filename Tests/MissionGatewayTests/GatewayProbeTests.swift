// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionGatewayTesting
import MissionTesting
import Testing

@testable import MissionGateway

@Suite(.ownThreads) struct `Probing a gateway` {
    private let bench = GatewayBench()

    @Test func `asks the cheapest question of each method, and nothing that is not in the schema`() async throws {
        try await StandInGateway.serve { gateway in
            let probe = try await GatewayProbe.run(try bench.client(gateway))
            #expect(probe.methods.map(\.name) == ["usage.status", "usage.cost", "sessions.usage"])
            #expect(probe.firstError == nil)
            let asked = gateway.memory.requests
            #expect(asked.map(\.method) == ["connect", "usage.status", "usage.cost", "sessions.usage"])
            #expect(asked.dropFirst().map(\.params) == [[:], ["days": 1], ["limit": 1]])
        }
    }

    @Test func `goes on when one method is not known`() async throws {
        let behaviour = StandInBehaviour { $0.replies["usage.cost"] = nil }
        try await StandInGateway.serve(behaviour) { gateway in
            let probe = try await GatewayProbe.run(try bench.client(gateway))
            #expect(probe.methods.map { $0.error == nil } == [true, false, true])
            #expect(probe.firstError == .refused(.missingScope("operator.admin"), method: "usage.cost"))
        }
    }
}
