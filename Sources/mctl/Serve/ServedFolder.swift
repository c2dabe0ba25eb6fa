// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Logging
internal import MissionCore
internal import MissionGateway
internal import MissionMetrics
internal import MissionServer
internal import MissionSources
internal import MissionTelemetry
internal import ServiceLifecycle

/// A data folder that is served: its ledger, everything that keeps it up to date, and who answers for it.
struct ServedFolder {
    let ledger: OpenLedger
    let server: MissionServer
    let services: [any Service]

    /// How a folder is served.
    struct Settings {
        var zone: Zone
        var options: ServerOptions
        /// Recorded answers of gateways.
        var answers: GatewayAnswerFiles
        /// The tokens as they are kept; nil where none is needed.
        var tokens: (@Sendable () throws -> AccessTokenList)?
        /// Told the port, once the server listens.
        var onServing: @Sendable (Int) -> Void = { _ in }
        /// The places to read.
        var find: @Sendable () -> SourceCatalog.Findings = { SourceCatalog.Findings() }
    }

    /// - Parameter open: The folder's ledger, which is closed by whoever opened it.
    init(
        _ directory: DataDirectory, _ open: OpenLedger, prices: PriceProvider, _ settings: Settings, logger: Logger
    ) async throws {
        let ledger = open.ledger
        let feed = LiveFeed()
        let keeper = AlertKeeper(directory, prices: prices)
        let watch = AlertWatch(reader: ledger, writer: ledger, settings: keeper.watchSettings, zone: settings.zone)
        let metrics = MetricsStore()
        // During a long first read the page moves batch by batch. What could not be announced is, with the next look.
        let ingestor = Ingestor(
            writer: MeasuredWriter(ledger, factory: metrics), prices: prices, joining: watch.hook,
            onCommit: { try? await feed.announce(ledger) })
        // What is pushed may be priced by a configuration that the first look has not come to yet.
        await ingestor.register(settings.find().sources)
        let follower = Follower(
            ledger: ledger, ingestor: ingestor, feed: feed, logger: logger, settle: open.settle,
            find: settings.find)
        let board = GatewayBoard(registry: GatewayStore(dataFolder: directory.path))
        let gateways = GatewayService(
            board: board, ingestor: ingestor, logger: logger, follow: GatewayService.live(dataFolder: directory.path))
        let alerts = AlertService(
            watch: watch,
            dispatcher: MessageDispatcher(reader: ledger, writer: ledger, channels: keeper.deliveryChannels),
            reader: ledger, feed: feed, logger: logger,
            surroundings: {
                let health = await follower.health.adding(board.problems)
                guard await follower.hasReadEverything else { return nil }
                return AlertSurroundings(gateways: await board.gateways(), problems: health.problems)
            })
        self.ledger = open
        let upkeep = open.cluster.map { [ClusterUpkeep(ledger: $0, clock: Present.clock, logger: logger)] } ?? []
        services =
            [follower, gateways, Repricer(ledger: ledger, prices: prices, feed: feed, logger: logger), alerts] + upkeep
        let answers = settings.answers
        server = MissionServer(
            reader: ledger, clock: Present.clock, zone: settings.zone, feed: feed, options: settings.options,
            logger: logger,
            gateways: { answers.facts($0, prices: prices.current) ?? board.facts($0, prices: prices.current) },
            keeper: board, alerts: keeper, intake: ingestor, prices: prices,
            subscriptions: SubscriptionFile(directory).provider, bills: BillsFile(directory).store,
            endpoints: PushEndpoints.all, telemetry: TelemetryEndpoints.all, printer: SVGPrinter(),
            tokens: settings.tokens, measured: { metrics.families },
            onServing: settings.onServing, health: { await follower.health.adding(board.problems) })
    }
}
