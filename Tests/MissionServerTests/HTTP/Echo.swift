// Mission Control
// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import HummingbirdTesting

@testable import MissionServer

/// A server that answers a body with its length, to see what gets as far as a route.
struct Echo {
    var limits = ContentLimits()

    var application: some ApplicationProtocol {
        let limits = limits
        let table = RouteTable(routes: [
            Route("/notes") { _, _ in Response(status: .ok) },
            Route(.post, "/notes", accepts: [.json, .ndjson]) { request, _ in
                let content = try await request.content(limits)
                return Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: "\(content.count)")))
            },
            Route(.delete, "/notes/{id}") { _, _ in Response(status: .noContent) },
            Route(.post, "/notes/{id}", accepts: [.json]) { _, _ in Response(status: .ok) },
        ])
        return Application(router: table.router(policy: HostPolicy(ServerOptions())))
    }

    /// Posts a body and gives the answer.
    func post(_ body: [UInt8], _ headers: HTTPFields = [.contentType: "application/json"]) async throws -> TestResponse
    {
        try await application.test(.router) { client in
            try await client.execute(uri: "/notes", method: .post, headers: headers, body: ByteBuffer(bytes: body)) {
                $0
            }
        }
    }
}
