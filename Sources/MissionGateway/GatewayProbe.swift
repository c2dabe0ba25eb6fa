// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What a gateway can tell, found out by asking.
package struct GatewayProbe: Sendable {
    /// What it said of itself.
    package var hello: GatewayHello
    /// Each method that was tried, and why it failed if it did.
    package var methods: [(name: String, error: GatewayError?)]

    /// The cheapest question for each method. `sessions.usage` works without being listed, so it must be tried too.
    private static let questions: [(name: String, params: JSONValue)] = [
        ("usage.status", [:]), ("usage.cost", ["days": 1]), ("sessions.usage", ["limit": 1]),
    ]

    /// Connects and asks.
    ///
    /// - Throws: ``GatewayError`` when there is no connection, or when it ends before everything was asked.
    package static func run(_ client: GatewayClient) async throws -> GatewayProbe {
        try await client.connected { connection in
            var probe = GatewayProbe(hello: connection.hello, methods: [])
            for question in questions {
                do {
                    _ = try await connection.request(question.name, question.params)
                    probe.methods.append((question.name, nil))
                } catch let error as GatewayError {
                    // One method may be unknown or slow; without a connection the next will not fare better.
                    switch error {
                    case .refused, .timedOut: probe.methods.append((question.name, error))
                    default: throw error
                    }
                }
            }
            return probe
        }
    }

    /// The first trouble with a method.
    package var firstError: GatewayError? {
        methods.lazy.compactMap(\.error).first
    }
}
