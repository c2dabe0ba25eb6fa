// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// An open connection to a gateway that has let this program in.
package struct GatewayConnection: Sendable {
    /// What the gateway said of itself.
    package let hello: GatewayHello
    let link: RPCChannel
    let limits: GatewayLimits
    let capabilities = ServerCapabilities()

    /// What happens at the gateway from now on; for one reader. It ends with an error that says why the connection ended.
    package var events: AsyncThrowingStream<GatewayEvent, any Error> {
        link.events
    }

    /// Calls a method and gives its payload.
    ///
    /// - Throws: ``GatewayError``, or `CancellationError`.
    package func request(_ method: String, _ params: JSONValue = [:]) async throws -> JSONValue {
        try await request(method, params, within: limits.request)
    }

    func request(_ method: String, _ params: JSONValue, within limit: Duration) async throws -> JSONValue {
        do {
            return try await link.request(method, params, within: limit)
        } catch let failure as RPCChannel.Failure {
            throw GatewayError.refused(GatewayRefusal(failure.error), method: method)
        }
    }
}
