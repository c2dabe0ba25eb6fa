// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird

/// A path that can be read, and who answers it.
struct Route: Sendable {
    /// With parameters in braces: `/api/v1/reports/{id}`.
    let path: String
    let answer: @Sendable (Request, MissionContext) async throws -> Response

    init(_ path: String, _ answer: @escaping @Sendable (Request, MissionContext) async throws -> Response) {
        self.path = path
        self.answer = answer
    }

    /// Whether a request's path is one of this route.
    func matches(_ path: String) -> Bool {
        let (own, given) = (Self.segments(self.path), Self.segments(path))
        return own.count == given.count && zip(own, given).allSatisfy { $0.first == "{" || $0 == $1 }
    }

    private static func segments(_ path: String) -> [Substring] {
        path.split(separator: "/")
    }
}

/// Every route there is.
struct RouteTable: Sendable {
    let routes: [Route]

    /// Whether any route has this path, whatever the method.
    func contains(_ path: String) -> Bool {
        routes.contains { $0.matches(path) }
    }

    /// A router with these routes behind everything that guards them.
    func router(policy: HostPolicy) -> Router<MissionContext> {
        let router = Router(context: MissionContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders())
        router.add(middleware: ProblemMiddleware { contains($0) })
        router.add(middleware: HostGuard(policy: policy))
        router.add(middleware: RequestLimits())
        for route in routes { router.get(RouterPath(route.path), use: route.answer) }
        return router
    }
}
