// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Logging
internal import MissionClickHouse
internal import MissionCore
internal import ServiceLifecycle

/// What a ledger on ClickHouse needs from time to time, while this node writes to it: days that are over and have changed are
/// added up, and the log of commits is shortened.
///
/// The day that goes on changes with nearly every commit, and is answered from its calls.
struct ClusterUpkeep: Service {
    private static let interval = Duration.seconds(60)
    /// Days that are added up at once, so that commits do not wait for long.
    private static let most = 30

    let ledger: ClickHouseLedger
    let clock: any WallClock
    let logger: Logger

    /// Runs until the program stops.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // Cancelled sleep is the way out.
                do { try await Task.sleep(for: Self.interval) } catch { return }
                guard await ledger.isWriting else { continue }
                await attempt("days could not be added up") {
                    try await ledger.sumDays(endedBy: clock.now, most: Self.most)
                }
                await attempt("the log of commits could not be shortened") { try await ledger.pruneLog() }
            }
        }
    }

    /// Answers are right without either.
    private func attempt(_ failed: Logger.Message, _ body: () async throws -> Void) async {
        do { try await body() } catch is CancellationError {} catch {
            logger.warning(failed, metadata: ["error": "\(error.logText)"])
        }
    }
}
