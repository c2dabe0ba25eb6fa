// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import MissionCore
import NIOHTTP1
import Testing

@testable import MissionDelivery

/// Channels against a web server that listens.
@Suite struct `Requests` {
    private func application(_ answer: @escaping @Sendable (Request) async throws -> Response)
        -> some ApplicationProtocol
    {
        let router = Router()
        router.post("/**") { request, _ in try await answer(request) }
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return Application(router: router, logger: logger)
    }

    private func response(_ status: HTTPResponse.Status, _ text: String = "", _ headers: HTTPFields = [:]) -> Response {
        Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    @Test func `go to the address that was checked, whatever the name means otherwise`() async throws {
        let app = application { request in
            Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: request.head.authority ?? "")))
        }
        try await app.test(.live) { client in
            let port = try #require(client.port)
            let sender = HTTPSender(resolver: .fixed("127.0.0.1"))
            let answer = try await sender.post(Data("{}".utf8), to: .local("http://no-such-name.invalid:\(port)/x"))
            #expect(answer.status == 200)
            #expect(answer.text == "no-such-name.invalid:\(port)")
        }
    }

    @Test func `try a host's next address where the first does not answer`() async throws {
        try await application { _ in response(.ok) }.test(.live) { client in
            let port = try #require(client.port)
            let sender = HTTPSender(resolver: .fixed("127.9.9.9", "127.0.0.1"))
            #expect(try await sender.post(Data(), to: .local("http://two.invalid:\(port)/x")).status == 200)
        }
    }

    @Test func `are not sent to private addresses or without encryption unless that is allowed`() async throws {
        try await application { _ in
            Issue.record("it was sent")
            return response(.ok)
        }.test(.live) { client in
            let port = try #require(client.port)
            let sender = HTTPSender(resolver: .fixed("127.0.0.1"))
            for url in ["https://name.invalid:\(port)/x", "https://127.0.0.1:\(port)/x", "http://127.0.0.1:\(port)/x"] {
                let endpoint = try HTTPEndpoint.local(url, allowsPrivate: false)
                let failure = await #expect(throws: DeliveryFailure.self) {
                    try await sender.post(Data(), to: endpoint)
                }
                guard case .refused(let reason)? = failure else {
                    Issue.record("\(url): \(String(describing: failure))")
                    continue
                }
                #expect(reason.contains("--allow-private"))
            }
        }
    }

    @Test func `read at most 64 KiB of an answer`() async throws {
        try await application { _ in response(.ok, String(repeating: "x", count: 300_000)) }.test(.live) { client in
            let port = try #require(client.port)
            #expect(try await HTTPSender().post(Data(), to: .local("http://127.0.0.1:\(port)/x")).body.count == 65_536)
        }
    }

    @Test func `bear a signature that the specification's example has`() throws {
        let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let content = Data(#"msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}"#.utf8)
        #expect(secret.signature(of: content) == "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func `of a webhook are signed with every secret, over what was sent`() async throws {
        let secrets = [WebhookSecret(), WebhookSecret()]
        let app = application { request in
            let body = try await request.body.collect(upTo: 1 << 20)
            func header(_ name: String) -> String {
                HTTPFields.Element.Name(name).flatMap { request.headers[$0] } ?? ""
            }
            let content =
                Data("\(header("webhook-id")).\(header("webhook-timestamp")).".utf8) + Data(body.readableBytesView)
            let expected = secrets.map { "v1,\($0.signature(of: content))" }.joined(separator: " ")
            #expect(header("webhook-signature") == expected)
            #expect(header("webhook-timestamp") == "\(Messages.now.seconds)")
            return response(.noContent)
        }
        try await app.test(.live) { client in
            let settings = try ChannelSettings.of([
                "kind": "webhook", "url": .string("http://127.0.0.1:\(try #require(client.port))/hook"),
                "secrets": .array(secrets.map { .string($0.text) }), "allow_private": true,
            ])
            for message in [Messages.message(.firing), Messages.huge] {
                #expect(await settings.channel.deliver(message, at: Messages.now) == .delivered)
            }
        }
    }

    @Test(arguments: [
        (200, true, false), (204, true, false), (301, false, false), (400, false, true), (401, false, true),
        (404, false, true),
        (408, false, false), (410, false, true), (425, false, false), (429, false, false), (500, false, false),
        (503, false, false),
    ])
    func `are over, worth another try, or of no use`(status: Int, isDelivered: Bool, isRefused: Bool) {
        let answer = HTTPAnswer(status: status, headers: [:], body: Data())
        let outcome = answer.outcome(from: "It", explanation: nil, wait: nil, now: Messages.now, Redaction([]))
        switch outcome {
        case .delivered: #expect(isDelivered)
        case .refused: #expect(isRefused)
        case .postponed(_, let wait): #expect(!isDelivered && !isRefused && wait == nil)
        }
    }
}
