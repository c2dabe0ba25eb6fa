// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The beginning of a talk: the gateway's challenge, the answer to it, and the gateway's hello.
struct GatewayHandshake: Sendable {
    private let client: GatewayClient
    private let device: DeviceIdentity?
    private let storedToken: String?

    init(_ client: GatewayClient) throws {
        self.client = client
        device = try client.store?.identity()
        // What a person gives now goes before what a gateway gave once.
        if case .none = client.credential {
            storedToken = try client.store?.token(for: client.address)
        } else {
            storedToken = nil
        }
    }

    /// - Throws: ``GatewayError``, or `CancellationError`.
    func perform(on link: RPCChannel) async throws -> GatewayHello {
        let limit = client.limits.handshake
        let challenge = try await withTimeLimit(limit, .timedOut("no challenge within \(limit.inSeconds)")) {
            for try await challenge in link.challenges { return challenge }
            throw CancellationError()
        }
        guard let nonce = challenge["nonce"]?.text else {
            throw GatewayError.garbled("a challenge without a nonce")
        }
        let signedAt = challenge["ts"]?.wholePart.map { Timestamp(milliseconds: $0) } ?? SystemClock().now
        let request = ConnectRequest(version: client.version, scopes: client.scopes, auth: auth, device: device)
        let payload: JSONValue
        do {
            payload = try await link.request(
                "connect", try request.params(nonce: nonce, signedAt: signedAt), within: limit)
        } catch let failure as RPCChannel.Failure {
            throw try refusal(failure)
        }
        guard let hello = GatewayHello(payload) else { throw GatewayError.garbled("a hello that is none") }
        guard (3...4).contains(hello.protocolVersion) else {
            throw GatewayError.refused(.protocolMismatch(expected: hello.protocolVersion), method: nil)
        }
        if let token = hello.deviceToken { try client.store?.keep(token, for: client.address) }
        return hello
    }

    private var auth: ConnectRequest.Auth {
        switch client.credential {
        case .token(let token): .token(token)
        case .password(let password): .password(password)
        case .none: storedToken.map { .deviceToken($0) } ?? .none
        }
    }

    private func refusal(_ failure: RPCChannel.Failure) throws -> GatewayError {
        let refusal = GatewayRefusal(failure.error, usedDeviceToken: storedToken != nil)
        if refusal == .deviceTokenRefused { try client.store?.keep(nil, for: client.address) }
        return .refused(refusal, method: nil)
    }
}
