// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import NIOWebSocket
internal import Synchronization

/// A gateway to test against, on a port of this computer: a real WebSocket server, as strict as the real one.
///
/// Schemas are closed, signatures, times and challenges are checked, a token alone brings no rights, and errors are the real
/// ones. What goes wrong is said by its ``StandInBehaviour``, which may change while it runs.
package final class StandInGateway: Sendable {
    typealias Socket = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>

    private enum Outcome: Sendable {
        case upgraded(Socket)
        case other
    }

    /// What it knows and has seen.
    package let memory: StandInMemory
    private let current: Mutex<StandInBehaviour>
    private let listening = Atomic(0)

    private init(_ behaviour: StandInBehaviour, memory: StandInMemory) {
        self.memory = memory
        current = Mutex(behaviour)
    }

    /// The port it listens on.
    package var port: Int {
        listening.load(ordering: .sequentiallyConsistent)
    }

    /// How it behaves towards the next connection.
    package var behaviour: StandInBehaviour {
        get { current.withLock { $0 } }
        set { current.withLock { $0 = newValue } }
    }

    /// Its address, as a person would give it.
    package var url: String {
        "\(behaviour.certificate == nil ? "ws" : "wss")://127.0.0.1:\(port)"
    }

    /// Serves while `body` runs; no connection and no task is left afterwards.
    ///
    /// - Parameters:
    ///   - memory: Another stand-in's, when this is that one started again.
    ///   - port: 0 lets the system choose.
    package static func serve<Value>(
        _ behaviour: StandInBehaviour = StandInBehaviour(), memory: StandInMemory = StandInMemory(), port: Int = 0,
        _ body: (StandInGateway) async throws -> Value
    ) async throws -> Value {
        let gateway = StandInGateway(behaviour, memory: memory)
        let server = try await ServerBootstrap(group: NIOSingletons.posixEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture { try configure(channel, gateway) }
            }
        gateway.listening.store(server.channel.localAddress?.port ?? 0, ordering: .sequentiallyConsistent)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask(executorPreference: OwnThread()) { await accept(server, gateway) }
            defer { group.cancelAll() }
            return try await body(gateway)
        }
    }

    private static func accept(
        _ server: NIOAsyncChannel<EventLoopFuture<Outcome>, Never>, _ gateway: StandInGateway
    ) async {
        try? await server.executeThenClose { inbound in
            try await withThrowingDiscardingTaskGroup { group in
                for try await outcome in inbound {
                    group.addTask {
                        guard case .upgraded(let socket) = try? await outcome.get() else { return }
                        await StandInTalk.run(socket, with: gateway)
                    }
                }
            }
        }
    }

    private static func configure(_ channel: any Channel, _ gateway: StandInGateway) throws -> EventLoopFuture<Outcome>
    {
        let behaviour = gateway.behaviour
        let pipeline = channel.pipeline.syncOperations
        if let greeting = behaviour.greeting {
            try pipeline.addHandler(Greeter(greeting))
            return channel.eventLoop.makeSucceededFuture(.other)
        }
        guard behaviour.upgrades else { return channel.eventLoop.makeSucceededFuture(.other) }
        if let status = behaviour.httpStatus {
            try pipeline.configureHTTPServerPipeline()
            try pipeline.addHandler(Refuser(status))
            return channel.eventLoop.makeSucceededFuture(.other)
        }
        if let certificate = behaviour.certificate {
            let configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(certificate.chain).map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: certificate.key, format: .pem)))
            try pipeline.addHandler(NIOSSLServerHandler(context: try NIOSSLContext(configuration: configuration)))
        }
        return try pipeline.configureUpgradableHTTPServerPipeline(
            configuration: NIOUpgradableHTTPServerPipelineConfiguration(upgradeConfiguration: upgrade))
    }

    private static var upgrade: NIOTypedHTTPServerUpgradeConfiguration<Outcome> {
        let upgrader = NIOTypedWebSocketServerUpgrader<Outcome>(
            maxFrameSize: 1 << 20,
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture(HTTPHeaders()) },
            upgradePipelineHandler: { channel, _ in
                channel.eventLoop.makeCompletedFuture { .upgraded(try Socket(wrappingChannelSynchronously: channel)) }
            })
        return NIOTypedHTTPServerUpgradeConfiguration(upgraders: [upgrader]) { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(Refuser(404))
                return .other
            }
        }
    }
}

/// Says something that is no HTTP.
private final class Greeter: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let text: String

    init(_ text: String) {
        self.text = text
    }

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }
}

/// Answers with an HTTP status.
private final class Refuser: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let status: Int

    init(_ status: Int) {
        self.status = status
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let head) = unwrapInboundIn(data) else { return }
        let answer = HTTPResponseHead(
            version: head.version, status: HTTPResponseStatus(statusCode: status), headers: ["Content-Length": "0"])
        context.write(wrapOutboundOut(.head(answer)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
