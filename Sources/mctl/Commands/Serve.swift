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
        commandName: "serve", abstract: "Read everything found, follow it, and serve dashboard and API.",
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
        let organisations = OrganisationFolders(global.directory)
        let names = try organisations.names()
        let access = try ServeAccess(address, hostNames: hostNames, global, hasOrganisations: !names.isEmpty)
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        var logger = Logger(label: "mctl")
        logger.logLevel = .warning
        let (sources, directory) = (sources, global.directory)
        var settings = ServedFolder.Settings(
            zone: try global.zone(),
            options: ServerOptions(address: access.address, port: port, alsoKnownAs: hostNames), answers: answers,
            tokens: access.tokens, onServing: { Console.message(access.greeting(port: $0)) },
            find: { sources.find(directory) })
        let ledger = try await global.openLedger(takesLease: false)
        var folders = [try await ServedFolder(directory, ledger, prices: prices, settings, logger: logger)]
        do {
            // An organisation reads nothing here: its machines hand over what they read.
            (settings.find, settings.onServing) = ({ SourceCatalog.Findings() }, { _ in })
            settings.answers = try GatewayAnswerFiles([])
            for name in names {
                let directory = organisations.directory(of: name)
                settings.tokens = TokenFile(directory).provider
                let prices = try PriceSource(directory).provider
                let ledger = try await global.openLedger(ofOrganisation: name, in: directory)
                folders.append(try await ServedFolder(directory, ledger, prices: prices, settings, logger: logger))
            }
            try await Self.run(folders, logger)
        } catch {
            // However it ends, each ledger is left as one file.
            for folder in folders { try? await folder.ledger.close() }
            guard let error = error as? IOError else { throw error }
            throw CommandFailure(status: .unavailable, message: Self.explain(error, port: port))
        }
        for folder in folders { try await folder.ledger.close() }
    }

    private static func run(_ folders: [ServedFolder], _ logger: Logger) async throws {
        guard let house = folders.first else { return }
        let services = folders.flatMap(\.services)
        let application: any Service =
            folders.count == 1
            ? house.server.application : house.server.application(besides: folders.dropFirst().map(\.server))
        var configuration = ServiceGroupConfiguration(
            services: (services + [application]).map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        // A client that has stopped reading must not keep the program from stopping.
        configuration.maximumGracefulShutdownDuration = .seconds(3)
        try await ServiceGroup(configuration: configuration).run()
    }
}
