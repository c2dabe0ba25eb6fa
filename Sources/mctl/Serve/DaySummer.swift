// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Logging
internal import MissionClickHouse
internal import MissionCore
internal import ServiceLifecycle

/// Adds up the days of a ledger on ClickHouse that changed, while this node writes to it.
struct DaySummer: Service {
    private static let interval = Duration.seconds(30)
    /// Days that are added up at once, so that commits do not wait for long.
    private static let most = 30

    let ledger: ClickHouseLedger
    let logger: Logger

    /// Runs until the program stops.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // Cancelled sleep is the way out.
                do { try await Task.sleep(for: Self.interval) } catch { return }
                guard await ledger.isWriting else { continue }
                do { try await ledger.sumDays(most: Self.most) } catch is CancellationError { return } catch {
                    // Answers are made of calls meanwhile.
                    logger.warning("days could not be added up", metadata: ["error": "\(error.logText)"])
                }
            }
        }
    }
}
