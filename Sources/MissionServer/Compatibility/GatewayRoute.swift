// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Hummingbird
internal import MissionCore

/// What a gateway uses, in the shape that its callers know.
struct GatewayRoute: Sendable {
    let reader: any LedgerReader
    let clock: any WallClock
    let gateways: @Sendable (String) async throws -> GatewayFacts?

    /// The gateway of this computer, which the ledger answers for when nobody else does.
    private static let local = "local"
    private static let ownPrices = Result { try PriceBook.embedded() }

    private static let operation = Operation(
        .gateways, "What a gateway uses in its window of five hours, at which rate, and when its limit is reached.",
        arguments: [PathParameter("gateway_id", "The gateway; `local` is this computer's.", example: "local")],
        answer: .json(.component("RuntimeUsage", .runtimeUsage)))

    var route: Route {
        Route("/api/v1/gateways/{gateway_id}/runtime-usage", Self.operation) { request, context in
            let id = context.argument("gateway_id")
            guard let facts = try await facts(id) else {
                throw Problem.unknown("gateway", expected: "`local` is this computer's")
            }
            let usage = try await RuntimeUsage.load(
                gatewayID: id, reading: facts.reading, accounts: facts.accounts,
                prices: facts.prices ?? Self.ownPrices.get(), from: reader,
                filters: facts.filters, now: clock.now)
            return Answer.json(usage.json).response(to: request)
        }
    }

    private func facts(_ id: String) async throws -> GatewayFacts? {
        if let known = try await gateways(id) { return known }
        return id == Self.local ? GatewayFacts(filters: [.gateway: [id]]) : nil
    }
}
