// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import MissionCore
import MissionGatewayTesting
import MissionTesting
import NIOCore
import NIOWebSocket

@testable import MissionGateway

/// A folder for this device's secrets, gone when the test is over, and ways to a stand-in gateway.
final class GatewayBench: Sendable {
    let folder = NSTemporaryDirectory() + "mission-gateway-\(UUID().uuidString)"

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    var store: DeviceStore { DeviceStore(folder: folder) }

    func client(
        _ gateway: StandInGateway, _ credential: GatewayCredential = .token("right"), device: Bool = true,
        _ change: (inout GatewayClient) -> Void = { _ in }
    ) throws -> GatewayClient {
        var client = GatewayClient(
            try GatewayAddress(gateway.url), credential: credential, store: device ? store : nil, version: "0.1.0")
        // Other tests may keep the processors busy for long; what must be quick says so itself.
        (client.limits.connect, client.limits.handshake, client.limits.request) = (
            .seconds(90), .seconds(90), .seconds(90)
        )
        client.limits.close = .seconds(5)
        change(&client)
        return client
    }

    /// The whole text that a person sees; "" when nothing is wrong.
    func complaint(_ work: () async throws -> some Any) async throws -> String {
        do {
            _ = try await work()
            return ""
        } catch let error as GatewayError {
            return error.description
        }
    }

    /// The whole text that a person sees who calls a method.
    func complaint(asking client: GatewayClient, _ method: String = "usage.status", _ params: JSONValue = [:])
        async throws -> String
    {
        try await complaint { try await ask(client, method, params) }
    }

    /// Connects, and calls a method.
    func ask(_ client: GatewayClient, _ method: String = "usage.status", _ params: JSONValue = [:]) async throws
        -> JSONValue
    {
        try await client.connected { try await $0.request(method, params) }
    }

    /// Sends `connect` with parameters that were changed after they had been signed.
    func connect(
        _ gateway: StandInGateway, changing edit: @escaping @Sendable (JSONValue) -> JSONValue
    ) async throws {
        let address = try GatewayAddress(gateway.url)
        let device = try store.identity()
        let socket = try await WebSocketDial(address: address, limits: GatewayLimits(), authorities: nil).open()
        try await socket.executeThenClose { inbound, outbound in
            let link = RPCChannel(outbound, limits: GatewayLimits())
            try await withThrowingTaskGroup(of: Void.self) { group in
                defer { group.cancelAll() }
                group.addTask { _ = await link.read(inbound) }
                for try await challenge in link.challenges {
                    let request = ConnectRequest(
                        version: "0.1.0", scopes: ["operator.read"], auth: .token("right"), device: device)
                    let params = try request.params(
                        nonce: challenge["nonce"]?.text ?? "",
                        signedAt: Timestamp(milliseconds: challenge["ts"]?.wholePart ?? 0))
                    do {
                        _ = try await link.request("connect", edit(params), within: .seconds(90))
                    } catch let failure as RPCChannel.Failure {
                        throw GatewayError.refused(GatewayRefusal(failure.error), method: nil)
                    }
                    return
                }
            }
        }
    }
}

extension JSONValue {
    /// The same object with another value at a place in it.
    func setting(_ path: String..., to value: JSONValue) -> JSONValue {
        setting(path[...], to: value)
    }

    private func setting(_ path: ArraySlice<String>, to value: JSONValue) -> JSONValue {
        guard let key = path.first else { return value }
        let inner = (self[key] ?? [:]).setting(path.dropFirst(), to: value)
        return .object(members.filter { $0.key != key } + [JSONMember(key: key, value: inner)])
    }
}
