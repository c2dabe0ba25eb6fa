// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// A connection to a mail server that ends at a deadline, whatever the server does.
struct SMTPConnection: Sendable {
    private let channel: any Channel
    private let handler: NIOLoopBound<SMTPReplyHandler>
    private let timer: Scheduled<Void>

    /// - Parameters:
    ///   - name: The server's name, for its certificate; it is not looked up.
    ///   - security: With what to encrypt from the beginning; nil: not yet.
    static func open(
        _ address: NetworkAddress, port: Int, name: String, security: NIOSSLContext?, by deadline: NIODeadline
    ) async throws -> SMTPConnection {
        try await ClientBootstrap(group: NIOSingletons.posixEventLoopGroup)
            .connectTimeout(max(min(deadline - .now(), .seconds(5)), .milliseconds(1)))
            .connect(to: SocketAddress(ipAddress: address.text, port: port)) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let security {
                        let encryption = try encryption(security, name)
                        try channel.pipeline.syncOperations.addHandler(encryption)
                    }
                    let handler = SMTPReplyHandler()
                    try channel.pipeline.syncOperations.addHandler(handler)
                    let bound = NIOLoopBound(handler, eventLoop: channel.eventLoop)
                    let timer = channel.eventLoop.scheduleTask(deadline: deadline) {
                        bound.value.fail(ChannelError.connectTimeout(.zero))
                        channel.close(promise: nil)
                    }
                    return SMTPConnection(channel: channel, handler: bound, timer: timer)
                }
            }
    }

    private static func encryption(_ security: NIOSSLContext, _ name: String) throws -> NIOSSLClientHandler {
        // An address has no name to ask for; its certificate is then checked against the address itself.
        try NIOSSLClientHandler(context: security, serverHostname: NetworkAddress(name) == nil ? name : nil)
    }

    /// How the client introduces itself: its address, as RFC 5321 has it for computers without a name of their own.
    var greeting: String {
        guard let text = channel.localAddress?.ipAddress else { return "[127.0.0.1]" }
        return text.contains(":") ? "[IPv6:\(text)]" : "[\(text)]"
    }

    /// The server's next reply.
    func reply() async throws -> SMTPReply {
        try await channel.eventLoop.flatSubmit { handler.value.reply(on: channel.eventLoop) }.get()
    }

    /// Sends a command.
    ///
    /// - Throws: ``DeliveryFailure`` where it would be two.
    func send(_ command: String) async throws {
        guard command.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
            throw DeliveryFailure.refused(
                "a setting of the channel has a line break or another control character in it")
        }
        try await send(raw: command + "\r\n")
    }

    /// Sends text as it is.
    func send(raw text: String) async throws {
        do { try await channel.writeAndFlush(ByteBuffer(string: text)) } catch {
            // The write knows only that the connection is gone; the other end of the pipeline knows why.
            _ = try await reply()
            throw error
        }
    }

    /// Encrypts from here on.
    func encrypt(_ security: NIOSSLContext, name: String) async throws {
        try await channel.eventLoop.submit {
            try handler.value.encrypt(channel, with: try Self.encryption(security, name))
        }.get()
    }

    func close() {
        timer.cancel()
        channel.close(promise: nil)
    }
}
