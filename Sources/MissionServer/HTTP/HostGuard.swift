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
        guard let host = request.head.authority, !hasSecondHost, policy.allows(host, by: context) else {
            throw Problem(
                status: .misdirectedRequest, code: "unknown_host", title: "Unknown host",
                detail: "This server answers under \(policy.described) only.")
        }
        return try await next(request, context)
    }
}

/// The names under which a server answers.
struct HostPolicy: Sendable {
    /// Further names, in lower case; one without a port also stands for this server's.
    private let alsoKnownAs: Set<String>
    private let isLoopback: Bool

    init(_ options: ServerOptions) {
        alsoKnownAs = Set(options.alsoKnownAs.map { $0.lowercased() })
        isLoopback = options.address.isLoopback
    }

    /// Whether `host`, a Host field's value, names this server where a request came in. Compared whole: no prefixes, no
    /// suffixes. An address is a name that nobody else can make lead here, so the one that was connected to is allowed.
    func allows(_ host: String, by context: some ServerContext) -> Bool {
        let host = host.lowercased()
        let names = ["127.0.0.1", "localhost", "[::1]"] + (context.localHost.map { [$0] } ?? [])
        return names.contains { name in
            host == "\(name):\(context.port)" || (context.port == 80 && host == name)
        } || isKnown(host, port: context.port)
    }

    /// Whether a page of `origin` is one of this server. Behind the further names there may be a server that encrypts.
    func allows(origin: String, by context: some ServerContext) -> Bool {
        let origin = origin.lowercased()
        if origin.hasPrefix("http://") { return allows(String(origin.dropFirst(7)), by: context) }
        return origin.hasPrefix("https://") && isKnown(String(origin.dropFirst(8)), port: context.port)
    }

    private func isKnown(_ host: String, port: Int) -> Bool {
        alsoKnownAs.contains(host)
            || (host.hasSuffix(":\(port)") && alsoKnownAs.contains(String(host.dropLast(":\(port)".count))))
    }

    /// For people: what they may call it.
    fileprivate var described: String {
        isLoopback && alsoKnownAs.isEmpty
            ? "its loopback names and port" : "its addresses and the names that `--host-name` gives it"
    }
}
