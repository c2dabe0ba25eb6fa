// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Logging
internal import MissionCore
internal import MissionServer
internal import ServiceLifecycle

/// Looks at what is watched whenever the ledger has moved, and twice a minute anyway; delivers what is to be told.
struct AlertService: Service {
    /// Between two looks whether anything has happened.
    private static let interval = Duration.seconds(1)
    /// How often everything is looked at although nothing has happened, in intervals: time alone ends a period.
    private static let most = 30

    let watch: AlertWatch
    let dispatcher: MessageDispatcher
    let reader: any LedgerReader
    let feed: LiveFeed
    let logger: Logger
    /// What the program knows beside its ledger; nil before everything was read for the first time, so that old logs that
    /// come in bit by bit raise nothing.
    let surroundings: @Sendable () async -> AlertSurroundings?

    /// Runs until the program stops.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await repeating("budgets could not be looked at", look) }
                group.addTask { await repeating("alerts could not be delivered") { _ in try await deliver() } }
            }
        }
    }

    /// The state of one series of looks.
    private struct Progress {
        var generation: Int64?
        var waited = 0
    }

    private func repeating(
        _ problem: String, _ work: (inout Progress) async throws -> Void
    ) async {
        var progress = Progress()
        var failure: String?
        while !Task.isCancelled {
            do {
                try await work(&progress)
                failure = nil
            } catch is CancellationError {
                return
            } catch {
                // The ledger may be full or busy for a while, or a file wrong until somebody corrects it.
                if failure != error.logText { logger.error("\(problem)", metadata: ["error": "\(error.logText)"]) }
                failure = error.logText
            }
            // Cancelled sleep is the way out.
            do { try await Task.sleep(for: Self.interval) } catch { return }
        }
    }

    private func look(_ progress: inout Progress) async throws {
        guard let surroundings = await surroundings() else { return }
        let generation = try await reader.state().generation
        progress.waited += 1
        guard generation != progress.generation || progress.waited >= Self.most else { return }
        let isChanged = try await watch.look(beside: surroundings)
        progress.waited = 0
        // As it was before the look: what was committed during it is looked at next.
        progress.generation = generation
        if isChanged { try await feed.announce(reader) }
    }

    private func deliver() async throws {
        for delivery in try await dispatcher.deliverDue() where delivery.state != .delivered {
            logger.warning(
                "an alert could not be delivered",
                metadata: [
                    "channel": "\(delivery.channel)", "reason": "\(delivery.reason ?? "")",
                    "attempts": "\(delivery.attempts)", "state": "\(delivery.state.rawValue)",
                ])
        }
    }
}
