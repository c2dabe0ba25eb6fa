// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import MissionCore
import MissionGatewayTesting
import MissionServer
import MissionTesting
import OpenClawFormat
import Synchronization
import Testing

@testable import MissionGateway
@testable import mctl

/// The gateways that `mctl serve` follows.
@Suite(.ownThreads) struct GatewayServiceTests {
    private let folder: Folder
    private let ledger = MemoryLedger()
    private let registry: GatewayStore
    private let board: GatewayBoard

    init() throws {
        folder = try Folder()
        registry = GatewayStore(dataFolder: folder.path)
        board = GatewayBoard(registry: registry)
    }

    /// Runs the service while `body` runs.
    private func serving(
        follow: @escaping GatewayService.Follow, _ body: () async throws -> Void
    ) async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let ingestor = Ingestor(writer: ledger, prices: PriceProvider(try PriceBook.embedded()))
        let service = GatewayService(
            board: board, ingestor: ingestor, logger: logger, interval: .milliseconds(10), pause: .milliseconds(10),
            executor: OwnThreads.executor, follow: follow)
        let task = Task(executorPreference: OwnThreads.executor) { try await service.run() }
        defer { task.cancel() }
        try await body()
        task.cancel()
        try await task.value
    }

    /// What the server says, which knows the gateways by the board alone.
    private func answer(_ path: String) async throws -> JSONValue? {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let prices = try PriceBook.embedded()
        let server = MissionServer(
            reader: ledger, feed: LiveFeed(), logger: logger, gateways: { [board] in board.facts($0, prices: prices) },
            keeper: board, health: { HealthReport() })
        return try await server.application.test(.router) { client in
            try await client.execute(uri: path, method: .get) { response in
                JSONValue(parsing: Data(String(buffer: response.body).utf8))
            }
        }
    }

    /// Waits until something is so, however slow the computer is.
    private func eventually(_ condition: () async throws -> Bool) async throws {
        for _ in 0..<12_000 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("it did not come about within two minutes")
    }

    @Test func `what is added, changed and removed is followed at once`() async throws {
        let log = Followed()
        try await serving { settings, _, _ in
            log.begin(settings.description)
            defer { log.end(settings.description) }
            try await Task.sleep(for: .seconds(600))
        } _: {
            _ = try registry.add("a", GatewayChange(url: "ws://127.0.0.1:1"))
            try await eventually { log.now == ["a (ws://127.0.0.1:1)"] }
            _ = try registry.add("b", GatewayChange(url: "ws://127.0.0.1:2"))
            try await eventually { log.now.count == 2 }
            _ = try registry.change("a", GatewayChange(url: "ws://127.0.0.1:3"))
            try await eventually { log.now == ["a (ws://127.0.0.1:3)", "b (ws://127.0.0.1:2)"] }
            _ = try registry.change("b", GatewayChange(isEnabled: false))
            try await eventually { log.now == ["a (ws://127.0.0.1:3)"] }
            try registry.remove("a")
            try await eventually { log.now.isEmpty }
        }
        #expect(log.now.isEmpty)
    }

    @Test func `a gateway that fails is followed again`() async throws {
        let log = Followed()
        _ = try registry.add("a", GatewayChange(url: "ws://127.0.0.1:1"))
        try await serving { settings, _, _ in
            log.begin("x")
            throw LedgerFailure()
        } _: {
            try await eventually { log.now.count >= 3 }
        }
    }

    @Test func `calls get their price and the account that was mapped, quotas are kept`() async throws {
        let change = GatewayChange(url: "ws://127.0.0.1:1", accounts: ["anthropic": "max"])
        _ = try registry.add("a", change)
        let now = Fixtures.noon
        let status = StandInReplies.april["usage.status"]
        try await serving { _, onReading, deliver in
            await onReading(GatewayReading(isReachable: true, figures: GatewayFigures(status: status), fetchedAt: now))
            var event = Fixtures.event(1, cost: Cost())
            event.attribution.gateway = "a"
            try await deliver(SourceBatch(source: SourceID(kind: "gateway", place: "a"), events: [event]))
            try await Task.sleep(for: .seconds(600))
        } _: {
            try await eventually { try await ledger.state().events == 1 }
        }
        let query = UsageQuery(groupBy: [.account, .gateway])
        let row = try #require(try await ledger.usage(query).first)
        #expect(row.keys == ["max", "a"] && row.sums.cost > .zero)
        #expect(try await ledger.latestQuotas(of: "a").map(\.reading.usedHundredths) == [4200])
    }

    @Test func `of two gateways the dead one says why, and keeps nobody from the other`() async throws {
        try await StandInGateway.serve { gateway in
            _ = try registry.add("live", GatewayChange(url: gateway.url, secret: .token("right")))
            _ = try registry.add("dead", GatewayChange(url: "ws://127.0.0.1:1"))
            try await serving(follow: GatewayService.live(dataFolder: folder.path)) {
                try await eventually {
                    let (live, dead) = (
                        try await board.gateway("live").reading, try await board.gateway("dead").reading
                    )
                    return live?.isReachable == true && dead?.advice != nil
                }
                let facts = board.facts("live", prices: try PriceBook.embedded())
                #expect(facts?.reading?.version == "2026.4.12")
                // Of two on this computer one answers for its own files.
                #expect(facts?.filters == [.gateway: ["live"]])
                let other = board.facts("dead", prices: try PriceBook.embedded())
                #expect(other?.filters == [.gateway: ["dead", "local"]])
                let dead = try await board.gateway("dead").reading
                #expect(dead?.isReachable == false)
                #expect(dead?.error?.contains("connection refused") == true)
                try await eventually { try await ledger.latestQuotas(of: "live").count == 1 }
                let live = try await answer("/api/v1/gateways/live/runtime-usage")
                #expect(live?["gateway_status"]?["reachable"] == true)
                #expect(live?["quota_windows"]?.text().contains(#""used_percent":42"#) == true)
                let gone = try await answer("/api/v1/gateways/dead/runtime-usage")
                #expect(gone?["gateway_status"]?["reachable"] == false)
                #expect(gone?["gateway_status"]?["age_ms"] == .null)
                #expect(try await answer("/api/v1/gateways/other/runtime-usage")?["status"] == 404)
            }
        }
    }

    @Test func `the last figures stay while a gateway does not answer, and go with its address`() async throws {
        _ = try registry.add("a", GatewayChange(url: "ws://127.0.0.1:1"))
        board.refresh()
        let good = GatewayReading(
            isReachable: true, figures: GatewayFigures(status: ["tokenLimit": 7]), version: "1",
            fetchedAt: Fixtures.noon)
        board.note(good, of: "a")
        let late = Fixtures.noon.advanced(byMilliseconds: 60_000)
        board.note(GatewayReading(isReachable: false, error: "down", fetchedAt: late), of: "a")
        let reading = try #require(try await board.gateway("a").reading)
        #expect(!reading.isReachable && reading.error == "down" && reading.figures == good.figures)
        #expect(reading.fetchedAt == Fixtures.noon)
        _ = try await board.change("a", GatewayChange(isEnabled: false))
        #expect(try await board.gateway("a").reading?.figures == good.figures)
        let moved = try await board.change("a", GatewayChange(url: "ws://127.0.0.1:2", isEnabled: true))
        #expect(moved.reading?.hasFigures == false)
    }
}

private struct LedgerFailure: Error {}

/// What is being followed.
private final class Followed: Sendable {
    private let names = Mutex<[String]>([])

    var now: [String] { names.withLock { $0.sorted() } }

    func begin(_ name: String) {
        names.withLock { $0.append(name) }
    }

    func end(_ name: String) {
        names.withLock { names in
            if let index = names.firstIndex(of: name) { names.remove(at: index) }
        }
    }
}
