// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Logging
internal import MissionCore
internal import MissionServer

/// Takes what gateways tell to the ledger, and announces it.
struct GatewayIntake: Sendable {
    let ledger: any LedgerReader & LedgerWriter
    let prices: PriceProvider
    let feed: LiveFeed
    let logger: Logger

    /// Commits calls, with their costs and with the accounts that pay.
    ///
    /// - Parameters:
    ///   - profile: What the gateway says of itself; see ``MissionCore/GatewayReading/profile``.
    ///   - custom: What it says that its models cost.
    func take(
        _ batch: SourceBatch, gateway: KeptGateway, profile: String?, custom: CustomPrices = CustomPrices()
    ) async throws {
        var stamped = batch
        var stamper = PriceStamper(prices.current.fallingBack(to: custom))
        for index in stamped.events.indices {
            let attribution = stamped.events[index].attribution
            let account = gateway.accounts.key(for: attribution.provider, recorded: attribution.account, profile)
            if account != attribution.account { stamped.events[index].attribution.account = account }
            stamped.events[index] = stamper.stamped(stamped.events[index])
        }
        _ = try await ledger.append(stamped)
        try await announce()
    }

    /// Keeps what a reading says about quotas, for predictions and for after a restart.
    func keepQuotas(of reading: GatewayReading, gateway: String) async {
        guard reading.isReachable else { return }
        let quotas = QuotaWindow.all(in: reading.status, readAt: reading.fetchedAt).map { quota in
            QuotaRecord(gateway: gateway, provider: quota.provider, label: quota.label, reading: quota.reading)
        }
        if quotas.isEmpty { return }
        do {
            let source = SourceID(kind: "gateway", place: gateway)
            _ = try await ledger.append(SourceBatch(source: source, quotas: quotas))
            try await announce()
        } catch {
            // The next reading says it again.
            logger.error("quotas could not be kept", metadata: ["gateway": "\(gateway)", "error": "\(error)"])
        }
    }

    private func announce() async throws {
        let state = try await ledger.state()
        feed.publish(generation: state.generation, newestEvent: state.newestEvent)
    }
}
