// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Logging
internal import MissionCore
internal import MissionServer
internal import ServiceLifecycle

/// Prices calls without a price at the start and whenever prices change: the program's own with a new version, those in a file
/// with the file, those of a home with its configuration.
struct Repricer: Service {
    private static let interval = Duration.seconds(15)

    let ledger: any LedgerReader & LedgerWriter
    let prices: PriceProvider
    let feed: LiveFeed
    let logger: Logger

    /// Runs until the program stops.
    func run() async throws {
        await cancelWhenGracefulShutdown { await watch() }
    }

    private func watch() async {
        var revision: String?
        while !Task.isCancelled {
            do {
                revision = try await reprice(unless: revision)
            } catch is CancellationError {
                return
            } catch {
                // The ledger may be full or busy for a while; the calls wait.
                logger.error("calls without a price could not be priced", metadata: ["error": "\(error.logText)"])
            }
            // Cancelled sleep is the way out.
            do { try await Task.sleep(for: Self.interval) } catch { return }
        }
    }

    /// Prices what has no price, unless these are the prices of the last time.
    ///
    /// - Returns: which prices they are.
    func reprice(unless known: String?) async throws -> String {
        let book = try await prices.current.withPrices(ofSourcesIn: ledger)
        guard book.revision != known else { return book.revision }
        let repricing = try await ledger.reprice(by: book)
        if repricing.calls > 0 {
            logger.notice("calls without a price got one", metadata: ["calls": "\(repricing.calls)"])
            try await feed.announce(ledger)
        }
        return book.revision
    }
}
