// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// Whoever keeps the gateways. It answers from memory: a gateway that is slow or gone slows nothing here.
package protocol GatewayAdministration: Sendable {
    /// All gateways and what each last said, by id.
    func gateways() async -> [GatewayState]

    /// One gateway.
    ///
    /// - Throws: ``MissionCore/GatewayConfigurationError``.
    func gateway(_ id: String) async throws -> GatewayState

    /// Keeps a new gateway.
    ///
    /// - Throws: ``MissionCore/GatewayConfigurationError``.
    func add(_ id: String, _ change: GatewayChange) async throws -> GatewayState

    /// Changes a gateway.
    ///
    /// - Throws: ``MissionCore/GatewayConfigurationError``.
    func change(_ id: String, _ change: GatewayChange) async throws -> GatewayState

    /// Forgets a gateway; what the ledger has of it stays.
    ///
    /// - Throws: ``MissionCore/GatewayConfigurationError``.
    func remove(_ id: String) async throws
}
