// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird

/// Answers only requests that name this server, so that no foreign page can reach it through a name of its own
/// (DNS rebinding), and changes nothing on behalf of one.
struct HostGuard<Context: ServerContext>: RouterMiddleware {
    let policy: HostPolicy

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard request.head.path?.first == "/" else {
            throw Problem.badRequest("The request target must be a path.")
        }
        // The first Host field is the request's authority; another one is still among the headers.
        let hasSecondHost = request.headers.contains { $0.name.canonicalName == "host" }
        guard let host = request.head.authority, !hasSecondHost, policy.allows(host, port: context.port) else {
            throw Problem(
                status: .misdirectedRequest, code: "unknown_host", title: "Unknown host",
                detail: "This server answers under its loopback names and port only.")
        }
        if request.method != .get, request.method != .head {
            try checkOrigin(request, context: context)
        }
        return try await next(request, context)
    }

    /// Browsers say where a request comes from; other programs do not and may pass.
    private func checkOrigin(_ request: Request, context: Context) throws {
        let origins = request.headers[values: .origin]
        let site = HTTPFieldNames.secFetchSite.map { request.headers[values: $0] } ?? []
        let isSameSite = site.allSatisfy { $0 == "same-origin" || $0 == "none" }
        let isSameOrigin = origins.allSatisfy { origin in
            origin.lowercased().hasPrefix("http://") && policy.allows(String(origin.dropFirst(7)), port: context.port)
        }
        guard isSameSite, isSameOrigin else {
            throw Problem(
                status: .forbidden, code: "foreign_origin", title: "Foreign origin",
                detail: "Pages of other origins may not change anything here.")
        }
    }
}

/// The names under which a server answers.
struct HostPolicy: Sendable {
    /// Further names with their ports, in lower case.
    let alsoKnownAs: Set<String>

    init(_ options: ServerOptions) {
        alsoKnownAs = Set(options.alsoKnownAs.map { $0.lowercased() })
    }

    /// Whether `host`, a Host field's value, names a server on `port`. Compared whole: no prefixes, no suffixes.
    func allows(_ host: String, port: Int) -> Bool {
        let host = host.lowercased()
        return ["127.0.0.1", "localhost", "[::1]"].contains { name in
            host == "\(name):\(port)" || (port == 80 && host == name)
        } || alsoKnownAs.contains(host)
    }
}

enum HTTPFieldNames {
    static let secFetchSite = HTTPFields.Element.Name("Sec-Fetch-Site")
}
