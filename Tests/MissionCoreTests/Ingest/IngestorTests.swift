// Mission Control
// SPDX-License-Identifier: Apache-2.0

import MissionCore
import MissionTesting
import Synchronization
import Testing

/// The one road on which calls get into a ledger.
@Suite struct IngestorTests {
    private let ledger = MemoryLedger()
    private let prices: PriceProvider
    private let ingestor: Ingestor

    init() throws {
        prices = PriceProvider(try PriceBook.embedded())
        ingestor = Ingestor(writer: ledger, prices: prices)
    }

    /// A source whose configuration prices a model of its own at `dollars` per million tokens.
    private func source(_ place: String = "/a", dollars: Int64) -> ConfiguredSource {
        let rate = Rate(nanodollarsPerMillion: dollars * Money.nanodollarsPerDollar)
        var prices = CustomPrices()
        prices.add(RateCard(input: rate, output: rate), provider: "acme", model: "rocket-1")
        return ConfiguredSource(id: SourceID(kind: "openclaw", place: place), prices: prices)
    }

    private func pushed(_ number: Int = 1) -> SourceBatch {
        let event = Fixtures.event(
            number, provider: "acme", model: "rocket-1", tokens: TokenCounts(input: 1_000_000), cost: Cost())
        return SourceBatch(source: SourceID(kind: "push", place: "/any"), events: [event])
    }

    @Test func `a pushed call of a model that only a configuration prices has that price`() async throws {
        await ingestor.register([source(dollars: 3)])
        _ = try await ingestor.commit(pushed(), key: nil) { _ in "" }
        let sums = try await ledger.total(UsageQuery())
        #expect((sums.unpricedCalls, sums.cost) == (0, Money(nanodollars: 3_000_000_000)))
    }

    @Test func `a pushed call has no price where two configurations contradict each other`() async throws {
        _ = try await ingestor.ingest(source("/a", dollars: 3))
        _ = try await ingestor.ingest(source("/b", dollars: 4))
        _ = try await ingestor.commit(pushed(), key: nil) { _ in "" }
        #expect(try await ledger.total(UsageQuery()).unpricedCalls == 1)
    }

    @Test func `a source's calls have its own configuration's prices`() async throws {
        await ingestor.register([source("/b", dollars: 4)])
        let own = CommitOrigin.source(prices: source("/a", dollars: 3).prices)
        _ = try await ingestor.commit(pushed(), from: own)
        #expect(try await ledger.total(UsageQuery()).cost == Money(nanodollars: 3_000_000_000))
    }

    @Test func `a gateway's calls have the mapped account and the gateway's prices`() async throws {
        let gateway = KeptGateway(
            id: "work", url: "ws://127.0.0.1:1", accounts: GatewayAccounts(byProvider: ["acme": "team"]),
            machine: "local")
        let origin = CommitOrigin.gateway(gateway, profile: "night", prices: source(dollars: 2).prices)
        var batch = pushed()
        batch.events.append(Fixtures.event(2))
        _ = try await ingestor.commit(batch, from: origin)
        let rows = try await ledger.usage(UsageQuery(groupBy: [.account]))
        #expect(rows.map(\.keys) == [["night"], ["team"]])
        #expect(rows.last?.sums.cost == Money(nanodollars: 2_000_000_000))
    }

    @Test func `what joins commits joins those of every road, and is told of each`() async throws {
        let joined = Mutex(0)
        let told = Mutex(0)
        let ingestor = Ingestor(writer: ledger, prices: prices) { transaction in
            joined.withLock { $0 += transaction.appended.inserted }
        } onCommit: {
            told.withLock { $0 += 1 }
        }
        var read = source(dollars: 1)
        read.batch = pushed(1)
        _ = try await ingestor.ingest(read)
        _ = try await ingestor.commit(pushed(2), from: .push)
        let key = IdempotencyKey(name: "k", fingerprint: EventID(high: 1, low: 1))
        for _ in 1...2 { _ = try await ingestor.commit(pushed(3), key: key) { _ in "" } }
        // The repeated push commits nothing.
        #expect((joined.withLock { $0 }, told.withLock { $0 }) == (3, 3))
    }

    @Test func `a commit that its hook refuses is not told of, and nothing of it is kept`() async throws {
        struct Refusal: Error {}
        let told = Mutex(0)
        let ingestor = Ingestor(writer: ledger, prices: prices) { _ in
            throw Refusal()
        } onCommit: {
            told.withLock { $0 += 1 }
        }
        await #expect(throws: Refusal.self) { try await ingestor.commit(pushed(), from: .push) }
        await #expect(throws: Refusal.self) { try await ingestor.commit(pushed(), key: nil) { _ in "" } }
        #expect(try await ledger.state().events == 0 && told.withLock { $0 } == 0)
    }
}

/// A source that has prices, and a batch at most.
private struct ConfiguredSource: Source {
    let id: SourceID
    let prices: CustomPrices
    var batch: SourceBatch?

    func run(
        from checkpoints: [String: Checkpoint], deliver: @escaping @Sendable (SourceBatch) async throws -> Void
    ) async throws -> SourceSummary {
        if let batch { try await deliver(batch) }
        return SourceSummary()
    }

    func pendingBytes(from checkpoints: [String: Checkpoint]) -> Int64 { 0 }

    func customPrices() -> CustomPrices { prices }
}
