// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import NIOCore
internal import NIOSSL

/// The end of a connection's pipeline: keeps what the server said until somebody asks.
final class SMTPReplyHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    /// A server that says more than this unasked does not speak SMTP.
    private static let mostUnasked = 4

    private var parser = SMTPReplyParser()
    private var unasked: [SMTPReply] = []
    private var waiting: EventLoopPromise<SMTPReply>?
    private var failure: (any Error)?

    /// The next reply.
    func reply(on loop: any EventLoop) -> EventLoopFuture<SMTPReply> {
        if !unasked.isEmpty { return loop.makeSucceededFuture(unasked.removeFirst()) }
        if let failure { return loop.makeFailedFuture(failure) }
        let promise = loop.makePromise(of: SMTPReply.self)
        waiting = promise
        return promise.futureResult
    }

    /// Encrypts from here on.
    ///
    /// - Throws: ``DeliveryFailure`` where the server, or somebody in between, said more than its answer in plain text: it would
    ///   be taken for something that was said under encryption.
    func encrypt(_ channel: any Channel, with handler: NIOSSLClientHandler) throws {
        if let failure { throw failure }
        guard parser.isEmpty, unasked.isEmpty else {
            throw DeliveryFailure.postponed("the mail server sent plain text behind its answer to STARTTLS")
        }
        try channel.pipeline.syncOperations.addHandler(handler, position: .first)
    }

    /// Ends the waiting.
    func fail(_ error: any Error) {
        failure = failure ?? error
        waiting?.fail(error)
        waiting = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard failure == nil else { return }
        do {
            unasked += try parser.replies(adding: unwrapInboundIn(data).readableBytesView)
            if let waiting, !unasked.isEmpty {
                self.waiting = nil
                waiting.succeed(unasked.removeFirst())
            }
            if unasked.count > Self.mostUnasked { throw SMTPReplyParser.Mistake.garbage }
        } catch {
            fail(error)
            context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(ChannelError.eof)
        context.fireChannelInactive()
    }
}
