// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore
internal import Synchronization

/// The OpenAPI document of the server that is asked.
final class OpenAPIRoute: Sendable {
    static let path = "/openapi.json"
    private let routes: [Route]
    private let needsToken: Bool
    /// The document; nil before anybody asked for it. It never changes while a server runs.
    private let known = Mutex<Content?>(nil)

    /// - Parameter routes: All other routes.
    init(_ routes: [Route], needsToken: Bool) {
        self.routes = routes
        self.needsToken = needsToken
    }

    var route: Route {
        Route(Self.path, Self.operation) { [self] request, _ in content.response(to: request) }
    }

    private var content: Content {
        known.withLock { known in
            if let known { return known }
            let all = routes + [Route(Self.path, Self.operation) { _, _ in throw Problem.notFound }]
            let text = OpenAPIDocument(routes: all, needsToken: needsToken).json.text()
            let content = Content(ByteBuffer(string: text), as: "application/json").packedOnce()
            known = content
            return content
        }
    }

    private static let operation = Operation(
        .service, "This document.", answer: .json(.open([SchemaMember("openapi", .constant("3.1.0"))]), "OpenAPI 3.1."))
}
