// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// How long things may take, and how large they may be.
package struct GatewayLimits: Sendable {
    /// Until a connection stands, encryption and upgrade included, each.
    package var connect = Duration.seconds(10)
    /// Until the gateway's challenge, and until its hello, each.
    package var handshake = Duration.seconds(10)
    /// Until a method's answer.
    package var request = Duration.seconds(30)
    /// Until the answer to a method that makes the gateway add up all its transcripts.
    package var heavyRequest = Duration.seconds(180)
    /// Until the gateway returns a close.
    package var close = Duration.seconds(2)
    /// The longest message, in bytes; gateways send none that is longer.
    package var message = 25 * 1024 * 1024
    /// How many events wait for a slow reader before the oldest give way.
    package var events = 1024

    package init() {}
}

extension Duration {
    /// For people.
    var inSeconds: String {
        let seconds = Double(components.seconds) + Double(components.attoseconds) / 1e18
        return seconds == 1 ? "1 second" : "\(seconds.formattedBriefly) seconds"
    }
}

extension Double {
    fileprivate var formattedBriefly: String {
        self == rounded() ? String(Int64(self)) : String(self)
    }
}

/// Runs some work, and ends it with an error when it takes too long.
func withTimeLimit<Result: Sendable>(
    _ limit: Duration, _ error: GatewayError, _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
        defer { group.cancelAll() }
        group.addTask { try await work() }
        group.addTask {
            try await Task.sleep(for: limit)
            throw error
        }
        guard let result = try await group.next() else { throw error }
        return result
    }
}
