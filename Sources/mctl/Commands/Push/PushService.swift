// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Logging
internal import MissionCore
internal import MissionFleet
internal import MissionSources
internal import ServiceLifecycle
internal import Synchronization
internal import UnixSignals

/// Reads and delivers side by side.
struct PushService: Service {
    let queue: any BatchQueue
    let collector: Collector
    let deliverer: Deliverer
    /// Whether it ends when everything was read and delivered.
    let isOnce: Bool
    let find: @Sendable () -> SourceCatalog.Findings

    private static let interval = Duration.milliseconds(400)
    /// Between looks for sources that were not there before.
    private static let rediscovery = 12

    /// Runs it until it has ended or the program is to stop.
    func runToItsEnd() async throws {
        var logger = Logger(label: "mctl", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = .error
        var configuration = ServiceGroupConfiguration(
            services: [.init(service: self, successTerminationBehavior: .gracefullyShutdownGroup)],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(5)
        try await ServiceGroup(configuration: configuration).run()
    }

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            do { try await work() } catch is CancellationError {}
        }
    }

    private func work() async throws {
        let reading = ReadingState()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await deliverer.run { reading.isOver } }
            group.addTask {
                try await readAll()
                reading.end()
            }
            do { for try await _ in group {} } catch {
                group.cancelAll()
                throw error
            }
        }
    }

    /// Reads once, or until it is cancelled.
    private func readAll() async throws {
        var (pass, findings) = (0, SourceCatalog.Findings())
        var problems: [SourceID: [SourceProblem]] = [:]
        repeat {
            if pass % Self.rediscovery == 0 { findings = find() }
            if pass == 0 { for problem in findings.problems { Console.message(problem.message) } }
            pass += 1
            for source in findings.sources {
                let summary = try await collector.read(source)
                if summary.problems != problems[source.id] ?? [] {
                    for problem in summary.problems { Console.message(problem.message) }
                }
                problems[source.id] = summary.problems
            }
            if !isOnce { try await Task.sleep(for: Self.interval) }
        } while !isOnce
    }
}

/// Whether everything was read that is to be read.
private final class ReadingState: Sendable {
    private let over = Mutex(false)

    var isOver: Bool { over.withLock(\.self) }

    func end() { over.withLock { $0 = true } }
}
