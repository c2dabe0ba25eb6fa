// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Logging
internal import MissionCore
internal import MissionSQLite
internal import MissionServer
internal import MissionSources
internal import ServiceLifecycle
internal import UnixSignals

/// `mctl serve`
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read everything found, follow it, and serve dashboard and API.",
        discussion: "Only this computer can reach the server. Stop it with Control-C.")

    @OptionGroup var sources: SourceOptions

    @Option(help: "The loopback address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 lets the system choose.")
    var port = 8787

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard LoopbackHost(host) != nil else {
            throw ValidationError("--host: only a loopback address is served (127.0.0.1 or ::1), not “\(host)”.")
        }
        guard (0...65_535).contains(port) else { throw ValidationError("--port needs a number from 0 to 65535.") }
        _ = try global.zone()
    }

    func run() async throws {
        try await CommandFailure.reporting { try await serve() }
    }

    private func serve() async throws {
        let prices = try PriceSource()
        if !sources.paths.isEmpty, sources.find().sources.isEmpty {
            throw CommandFailure(status: .noInput, message: sources.find().emptyMessage)
        }
        let ledger = try SQLiteLedger(path: global.directory.ledger, mode: .readWrite)
        let feed = LiveFeed()
        var logger = Logger(label: "mctl")
        logger.logLevel = .warning
        let follower = Follower(
            ledger: ledger, ingestor: Ingestor(writer: ledger, prices: prices.provider), feed: feed, logger: logger
        ) { sources.find() }
        let server = MissionServer(
            reader: ledger, zone: try global.zone(), feed: feed,
            options: ServerOptions(host: LoopbackHost(host) ?? .ipv4, port: port), logger: logger
        ) { await follower.health }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: follower), .init(service: server.application)],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
        try ledger.close()
    }
}
