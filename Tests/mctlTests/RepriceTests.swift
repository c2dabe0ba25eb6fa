// Mission Control
// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Logging
import MissionCore
import MissionServer
import MissionSources
import MissionTesting
import Synchronization
import Testing

@testable import mctl

/// Calls that had no price when they came in.
@Suite struct RepriceTests {
    private let folder: Folder
    private let ledger = MemoryLedger()

    init() throws {
        folder = try Folder()
    }

    private func book(_ prices: [String: Int64] = [:]) throws -> PriceBook {
        let cards = prices.mapValues { dollars in
            let rate = Rate(nanodollarsPerMillion: dollars * Money.nanodollarsPerDollar)
            return RateCard(input: rate, output: rate)
        }
        return try PriceBook.embedded().overriding(cards, revision: "\(prices.count)")
    }

    private func append(_ provider: String, _ model: String, _ number: Int = 1, source: SourceID = Fixtures.source)
        async throws
    {
        let event = Fixtures.event(
            number, provider: provider, model: model, tokens: TokenCounts(input: 1_000_000), cost: Cost())
        _ = try await ledger.append(SourceBatch(source: source, events: [try PriceBook.embedded().stamped(event)]))
    }

    private var logger: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }

    @Test func `while it serves, the program prices them when its prices change, and tells the page`() async throws {
        try await append("acme", "rocket-1")
        let books = Mutex([try book(), try book(["acme/rocket-1": 3])])
        let feed = LiveFeed()
        let repricer = Repricer(
            ledger: ledger, prices: PriceProvider { books.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] } },
            feed: feed, logger: logger)
        let first = try await repricer.reprice(unless: nil)
        #expect(try await ledger.total(UsageQuery()).unpricedCalls == 1)
        let second = try await repricer.reprice(unless: first)
        #expect(second != first)
        let sums = try await ledger.total(UsageQuery())
        #expect((sums.unpricedCalls, sums.cost) == (0, Money(nanodollars: 3_000_000_000)))
        #expect(try await ledger.repricings(limit: 9).map(\.revision) == [second])
        // The same prices are not tried again.
        try await append("acme", "rocket-1", 2)
        #expect(try await repricer.reprice(unless: second) == second)
        #expect(try await ledger.total(UsageQuery()).unpricedCalls == 1)
    }

    @Test func `it stops when it is told to`() async throws {
        let repricer = Repricer(ledger: ledger, prices: PriceProvider(try book()), feed: LiveFeed(), logger: logger)
        let task = Task { try await repricer.run() }
        task.cancel()
        try await task.value
    }

    @Test func `a home's own prices count, unless another home contradicts them`() async throws {
        func home(_ name: String, _ cost: Int) throws -> SourceID {
            let model = #"{"id":"rocket-1","cost":{"input":\#(cost),"output":1,"cacheRead":0,"cacheWrite":0}}"#
            try folder.write("\(name)/openclaw.json", #"{"models":{"providers":{"acme":{"models":[\#(model)]}}}}"#)
            return SourceID(kind: "openclaw", place: "\(folder.path)/\(name)")
        }
        try await append("acme", "rocket-1", source: try home("a", 2))
        let own = try await book().withPrices(ofSourcesIn: ledger)
        #expect(try await ledger.reprice(by: own, isDryRun: true).after == Money(nanodollars: 2_000_000_000))
        try await append("acme", "rocket-2", 2, source: try home("b", 5))
        let both = try await book().withPrices(ofSourcesIn: ledger)
        let repricing = try await ledger.reprice(by: both, isDryRun: true)
        #expect((repricing.calls, repricing.examined) == (0, 2))
    }

    @Test func `the check says of each model how many calls the ledger has no price for`() async throws {
        try await append("acme", "rocket-1")
        try await append("acme", "rocket-1", 2)
        try await append("anthropic", "claude-opus-4-6", 3)
        var silent = Fixtures.event(4, tokens: TokenCounts(input: 5), cost: Cost())
        silent.attribution = Attribution(
            recordedProvider: "", recordedModel: "claude-sonnet-4-5", presumedProvider: "anthropic")
        _ = try await ledger.append(Fixtures.batch(try PriceBook.embedded().stamped(silent)))
        let rows = try await ledger.usage(PriceCheck.question)
        let check = PriceCheck(book: try book(), rows: rows, now: Fixtures.noon)
        func column(_ name: String) -> [JSONValue] {
            check.json["ledger_models"]?.elements.compactMap { $0[name] } ?? []
        }
        #expect(column("recorded_model") == ["acme|rocket-1", "anthropic|claude-opus-4-6", "|claude-sonnet-4-5"])
        #expect(column("unpriced_calls") == [2, 0, 0])
        #expect(column("unpriced") == [true, false, false])
        #expect(column("has_price") == [false, true, true])
        let totals = try await ledger.total(UsageQuery())
        #expect(column("unpriced_calls").compactMap(\.whole).reduce(0, +) == totals.unpricedCalls)
        #expect(check.text.contains("Without a price: 2 calls of 1 of these models."))
        #expect(check.text.contains(#"{ "acme/rocket-1": { "input": 3"#))
    }

    @Test func `following the check's advice works`() async throws {
        try await append("acme", "rocket-1")
        let priced = try book(["acme/rocket-1": 3])
        let before = PriceCheck(
            book: priced, rows: try await ledger.usage(PriceCheck.question), now: Fixtures.noon)
        #expect(
            before.text.contains("1 call came in without a price and can have one now: run `mctl reprice --unpriced`"))
        #expect(!before.text.contains("Without a price:"))
        _ = try await ledger.reprice(by: priced)
        let after = PriceCheck(book: priced, rows: try await ledger.usage(PriceCheck.question), now: Fixtures.noon)
        #expect(!after.text.contains("reprice"))
    }

    @Test func `the outcome says what changed and what did not`() {
        var repricing = Repricing(at: Fixtures.noon, revision: "b")
        func text(isDryRun: Bool = false) -> String { RepriceOutcome(repricing: repricing, isDryRun: isDryRun).text }
        #expect(text() == "Every call has a price or a cost.\n")
        repricing = Repricing(
            at: Fixtures.noon, oldRevisions: ["a"], revision: "b", calls: 1200,
            after: Money(nanodollars: 4_560_000_000), examined: 1201)
        #expect(
            text() == """
                1,200 calls without a price got one: $4.56 in all.
                1 call still has no price: see `mctl prices check`.

                """)
        #expect(text(isDryRun: true).hasPrefix("1,200 calls without a price would get one: $4.56 in all.\n"))
    }

    @Test(arguments: [["reprice"], ["prices", "reprice"], ["reprice", "--dry-run"]])
    func `what else might be priced again is refused`(arguments: [String]) throws {
        let error = try #require(throws: (any Error).self) { try Mctl.parseAsRoot(arguments) }
        #expect(Mctl.exitCode(for: error).rawValue == ExitStatus.usage.rawValue)
        _ = try Mctl.parseAsRoot(arguments + ["--unpriced"])
    }
}
