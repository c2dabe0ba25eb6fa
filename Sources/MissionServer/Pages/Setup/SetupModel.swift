// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Where calls come from, how that goes, and what is kept beside them.
struct SetupModel: Sendable {
    /// Input that could not be understood: alike places stand together.
    struct Rejected: Hashable, Sendable {
        var place: String
        var reason: RejectionReason
    }

    let health: HealthReport
    let sources: SourceHealth
    let ledger: LedgerState
    let rejected: [(input: Rejected, count: Int)]
    let gateways: [GatewayCard]
    let prices: PriceFacts
    let repricings: [Repricing]
    /// The fees that are kept, or why they cannot be read.
    let subscriptions: Result<[Subscription], SubscriptionFailure>

    struct SubscriptionFailure: Error, Hashable, Sendable {
        var sentence: String
    }

    /// So many of the newest rejected inputs are told apart.
    private static let looked = 1000
    static let maximumRows = 20

    static func load(_ state: PageState, _ context: PageContext) async throws -> SetupModel {
        let (reader, now) = (context.reader, state.now)
        let health = await context.health()
        let rows = try await reader.usage(UsageQuery(groupBy: [.recordedModel, .model]))
        let sums = rows.reduce(into: UsageSums()) { $0 += $1.sums }
        return SetupModel(
            health: health, sources: try await SourceHealth.load(health, from: reader, sums: sums, now: now),
            ledger: try await reader.state(), rejected: rejected(try await reader.rejections(limit: looked)),
            gateways: try await GatewayCard.load(await context.keeper?.gateways() ?? [], from: reader, now: now),
            prices: PriceFacts(rows, book: context.prices.current, now: now),
            repricings: try await reader.repricings(limit: 5), subscriptions: subscriptions(context.subscriptions))
    }

    /// Most often first.
    private static func rejected(_ rejections: [Rejection]) -> [(input: Rejected, count: Int)] {
        let counts = rejections.reduce(into: [Rejected: Int]()) { counts, rejection in
            let place = "\(rejection.source.place)/\(rejection.item)"
            counts[Rejected(place: place, reason: rejection.reason), default: 0] += 1
        }
        return counts.sorted { ($1.value, $0.key.place) < ($0.value, $1.key.place) }.map { ($0.key, $0.value) }
    }

    private static func subscriptions(
        _ provider: SubscriptionProvider
    ) -> Result<[Subscription], SubscriptionFailure> {
        do { return .success(try provider.current().subscriptions) } catch {
            return .failure(SubscriptionFailure(sentence: "\(error)."))
        }
    }
}

/// How many models have prices, and which of those that were used have none.
struct PriceFacts: Sendable {
    /// A model with calls that have no price.
    struct Unpriced: Sendable {
        /// Under which a price of one's own counts: `provider/model`.
        var name: String?
        var sums: UsageSums
        /// Why there is none; nil where there is one by now.
        var reason: UnpricedReason?
    }

    /// Models that have a price.
    let models: Int
    let revision: String
    /// Where the last update of prices comes from.
    let lastUpdate: PriceProvenance?
    /// Most calls first.
    let unpriced: [Unpriced]

    /// - Parameter rows: The ledger's sums by recorded model and by model.
    init(_ rows: [UsageRow], book: PriceBook, now: Timestamp) {
        models = book.modelCount
        revision = book.revision
        lastUpdate = book.updates.last
        unpriced = rows.filter { $0.sums.unpricedCalls > 0 }.map { row in
            let name = row.keys.last ?? nil
            return Unpriced(name: name, sums: row.sums, reason: Self.reason(row.keys.first ?? nil, name, book, now))
        }.sorted { ($1.sums.unpricedCalls, $0.name ?? "") < ($0.sums.unpricedCalls, $1.name ?? "") }
    }

    private static func reason(
        _ recorded: String?, _ name: String?, _ book: PriceBook, _ now: Timestamp
    ) -> UnpricedReason? {
        let parts = (recorded ?? "").split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return .modelNotNamed }
        // Where a log names no provider, the ledger knows who is presumed.
        let provider = parts[0].isEmpty ? (name ?? "").prefix { $0 != "/" } : parts[0]
        guard case .unpriced(let reason) = book.lookup(provider: String(provider), model: String(parts[1]), at: now)
        else { return nil }
        return reason
    }
}
