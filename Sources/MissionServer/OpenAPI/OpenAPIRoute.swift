// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// The OpenAPI document of the server that is asked.
struct OpenAPIRoute: Sendable {
    static let path = "/openapi.json"
    /// The document never changes while a server runs.
    private let content: Content

    /// - Parameter routes: All other routes.
    init(_ routes: [Route], needsToken: Bool) {
        let all = routes + [Route(Self.path, Self.operation) { _, _ in throw Problem.notFound }]
        let text = OpenAPIDocument(routes: all, needsToken: needsToken).json.text()
        content = Content(ByteBuffer(string: text), as: "application/json").packedOnce()
    }

    var route: Route {
        Route(Self.path, Self.operation) { [content] request, _ in content.response(to: request) }
    }

    private static let operation = Operation(
        .service, "This document.", answer: .json(.open([SchemaMember("openapi", .constant("3.1.0"))]), "OpenAPI 3.1."))
}
