// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird

/// Lets a request change something only when no foreign page is behind it and its body is what the route reads.
///
/// A page of another origin can make a browser send a form or plain text without asking; neither is a type that any route
/// takes but the one that signs in, so the type is a guard of its own beside the origin.
struct WriteGuard<Context: ServerContext>: RouterMiddleware {
    let policy: HostPolicy
    /// The route for a method and a path.
    let route: @Sendable (HTTPRequest.Method, String) -> Route?

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        if !request.isReading { try checkOrigin(request, context: context) }
        // A path without this method is refused behind this.
        if let route = route(request.isReading ? .get : request.method, request.uri.path) {
            try checkType(request, route)
        }
        return try await next(request, context)
    }

    /// Browsers say where a request comes from; other programs do not and may pass.
    private func checkOrigin(_ request: Request, context: Context) throws {
        let origins = request.headers[values: .origin]
        let site = HTTPFieldNames.secFetchSite.map { request.headers[values: $0] } ?? []
        let isSameSite = site.allSatisfy { $0 == "same-origin" || $0 == "none" }
        let isSameOrigin = origins.allSatisfy { policy.allows(origin: $0, by: context) }
        guard isSameSite, isSameOrigin else { throw Problem.foreignOrigin }
    }

    private func checkType(_ request: Request, _ route: Route) throws {
        if route.accepts.isEmpty {
            if request.hasBody { throw Problem.bodyNotExpected }
            return
        }
        let fields = request.headers[values: .contentType]
        guard fields.count == 1, let type = MediaType(contentType: fields[0]), route.accepts.contains(type) else {
            throw Problem.unsupportedType(route.accepts)
        }
    }
}

extension Request {
    /// The type of the body, where it is one that any route takes.
    var mediaType: MediaType? {
        headers[.contentType].flatMap(MediaType.init(contentType:))
    }

    /// Whether the request says that something follows its header.
    var hasBody: Bool {
        let length = headers[.contentLength]
        return (length != nil && length != "0") || headers[.transferEncoding] != nil
    }
}

extension Problem {
    static let foreignOrigin = Problem(
        status: .forbidden, code: "foreign_origin", title: "Foreign origin",
        detail: "Pages of other origins may not change anything here.")

    static let bodyNotExpected = Problem(
        status: .contentTooLarge, code: "body_not_expected", title: "Body not expected",
        detail: "This request has no body.", headers: [.connection: "close"])

    static func unsupportedType(_ accepted: [MediaType]) -> Problem {
        let names = accepted.map(\.rawValue).joined(separator: ", ")
        var headers = HTTPFields()
        if let name = HTTPFieldNames.acceptPost { headers[name] = names }
        return Problem(
            status: .unsupportedMediaType, code: "unsupported_media_type", title: "Unsupported media type",
            detail: "The Content-Type must be one of \(names), in UTF-8.", headers: headers)
    }
}

/// Header fields that the library has no name for.
enum HTTPFieldNames {
    static let secFetchDestination = HTTPFields.Element.Name("Sec-Fetch-Dest")
    static let secFetchSite = HTTPFields.Element.Name("Sec-Fetch-Site")
    static let link = HTTPFields.Element.Name("Link")
    static let acceptPost = HTTPFields.Element.Name("Accept-Post")
    static let idempotencyKey = HTTPFields.Element.Name("Idempotency-Key")
    static let idempotencyReplayed = HTTPFields.Element.Name("Idempotency-Replayed")
}
