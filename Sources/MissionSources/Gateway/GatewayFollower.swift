// Mission Control
// SPDX-License-Identifier: Apache-2.0

public import MissionCore

/// Keeps a connection to a gateway: asks it what was used, takes in its calls as they happen, and comes back when it breaks.
public struct GatewayFollower: Sendable {
    let client: GatewayClient
    /// The gateway's id, which its calls carry.
    let gateway: String
    /// Whose account pays.
    let account: String
    /// The computer that its calls are counted under.
    let machine: String
    /// Reads the credential anew, so that a changed file is noticed without a restart; nil: the client's stays.
    public var currentCredential: (@Sendable () throws -> GatewayCredential)?

    /// Makes a follower; nothing is connected yet.
    ///
    /// - Parameters:
    ///   - client: The way to the gateway.
    ///   - gateway: The gateway's id, which its calls carry.
    ///   - account: Whose account pays.
    ///   - machine: The computer that its calls are counted under.
    public init(_ client: GatewayClient, gateway: String, account: String, machine: String) {
        self.client = client
        self.gateway = gateway
        self.account = account
        self.machine = machine
    }

    /// Runs until it is cancelled. Whatever a gateway does is told in a reading, not thrown.
    ///
    /// - Parameters:
    ///   - onReading: Called after each survey, and whenever the gateway becomes reachable or stops being so.
    ///   - deliver: Takes calls as they happen; returns when they are committed. Nothing more is read from it until then
    ///     than the connection's limit of waiting events.
    /// - Throws: `CancellationError`, or what `deliver` throws.
    public func run(
        onReading: @escaping @Sendable (GatewayReading) async -> Void,
        deliver: @escaping @Sendable (SourceBatch) async throws -> Void
    ) async throws {
        throw CancellationError()
    }
}
