// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// Keeps a connection to a gateway: asks it what was used, takes in its calls as they happen, and comes back when it breaks.
package struct GatewayFollower: Sendable {
    var client: GatewayClient
    /// The gateway's id, which its calls carry.
    let gateway: String
    /// Whose account pays.
    let account: String
    /// The computer that its calls are counted under.
    let machine: String
    /// Reads the credential anew, so that a changed file is noticed without a restart; nil: the client's stays.
    package var currentCredential: (@Sendable () throws -> GatewayCredential)?
    /// Tells the time of readings.
    package var clock: any WallClock = SystemClock()
    var pace = GatewayPace()

    /// A follower; nothing is connected yet.
    ///
    /// - Parameters:
    ///   - client: The way to the gateway.
    ///   - gateway: The gateway's id, which its calls carry.
    ///   - account: Whose account pays.
    ///   - machine: The computer that its calls are counted under.
    package init(_ client: GatewayClient, gateway: String, account: String, machine: String) {
        self.client = client
        self.gateway = gateway
        self.account = account
        self.machine = machine
    }

    /// Runs until it is cancelled. Whatever a gateway does is told in a reading, not thrown.
    ///
    /// - Parameters:
    ///   - onReading: Called after each survey, and whenever the gateway becomes reachable or stops being so; one call at a
    ///     time.
    ///   - deliver: Takes calls as they happen, one batch at a time; returns when they are committed.
    /// - Throws: `CancellationError`, or what `deliver` throws.
    package func run(
        onReading: @escaping @Sendable (GatewayReading) async -> Void,
        deliver: @escaping @Sendable (SourceBatch) async throws -> Void
    ) async throws {
        let parser = GatewayLiveParser(
            gateway: gateway, account: account, machine: machine,
            // Events have no number that outlives this program.
            item: "session.message since \(clock.now.iso8601)")
        let outbox = GatewayOutbox(source: parser.source)
        let rounds = GatewayRounds(
            follower: self, memory: GatewayMemory(parser: parser), outbox: outbox, onReading: onReading)
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await outbox.run(pace, deliver: deliver) }
            group.addTask { try await rounds.run() }
            try await group.next()
        }
    }

    /// What is known while the gateway is connected.
    func reading(_ memory: GatewayMemory, _ hello: GatewayHello) -> GatewayReading {
        memory.update { state in
            // The first by name: there is room for one, and the others most likely fail for the same reason.
            let failure = state.failures.min { $0.key < $1.key }?.value
            return GatewayReading(
                isReachable: true, figures: state.figures,
                protocolVersion: hello.protocolVersion, version: hello.version, error: failure?.fact,
                advice: failure?.advice, missedEvents: state.heard.missed, unknownCalls: state.allUnknownCalls,
                prices: state.prices, fetchedAt: clock.now)
        }
    }

    /// What is known while it is not.
    func reading(_ memory: GatewayMemory, without error: GatewayError) -> GatewayReading {
        memory.update { state in
            GatewayReading(
                isReachable: false, error: error.fact, advice: error.advice, missedEvents: state.heard.missed,
                unknownCalls: state.allUnknownCalls, fetchedAt: clock.now)
        }
    }

    /// A call of this gateway.
    func placed(_ event: UsageEvent) -> UsageEvent {
        var event = event
        event.attribution.gateway = gateway
        event.attribution.account = account
        event.attribution.machine = machine
        return event
    }
}
