// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import Logging
internal import MissionCore
internal import MissionGateway
internal import MissionServer
internal import MissionSources
internal import NIOCore
internal import ServiceLifecycle
internal import UnixSignals

/// `mctl serve`
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read everything found, follow it, and serve dashboard and API.",
        discussion: """
            Only this computer can reach the server, unless --bind names another address; then only who has a token is \
            answered (mctl token). Stop it with Control-C.
            """)

    @OptionGroup var sources: SourceOptions

    @Option(
        name: [.customLong("bind"), .customLong("host")],
        help: ArgumentHelp(
            "The address to listen on; 0.0.0.0 for every one.",
            discussion: "Nothing is encrypted: beyond this computer, put a server with TLS in front.",
            valueName: "address"))
    var address = "127.0.0.1"

    @Option(
        name: .customLong("host-name"),
        help: ArgumentHelp(
            "A name under which others reach the server.",
            discussion: "Also for a server with TLS in front, on this computer too: who has a name needs tokens.",
            valueName: "name[:port]"))
    var hostNames: [String] = []

    @Option(help: "The port to listen on; 0 lets the system choose.")
    var port = 8787

    @Option(
        name: .customLong("gateway-answers"),
        help: ArgumentHelp(
            "Answer /api/v1/gateways/ID/runtime-usage from a recorded answer of that gateway.",
            discussion: "The file holds {\"usage.cost\": …, \"usage.status\": …}, or one recorded call a line.",
            valueName: "id=file"))
    var gatewayAnswers: [String] = []

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard ListenAddress(address) != nil else {
            throw ValidationError("--bind: “\(address)” is no address; give one such as 127.0.0.1, 0.0.0.0 or ::1.")
        }
        if let odd = hostNames.first(where: { !HostName.isOne($0) }) {
            throw ValidationError("--host-name: “\(odd)” is no name; give one such as mission.example or nas:8787.")
        }
        guard (0...65_535).contains(port) else { throw ValidationError("--port needs a number from 0 to 65535.") }
        _ = try global.zone()
        _ = try GatewayAnswerFiles(gatewayAnswers)
    }

    func run() async throws {
        try await CommandFailure.reporting { try await serve() }
    }

    private static func explain(_ error: IOError, port: Int) -> String {
        let advice = error.errnoCode == EADDRINUSE ? "; is mctl running already? Choose another with --port" : ""
        return "port \(port) cannot be served: \(String(cString: strerror(error.errnoCode)))\(advice)"
    }

    private func serve() async throws {
        let prices = try PriceSource(global.directory).provider
        let answers = try GatewayAnswerFiles(gatewayAnswers)
        if !sources.paths.isEmpty, sources.find(global.directory).sources.isEmpty {
            throw CommandFailure(status: .noInput, message: sources.find(global.directory).emptyMessage)
        }
        let access = try ServeAccess(address, hostNames: hostNames, global)
        let open = try await global.openLedger(takesLease: false)
        let ledger = open.ledger
        let feed = LiveFeed()
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        var logger = Logger(label: "mctl")
        logger.logLevel = .warning
        // During a long first read the page moves batch by batch. What could not be announced is, with the next look.
        let keeper = AlertKeeper(global.directory, prices: prices)
        let zone = try global.zone()
        let watch = AlertWatch(reader: ledger, writer: ledger, settings: keeper.watchSettings, zone: zone)
        let ingestor = Ingestor(
            writer: ledger, prices: prices, joining: watch.hook, onCommit: { try? await feed.announce(ledger) })
        // What is pushed may be priced by a configuration that the first look has not come to yet.
        await ingestor.register(sources.find(global.directory).sources)
        let follower = Follower(
            ledger: ledger, ingestor: ingestor, feed: feed, logger: logger, settle: open.settle
        ) { sources.find(global.directory) }
        let board = GatewayBoard(registry: global.gateways)
        let gateways = GatewayService(
            board: board, ingestor: ingestor, logger: logger,
            follow: GatewayService.live(dataFolder: global.directory.path))
        let alerts = AlertService(
            watch: watch,
            dispatcher: MessageDispatcher(reader: ledger, writer: ledger, channels: keeper.deliveryChannels),
            reader: ledger, feed: feed, logger: logger,
            surroundings: {
                let health = await follower.health.adding(board.problems)
                guard await follower.hasReadEverything else { return nil }
                return AlertSurroundings(gateways: await board.gateways(), problems: health.problems)
            })
        let repricer = Repricer(ledger: ledger, prices: prices, feed: feed, logger: logger)
        let server = MissionServer(
            reader: ledger, clock: Present.clock, zone: zone, feed: feed,
            options: ServerOptions(address: access.address, port: port, alsoKnownAs: hostNames), logger: logger,
            gateways: { answers.facts($0, prices: prices.current) ?? board.facts($0, prices: prices.current) },
            keeper: board, alerts: keeper, intake: ingestor, prices: prices,
            subscriptions: SubscriptionFile(global.directory).provider, bills: BillsFile(global.directory).store,
            endpoints: PushEndpoints.all, printer: SVGPrinter(), tokens: access.tokens,
            onServing: { Console.message(access.greeting(port: $0)) },
            health: { await follower.health.adding(board.problems) })
        let summers = open.cluster.map { [DaySummer(ledger: $0, logger: logger)] } ?? []
        let services: [any Service] = [follower, gateways, repricer, alerts, server.application] + summers
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        // A client that has stopped reading must not keep the program from stopping.
        configuration.maximumGracefulShutdownDuration = .seconds(3)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            // However it ends, the ledger is left as one file.
            try? await open.close()
            guard let error = error as? IOError else { throw error }
            throw CommandFailure(status: .unavailable, message: Self.explain(error, port: port))
        }
        try await open.close()
    }
}
