// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// A path with a method, and who answers it.
struct Route: Sendable {
    let method: HTTPRequest.Method
    /// With parameters in braces: `/api/v1/reports/{id}`.
    let path: String
    private let segments: [Substring]
    /// What its body may be; none for a route that has no body.
    let accepts: [MediaType]
    /// What callers are told about it; nil for pages and what belongs to them.
    let operation: Operation?
    /// What a token must allow, where one is needed; nil for what everybody may ask.
    private(set) var scope: AccessScope?
    let answer: @Sendable (Request, MissionContext) async throws -> Response

    /// A page, or something that belongs to pages: a path that can be read, and that the OpenAPI document leaves out.
    init(_ path: String, _ answer: @escaping @Sendable (Request, MissionContext) async throws -> Response) {
        self.init(.get, path, answer: answer)
    }

    /// A path that programs read. Its query is checked by its documentation and handed on as ``MissionContext/query``.
    init(
        _ path: String, _ operation: Operation,
        answer: @escaping @Sendable (Request, MissionContext) async throws -> Response
    ) {
        self.init(.get, path, operation, answer: answer)
    }

    /// What programs ask of a path. Its query is checked by its documentation and handed on as ``MissionContext/query``; before
    /// `answer` is asked, the request's origin and the type of its body have been checked, too. The body itself is for
    /// `answer` to read, with ``Request/content(_:)``.
    init(
        _ method: HTTPRequest.Method, _ path: String, _ operation: Operation,
        answer: @escaping @Sendable (Request, MissionContext) async throws -> Response
    ) {
        self.method = method
        self.path = path
        segments = Self.segments(path)
        self.operation = operation
        self.answer = answer
        accepts = operation.body?.contents.map(\.type) ?? []
        scope = method == .get ? .read : .write
    }

    /// A path with a method, of pages. Before `answer` is asked, the request's origin and the type of its body have been checked; the
    /// body itself is for `answer` to read, with ``Request/content(_:)``.
    init(
        _ method: HTTPRequest.Method, _ path: String, accepts: [MediaType] = [],
        answer: @escaping @Sendable (Request, MissionContext) async throws -> Response
    ) {
        self.method = method
        self.path = path
        segments = Self.segments(path)
        self.accepts = accepts
        self.answer = answer
        operation = nil
        scope = method == .get ? .read : .write
    }

    /// The route for everybody: nothing that it answers is worth protecting, or it is the way in.
    var open: Route {
        var route = self
        route.scope = nil
        return route
    }

    /// The route for tokens of another scope than its method says.
    func needing(_ scope: AccessScope) -> Route {
        var route = self
        route.scope = scope
        return route
    }

    /// Whether a request's path is one of this route.
    ///
    /// - Parameter given: The parts of the path between its slashes.
    func matches(_ given: [Substring]) -> Bool {
        segments.count == given.count && zip(segments, given).allSatisfy { $0.first == "{" || $0 == $1 }
    }

    /// The parts of a path between its slashes.
    fileprivate static func segments(_ path: String) -> [Substring] {
        path.split(separator: "/")
    }
}

/// Every route there is.
struct RouteTable: Sendable {
    let routes: [Route]

    /// The methods that a path has, reading first; none for a path that is not known.
    func methods(of path: String) -> [HTTPRequest.Method] {
        let segments = Route.segments(path)
        let own = routes.filter { $0.matches(segments) }.map(\.method)
        // Whatever can be got can be asked for its head.
        return (own.contains(.get) ? [.get, .head] : []) + own.filter { $0 != .get }
    }

    /// The route for a path and a method. One without parameters comes before one with.
    func route(_ method: HTTPRequest.Method, _ path: String) -> Route? {
        let segments = Route.segments(path)
        let matching = routes.filter { $0.method == method && $0.matches(segments) }
        return matching.first { !$0.path.contains("{") } ?? matching.first
    }

    /// A router with these routes behind everything that guards them.
    ///
    /// - Parameter access: Who may ask; nil where no token is needed.
    func router(policy: HostPolicy, access: AccessControl? = nil) -> Router<MissionContext> {
        let router = Router(context: MissionContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders())
        router.add(middleware: ProblemMiddleware { methods(of: $0) })
        router.add(middleware: HostGuard(policy: policy))
        router.add(middleware: RequestLimits())
        router.add(middleware: AccessGuard(control: access) { route($0, $1) })
        router.add(middleware: WriteGuard(policy: policy) { route($0, $1) })
        for route in routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                // Here and not before, so that it is the very route that answers whose scope counts.
                try context.grant.check(route.scope)
                var context = context
                if let operation = route.operation {
                    context.query = try QueryParameters(request, operation.parameters)
                }
                return try await route.answer(request, context)
            }
        }
        return router
    }
}
