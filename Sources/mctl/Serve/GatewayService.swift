// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Logging
internal import MissionCore
internal import MissionGateway
internal import MissionSources
internal import ServiceLifecycle

/// Follows every gateway that is kept and switched on, each for itself, while the program runs. Files that are added, changed
/// or removed meanwhile are noticed within two seconds.
actor GatewayService: Service {
    /// Follows one gateway until it is cancelled.
    typealias Follow =
        @Sendable (
            GatewayConfiguration, _ onReading: @escaping @Sendable (GatewayReading) async -> Void,
            _ deliver: @escaping @Sendable (SourceBatch) async throws -> Void
        ) async throws -> Void

    private struct Line {
        var settings: GatewayConfiguration
        var task: Task<Void, Never>
    }

    private let board: GatewayBoard
    private let ingestor: Ingestor
    private let follow: Follow
    private let logger: Logger
    private let interval: Duration
    private let pause: Duration
    private let executor: (any TaskExecutor)?
    private var lines: [String: Line] = [:]
    private var told: [SourceProblem] = []

    /// - Parameters:
    ///   - interval: Between two looks at the files.
    ///   - pause: Before a gateway is followed again when that failed.
    ///   - executor: Runs what follows a gateway; nil for the shared threads.
    init(
        board: GatewayBoard, ingestor: Ingestor, logger: Logger, interval: Duration = .seconds(1),
        pause: Duration = .seconds(5), executor: (any TaskExecutor)? = nil, follow: @escaping Follow
    ) {
        self.board = board
        self.ingestor = ingestor
        self.follow = follow
        self.logger = logger
        self.interval = interval
        self.pause = pause
        self.executor = executor
    }

    /// Runs until the program stops.
    func run() async throws {
        await cancelWhenGracefulShutdown { await self.look() }
    }

    private func look() async {
        while !Task.isCancelled {
            let wanted = board.refresh().filter(\.gateway.isEnabled)
            for (id, line) in lines where !wanted.contains(line.settings) {
                line.task.cancel()
                if !wanted.contains(where: { $0.gateway.id == id }) { lines[id] = nil }
            }
            for settings in wanted where lines[settings.gateway.id]?.settings != settings { start(settings) }
            warn()
            // Cancelled sleep is the way out.
            do { try await Task.sleep(for: interval) } catch { break }
        }
        for line in lines.values { line.task.cancel() }
        for line in lines.values { await line.task.value }
    }

    private func start(_ settings: GatewayConfiguration) {
        let before = lines[settings.gateway.id]?.task
        let task = Task(executorPreference: executor) { [weak self] in
            // Two connections with the same device would get into each other's way.
            await before?.value
            await self?.keepFollowing(settings)
        }
        lines[settings.gateway.id] = Line(settings: settings, task: task)
    }

    private nonisolated func keepFollowing(_ settings: GatewayConfiguration) async {
        let gateway = settings.gateway
        while !Task.isCancelled {
            do {
                try await followOnce(settings)
            } catch {
                if Task.isCancelled { return }
                logger.error(
                    "a gateway is not followed for a moment",
                    metadata: ["gateway": "\(gateway.id)", "error": "\(error.logText)"])
            }
            do { try await Task.sleep(for: pause) } catch { return }
        }
    }

    private nonisolated func followOnce(_ settings: GatewayConfiguration) async throws {
        let gateway = settings.gateway
        let onReading: @Sendable (GatewayReading) async -> Void = { [board] reading in
            // What comes late from a gateway that is no longer followed is no news.
            if Task.isCancelled { return }
            board.note(reading, of: gateway.id)
            await self.keepQuotas(of: reading, gateway: gateway)
        }
        try await follow(settings, onReading) { [board, ingestor] batch in
            let origin = CommitOrigin.gateway(
                gateway, profile: board.profile(of: gateway.id), prices: board.prices(of: gateway.id))
            _ = try await ingestor.commit(batch, from: origin)
        }
    }

    /// Keeps what a reading says about quotas, for predictions and for after a restart.
    private nonisolated func keepQuotas(of reading: GatewayReading, gateway: KeptGateway) async {
        guard reading.isReachable else { return }
        let quotas = reading.quotas.map { quota in
            QuotaRecord(gateway: gateway.id, provider: quota.provider, label: quota.label, reading: quota.reading)
        }
        if quotas.isEmpty { return }
        do {
            let source = SourceID(kind: "gateway", place: gateway.id)
            _ = try await ingestor.commit(SourceBatch(source: source, quotas: quotas), from: .gateway(gateway))
        } catch {
            // The next reading says it again.
            logger.error(
                "quotas could not be kept", metadata: ["gateway": "\(gateway.id)", "error": "\(error.logText)"])
        }
    }

    private func warn() {
        let problems = board.problems
        if problems == told { return }
        told = problems
        for problem in problems {
            logger.warning(
                "a gateway's file cannot be used", metadata: ["path": "\(problem.path)", "reason": "\(problem.reason)"])
        }
    }
}

extension GatewayService {
    /// Follows a real gateway, with this installation's device.
    static func live(dataFolder: String) -> Follow {
        { settings, onReading, deliver in
            let client = GatewayClient(
                settings.address, credential: settings.credential, store: DeviceStore(folder: dataFolder),
                version: ProgramVersion.text)
            let gateway = settings.gateway
            let follower = GatewayFollower(
                client, gateway: gateway.id, account: gateway.accounts.key ?? GatewayAccounts.unknown,
                machine: gateway.machine)
            try await follower.run(onReading: onReading, deliver: deliver)
        }
    }
}
