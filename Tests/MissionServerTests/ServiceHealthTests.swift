// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting
import MissionCore
import MissionTesting
import Testing

/// The health of services over HTTP.
@Suite struct ServiceHealthTests {
    @Test func `model calls and requests of the last days are summed up by service`() async throws {
        let served = try await Served().with([
            .call(1), .call(2, status: .rateLimited), .call(3, minutesAgo: 60 * 24 * 9, status: .serverError),
        ])
        let request = APICall(
            id: EventID(high: 9, low: 1), at: Served.now, service: "github", statusCode: 502, status: .serverError,
            durationMilliseconds: 40)
        _ = try await served.ledger.append(
            SourceBatch(source: SourceID(kind: "call-database", place: "/x"), apiCalls: [request]))
        try await served.application.test(.router) { client in
            try await client.execute(uri: "/api/usage/health?tz=UTC", method: .get) { response in
                #expect(response.status == .ok)
                let text = String(buffer: response.body)
                #expect(
                    text.contains(#""calls":3,"modelCalls":2,"requests":1,"failures":2,"rateLimit":1,"serverError":1"#))
                #expect(text.contains(#""successRate":33.3"#))
                #expect(text.contains(#""service":"github""#))
            }
            try await client.execute(uri: "/api/usage/health?since=2026-11-01&until=2026-11-13", method: .get) {
                response in
                #expect(String(buffer: response.body).contains(#""calls":1,"#))
            }
            try await client.execute(uri: "/api/usage/health?days=3", method: .get) {
                #expect($0.status == .badRequest)
            }
            try await client.execute(uri: "/api/usage/health?since=2027-01-01", method: .get) {
                #expect($0.status == .badRequest)
            }
        }
    }

    @Test func `nothing called is no rate, not zero`() async throws {
        try await Served().application.test(.router) { client in
            try await client.execute(uri: "/api/usage/health", method: .get) { response in
                #expect(String(buffer: response.body).contains(#""successRate":null,"meanDurationMs":null"#))
            }
        }
    }
}
