// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Hummingbird
package import Logging
package import MissionCore

/// Answers over HTTP: the API, the dashboard and the live feed.
package struct MissionServer: Sendable {
    private let table: RouteTable
    private let pages: PageRoutes
    private let options: ServerOptions
    private let access: AccessControl?
    private let feed: LiveFeed
    private let logger: Logger
    private let onServing: @Sendable (Int) -> Void

    /// A server.
    ///
    /// - Parameters:
    ///   - reader: The ledger that is asked.
    ///   - clock: Tells which day is today.
    ///   - zone: Whose days, where a caller names no zone.
    ///   - feed: Announces changes of that ledger. It ends when the server stops.
    ///   - options: Where it listens.
    ///   - logger: Told what went wrong; callers of the API are not.
    ///   - gateways: What is known about a gateway, by its id; nil for one that is not known. The ledger answers for
    ///     `local` also without.
    ///   - keeper: Who keeps the gateways; without one they can be neither listed nor changed.
    ///   - intake: Commits what is pushed; nil for a server that only answers.
    ///   - prices: What models cost at present.
    ///   - subscriptions: The fees that were told.
    ///   - bills: What providers said they bill.
    ///   - endpoints: Where something can be pushed to.
    ///   - telemetry: Where OpenTelemetry's exporters can send to.
    ///   - printer: Who makes PDFs; nil for a server that makes none.
    ///   - alerts: Who keeps budgets, channels, and what people say about alerts.
    ///   - tokens: The tokens as they are kept now; nil for a server that needs none. One that is reached beyond loopback
    ///     answers nobody without.
    ///   - measured: What the program measures of itself.
    ///   - onServing: Told the port, once it listens.
    ///   - health: What the program knows about its sources.
    package init(
        reader: any LedgerReader, clock: any WallClock = SystemClock(), zone: Zone = .utc, feed: LiveFeed,
        options: ServerOptions = ServerOptions(), logger: Logger = Logger(label: "mission.server"),
        gateways: @escaping @Sendable (String) async throws -> GatewayFacts? = { _ in nil },
        keeper: (any GatewayAdministration)? = nil,
        alerts: any AlertAdministration = NoAlertAdministration(),
        intake: Ingestor? = nil, prices: PriceProvider = .embedded, subscriptions: SubscriptionProvider = .none,
        bills: BillingStore = .none, endpoints: [PushEndpoint] = [], telemetry: [TelemetryEndpoint] = [],
        printer: (any PaperPrinter)? = nil,
        tokens: (@Sendable () throws -> AccessTokenList)? = nil,
        measured: @escaping @Sendable () -> [MetricFamily] = { [] },
        onServing: @escaping @Sendable (Int) -> Void = { _ in },
        health: @escaping @Sendable () async -> HealthReport
    ) {
        self.onServing = onServing
        self.options = options
        self.feed = feed
        self.logger = logger
        let reader = RememberingReader(reader, clock: clock)
        let context = PageContext(
            reader: reader, prices: prices, subscriptions: subscriptions, keeper: keeper, alerts: alerts,
            health: health, desk: DocumentDesk(reader, logger: logger))
        pages = PageRoutes(context: context, clock: clock, zone: zone)
        let none: @Sendable () throws -> AccessTokenList = { AccessTokenList() }
        let tokens = tokens ?? (options.address.isLoopback ? nil : none)
        access = tokens.map { AccessControl(clock: clock, tokens: $0) }
        let routes: [Route] =
            [
                CostsRoute(reader: reader, clock: clock, zone: zone).route,
                UsageTodayRoute(reader: reader, clock: clock, zone: zone).route,
                GatewayRoute(reader: reader, clock: clock, gateways: gateways).route,
                LiveRoute(feed: feed, reader: reader).route,
                Asset.route,
            ]
            + ReportRoutes(
                reader: reader, clock: clock, zone: zone, prices: prices, subscriptions: subscriptions, bills: bills
            ).routes
            + [
                ExportRoute(
                    reader: reader, clock: clock, zone: zone, prices: prices, subscriptions: subscriptions,
                    bills: bills,
                    printer: printer
                ).route
            ]
            + UsageRoutes(reader: reader, clock: clock, zone: zone, prices: prices, keeper: alerts).routes
            + [LatestUsageRoute(reader: reader, clock: clock, zone: zone).route]
            + [CronJobRoute(reader: reader, zone: zone).route]
            + SessionRoutes(reader: reader, clock: clock, zone: zone).routes
            + (keeper.map { GatewayRoutes(keeper: $0, clock: clock, health: health).routes } ?? [])
            + pages.routes
            + BudgetRoutes(reader: reader, clock: clock, zone: zone, keeper: alerts).routes
            + AlertRoutes(reader: reader, clock: clock, zone: zone, keeper: alerts).routes
            + PriceRoutes(prices: prices).routes
            + SourceRoutes(reader: reader, clock: clock, health: health).routes
            + HealthRoutes(reader: reader, health: health).routes
            + [MetricsRoute(reader: reader, health: health, measured: measured).route]
            + EventRoutes(reader: reader, zone: zone).routes
            + (intake.map { PushRoutes(ingestor: $0, endpoints: endpoints, logger: logger).routes } ?? [])
            + (intake.map { TelemetryRoutes(ingestor: $0, endpoints: telemetry, logger: logger).routes } ?? [])
            + (intake.map { [BatchRoute(ingestor: $0, logger: logger).route] } ?? [])
            + (access.map { SignIn(control: $0).routes } ?? [])
        table = RouteTable(routes: routes + [OpenAPIRoute(routes, needsToken: access != nil).route])
    }

    /// The application: a service to run in a `ServiceGroup`, and what tests talk to.
    package var application: some ApplicationProtocol {
        application(answering: tenantRouter.buildResponder(), feeds: [feed])
    }

    /// The same that also answers for organisations, each request by the one whose token or session it came with. All of them
    /// need tokens; whoever has none is shown this server's way in and nothing else.
    package func application(besides organisations: [MissionServer]) -> some ApplicationProtocol {
        let responder = OrganisationResponder(
            house: tenantRouter.buildResponder(), others: organisations.compactMap(\.tenant))
        return application(answering: responder, feeds: [feed] + organisations.map(\.feed))
    }

    private var tenantRouter: Router<MissionContext> { table.router(policy: HostPolicy(options), access: access) }

    /// Nil where no token is needed: then nobody could be told from anybody else.
    private var tenant: OrganisationResponder.Tenant? {
        access.map { OrganisationResponder.Tenant(access: $0, responder: tenantRouter.buildResponder()) }
    }

    private func application<Responder: HTTPResponder>(
        answering responder: Responder, feeds: [LiveFeed]
    ) -> some ApplicationProtocol where Responder.Context == MissionContext {
        Application(
            responder: responder,
            server: .http1(
                configuration: .init(
                    // Also the time that a slow client has for its header.
                    idleTimeout: .seconds(60),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 64 * 1024, maxHeaderListSize: 96 * 1024, maxHeaderFieldCount: 200))),
            configuration: ApplicationConfiguration(
                address: .hostname(options.address.text, port: options.port),
                availableConnectionsDelegate: .maximum(512, logger: logger)),
            onServerRunning: { [onServing, pages] channel in
                onServing(channel.localAddress?.port ?? 0)
                Task { await pages.prepare() }
                // The listening socket closes first when the program stops; streams that never end must end then.
                channel.closeFuture.whenComplete { _ in for feed in feeds { feed.finish() } }
            },
            logger: logger)
    }

    /// The paths that are answered, with parameters in braces.
    package var paths: [String] {
        table.routes.map(\.path)
    }

    /// What is answered and is not in the OpenAPI document, each as `GET /path`: pages, and what belongs to them.
    package var undocumented: [String] {
        table.routes.filter { $0.operation == nil }.map { "\($0.method.rawValue) \($0.path)" }
    }

    /// What is in the OpenAPI document, each as `GET /path`.
    package var documented: [String] {
        table.routes.filter { $0.operation != nil }.map { "\($0.method.rawValue) \($0.path)" }
    }
}
