// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Logging
internal import MissionCore
internal import MissionServer
internal import MissionSources
internal import ServiceLifecycle

/// Follows every source while the program runs: looks, reads what is new, tells the feed.
///
/// Looking is cheap: a file whose size and time did not change is not opened. Rather than trust notifications, which get lost
/// and differ between systems, it looks again at short intervals.
actor Follower: Service {
    private static let interval = Duration.milliseconds(400)
    /// Between looks for sources that were not there before.
    private static let rediscovery = 12

    private let ledger: any LedgerReader
    private let ingestor: Ingestor
    private let feed: LiveFeed
    private let logger: Logger
    private let find: @Sendable () -> SourceCatalog.Findings
    private let settle: @Sendable () throws -> Void
    /// What the ledger had when it was last settled, and at the last look.
    private var generations: (settled: Int64, last: Int64) = (0, 0)
    private var quietPasses = 0
    private var findings = SourceCatalog.Findings()
    private var summaries: [SourceID: SourceSummary] = [:]
    private var isFirstPassDone = false
    private var failure: String?

    /// Passes without a change after which nobody writes, so that the ledger can be left as one file.
    private static let quiet = 12

    init(
        ledger: any LedgerReader, ingestor: Ingestor, feed: LiveFeed, logger: Logger,
        settle: @escaping @Sendable () throws -> Void = {},
        find: @escaping @Sendable () -> SourceCatalog.Findings
    ) {
        self.ledger = ledger
        self.ingestor = ingestor
        self.feed = feed
        self.logger = logger
        self.settle = settle
        self.find = find
    }

    /// Runs until the program stops.
    func run() async throws {
        try await cancelWhenGracefulShutdown { try await self.follow() }
    }

    private func follow() async throws {
        var pass = 0
        while !Task.isCancelled {
            if pass % Self.rediscovery == 0 {
                findings = find()
                await ingestor.register(findings.sources)
            }
            pass += 1
            do {
                try await readAll()
                try await settleWhenQuiet()
                failure = nil
            } catch is CancellationError {
                return
            } catch {
                // The ledger may be full or busy for a while; nothing is lost, because nothing was marked as read.
                if failure == nil {
                    logger.error("the ledger could not be written", metadata: ["error": "\(error.logText)"])
                }
                failure = error.logText
            }
            isFirstPassDone = true
            // Cancelled sleep is the way out.
            do { try await Task.sleep(for: Self.interval) } catch { return }
        }
    }

    private func readAll() async throws {
        for source in findings.sources {
            let result = try await ingestor.ingest(source)
            if result.summary.problems != summaries[source.id]?.problems {
                for problem in result.summary.problems {
                    logger.warning(
                        "cannot be read", metadata: ["path": "\(problem.path)", "reason": "\(problem.reason)"])
                }
            }
            summaries[source.id] = result.summary
        }
        try await feed.announce(ledger)
    }

    /// Whoever copies the ledger's file while nothing happens copies all of it.
    private func settleWhenQuiet() async throws {
        let generation = try await ledger.state().generation
        quietPasses = generation == generations.last ? quietPasses + 1 : 0
        generations.last = generation
        guard quietPasses >= Self.quiet, generations.settled != generation else { return }
        try settle()
        generations.settled = generation
    }

    /// Whether everything that was found at the start has been read.
    var hasReadEverything: Bool { isFirstPassDone && failure == nil }

    /// What the server tells about the sources.
    var health: HealthReport {
        let sources = findings.places.map { place in
            let id = SourceID(kind: place.kind, place: place.path)
            let summary = summaries[id]
            return HealthSource(
                source: id, exists: place.exists, items: summary?.items ?? 0, stores: summary?.stores ?? [])
        }
        let problems = findings.problems + summaries.values.flatMap(\.problems)
        var reasons: [String] = []
        if !isFirstPassDone { reasons.append("the first reading is not finished") }
        if let failure { reasons.append("the ledger could not be written: \(failure)") }
        return HealthReport(sources: sources, problems: problems, reasonsNotReady: reasons)
    }
}
