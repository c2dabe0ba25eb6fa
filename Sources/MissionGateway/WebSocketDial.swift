// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import NIOWebSocket

/// Opens a WebSocket: connection, encryption, upgrade, and the joining of fragments.
struct WebSocketDial {
    typealias Socket = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>

    private enum Outcome: Sendable {
        case upgraded(Socket)
        case refused(EventLoopFuture<Int>)
    }

    let address: GatewayAddress
    let limits: GatewayLimits
    /// A file of certificates to trust besides the system's.
    let authorities: String?

    /// - Throws: ``GatewayError``, or `CancellationError`.
    func open() async throws -> Socket {
        let attempt = DialAttempt()
        do {
            let security = try security()
            return try await withTaskCancellationHandler {
                let outcome = try await bootstrap.connect(host: address.host, port: address.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try configure(channel, security: security, attempt: attempt)
                    }
                }
                switch try await outcome.get() {
                case .upgraded(let socket): return socket
                case .refused(let status): throw GatewayError.notAGateway(address, status: try? await status.get())
                }
            } onCancel: {
                attempt.cancel()
            }
        } catch {
            try Task.checkCancellation()
            throw attempt.isTimedOut
                ? .timedOut("no WebSocket within \(limits.connect.inSeconds)") : DialFailure.explain(error, at: address)
        }
    }

    private var bootstrap: ClientBootstrap {
        ClientBootstrap(group: NIOSingletons.posixEventLoopGroup)
            .connectTimeout(TimeAmount(limits.connect))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
    }

    private func security() throws -> NIOSSLContext? {
        guard address.isSecure else { return nil }
        var configuration = TLSConfiguration.makeClientConfiguration()
        // Some gateways never say goodbye; five seconds of waiting for it would be seen by people.
        configuration.shutdownTimeout = .seconds(1)
        if let authorities { configuration.additionalTrustRoots = [.file(authorities)] }
        return try NIOSSLContext(configuration: configuration)
    }

    private func configure(
        _ channel: any Channel, security: NIOSSLContext?, attempt: DialAttempt
    ) throws -> EventLoopFuture<Outcome> {
        let pipeline = channel.pipeline.syncOperations
        if let security {
            // An address has no name to ask for; its certificate is then checked against the address itself.
            let name = (try? SocketAddress(ipAddress: address.host, port: 0)) == nil ? address.host : nil
            try pipeline.addHandler(NIOSSLClientHandler(context: security, serverHostname: name))
        }
        var http = NIOUpgradableHTTPClientPipelineConfiguration(upgradeConfiguration: upgrade)
        // A gateway sends its challenge at once; the default drops what comes in the same read as the upgrade's answer.
        http.leftOverBytesStrategy = .forwardBytes
        let outcome = try pipeline.configureUpgradableHTTPClientPipeline(configuration: http)
        try pipeline.addHandler(NIOCloseOnErrorHandler())
        attempt.begin(channel)
        let timer = channel.eventLoop.scheduleTask(in: TimeAmount(limits.connect)) { attempt.timeOut() }
        outcome.whenComplete { _ in timer.cancel() }
        return outcome
    }

    private var upgrade: NIOTypedHTTPClientUpgradeConfiguration<Outcome> {
        let longest = limits.message
        // The library's own handling of errors closes before it tells why.
        let upgrader = NIOTypedWebSocketClientUpgrader<Outcome>(
            maxFrameSize: longest, enableAutomaticErrorHandling: false
        ) { channel, _ in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(
                    NIOWebSocketFrameAggregator(
                        minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 100_000, maxAccumulatedFrameSize: longest)
                )
                return .upgraded(try Socket(wrappingChannelSynchronously: channel))
            }
        }
        let headers: HTTPHeaders = ["Host": address.authority, "Content-Length": "0"]
        return NIOTypedHTTPClientUpgradeConfiguration(
            upgradeRequestHead: HTTPRequestHead(
                version: .http1_1, method: .GET, uri: address.path, headers: headers),
            upgraders: [upgrader]
        ) { channel in
            channel.eventLoop.makeCompletedFuture {
                let status = channel.eventLoop.makePromise(of: Int.self)
                try channel.pipeline.syncOperations.addHandler(RefusalReader(status))
                return .refused(status.futureResult)
            }
        }
    }
}

/// Reads the HTTP status of an answer that is no upgrade, and hangs up.
private final class RefusalReader: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    private let status: EventLoopPromise<Int>

    init(_ status: EventLoopPromise<Int>) {
        self.status = status
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let head) = unwrapInboundIn(data) else { return }
        status.succeed(Int(head.status.code))
        context.close(promise: nil)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        status.fail(ChannelError.eof)
    }
}
