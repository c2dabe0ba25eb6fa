// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import NIOCore
internal import NIOWebSocket
internal import Synchronization

/// The way to a gateway: where it is, who asks, and with what right.
package struct GatewayClient: Sendable {
    /// Where it is.
    package var address: GatewayAddress
    /// What it asks for besides the device.
    package var credential: GatewayCredential
    /// Where this device's key and tokens are kept; nil: no device, which gateways let in without rights.
    package var store: DeviceStore?
    /// This program's version, which the gateway logs.
    package var version: String
    /// How long things may take.
    package var limits = GatewayLimits()
    /// A file of certificates to trust besides the system's.
    package var authorities: String?
    /// The rights to ask for. More than were approved once would need a person again.
    var scopes = ["operator.read"]

    /// A way; nothing is connected yet.
    package init(
        _ address: GatewayAddress, credential: GatewayCredential = .none, store: DeviceStore?, version: String
    ) {
        self.address = address
        self.credential = credential
        self.store = store
        self.version = version
    }

    /// Connects, runs `body`, and hangs up. When the connection ends before `body` does, `body` is cancelled.
    ///
    /// - Throws: ``GatewayError``, `CancellationError`, or what `body` throws.
    package func connected<Value: Sendable>(
        _ body: @escaping @Sendable (GatewayConnection) async throws -> Value
    ) async throws -> Value {
        let handshake = try GatewayHandshake(self)
        let socket = try await WebSocketDial(address: address, limits: limits, authorities: authorities).open()
        let outcome = Mutex<Result<Value, any Error>?>(nil)
        do {
            try await socket.executeThenClose { inbound, outbound in
                let link = RPCChannel(outbound, limits: limits)
                let talk = GatewayTalk(link: link, limits: limits)
                let result = await talk.run(inbound, handshake: handshake, body)
                outcome.withLock { $0 = result }
            }
        } catch {
            // How the socket closed matters to nobody once the talk has an outcome.
            guard outcome.withLock({ $0 != nil }) else { throw DialFailure.explain(error, at: address) }
        }
        try Task.checkCancellation()
        guard let result = outcome.withLock({ $0 }) else { throw GatewayError.closed(code: nil, reason: "") }
        return try result.get()
    }
}
