// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A gateway's quotas as a ledger last learnt of them: what can be told without asking the gateway.
package struct GatewayQuotas: Hashable, Sendable {
    /// The gateway's id.
    package var gateway: String
    /// Its quotas, with the time until each is used up.
    package var quotas: [QuotaWindow]

    package init(gateway: String, quotas: [QuotaWindow]) {
        self.gateway = gateway
        self.quotas = quotas
    }

    /// What is older is of no use to anybody.
    private static let longest: Int64 = 8 * 86_400_000

    /// Reads the quotas of all gateways, by id; those of which nothing was heard for eight days are left out.
    package static func load(from reader: any LedgerReader, now: Timestamp) async throws -> [GatewayQuotas] {
        let gateways = Set(try await reader.latestQuotas(of: nil).map(\.gateway))
        var all: [GatewayQuotas] = []
        for gateway in gateways.sorted() {
            let quotas = try await QuotaWindow.load(gateway: gateway, reading: nil, from: reader, now: now)
                .filter { $0.ageMilliseconds(at: now) <= longest }
            if !quotas.isEmpty { all.append(GatewayQuotas(gateway: gateway, quotas: quotas)) }
        }
        return all
    }

    /// `{"gateway","quota_windows":[…]}`.
    package func json(at now: Timestamp) -> JSONValue {
        ["gateway": .string(gateway), "quota_windows": .array(quotas.map { $0.json(at: now) })]
    }
}
