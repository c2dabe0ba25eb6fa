// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import MissionCore
internal import MissionSources

/// `mctl ingest [PATH…]`
struct Ingest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest", abstract: "Read what is new, once.",
        discussion: """
            Reading the same thing again, copies, archives and forks included, changes nothing. What cannot be understood \
            is counted and listed by `mctl doctor`.
            """)

    @OptionGroup var sources: SourceOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        try await CommandFailure.reporting { try await ingest() }
    }

    private func ingest() async throws {
        let start = ContinuousClock.now
        let prices = try PriceSource(global.directory)
        let findings = sources.find(global.directory)
        guard !findings.sources.isEmpty else {
            throw CommandFailure(status: .noInput, message: findings.emptyMessage)
        }
        for problem in findings.problems { Console.message(problem.message) }
        let open = try await global.openLedger()
        let ledger = open.ledger
        let results: [IngestResult]
        let repricing: Repricing
        do {
            results = try await read(findings.sources, Ingestor(writer: ledger, prices: prices.provider))
            repricing = try await ledger.reprice(by: prices.provider.current.withPrices(ofSourcesIn: ledger))
        } catch {
            // However it ends, the ledger is left as one file.
            try? await open.close()
            throw error
        }
        try await open.close()
        if repricing.calls > 0 { Console.message(RepriceOutcome(repricing: repricing, isDryRun: false).summary) }
        let outcome = IngestOutcome(results: results, duration: ContinuousClock.now - start)
        for problem in outcome.problems { Console.message(problem.message) }
        Console.output(global.json ? outcome.json.text(.indented) : outcome.table)
        try judge(outcome)
    }

    private func read(_ sources: [any Source], _ ingestor: Ingestor) async throws -> [IngestResult] {
        let bar = try await progressBar(sources, ingestor)
        var results: [IngestResult] = []
        for source in sources {
            results.append(try await ingestor.ingest(source) { bar?.update($0) })
        }
        bar?.finish()
        return results
    }

    /// Nothing readable at all is a failure; some of it unreadable is a warning.
    private func judge(_ outcome: IngestOutcome) throws {
        let totals = outcome.totals
        if totals.rejected > 0 {
            Console.message("\(totals.rejected.groupedString) inputs were not understood: see `mctl doctor`.")
        }
        if outcome.isUseless {
            throw CommandFailure(status: .noInput, message: "nothing that could be read held a model call")
        }
    }

    private func progressBar(_ sources: [any Source], _ ingestor: Ingestor) async throws -> ProgressBar? {
        guard Console.isWatched else { return nil }
        var bytes: Int64 = 0
        for source in sources {
            bytes += source.pendingBytes(from: try await ingestor.positions(of: source.id))
        }
        return ProgressBar(total: bytes)
    }
}
