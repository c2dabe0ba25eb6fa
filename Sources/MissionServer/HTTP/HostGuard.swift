// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird

/// Answers only requests that name this server, so that no foreign page can reach it through a name of its own
/// (DNS rebinding).
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
        return try await next(request, context)
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
