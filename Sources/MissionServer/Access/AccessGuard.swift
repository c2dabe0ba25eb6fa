// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import Logging
internal import MissionCore

/// Lets in who has a token, where one is needed, and shows browsers where to sign in.
///
/// It decides whether somebody may ask at all; what the token allows is checked by the route that answers (``RouteTable``).
struct AccessGuard: RouterMiddleware {
    /// Nil where no token is needed.
    let control: AccessControl?
    /// The route for a method and a path.
    let route: @Sendable (HTTPRequest.Method, String) -> Route?

    func handle(
        _ request: Request, context: MissionContext, next: (Request, MissionContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        guard let control else {
            context.grant = .everything
            return try await next(request, context)
        }
        context.access = control
        // What everybody may see is the same for nobody and for who cannot be told.
        let isOpen = route(request.isReading ? .get : request.method, request.uri.path).map { $0.scope == nil } ?? false
        do { context.grant = try control.grant(request) } catch {
            context.logger.error("the tokens cannot be read", metadata: ["error": "\(error)"])
            guard isOpen else { throw Problem.tokensUnreadable }
        }
        switch context.grant {
        case .nothing where !isOpen:
            guard isPageView(request) else { throw Problem.tokenNeeded }
            return SignIn.redirect(to: SignIn.address(for: request))
        case .token(_, session: .some) where !request.isReading: try checkSender(request)
        default: break
        }
        return try await next(request, context)
    }

    /// A session's cookie comes with whatever the browser sends, so a change must say where it comes from. That it is from
    /// here is for ``WriteGuard``.
    private func checkSender(_ request: Request) throws {
        let site = HTTPFieldNames.secFetchSite.flatMap { request.headers[$0] }
        guard request.headers[.origin] != nil || site != nil else { throw Problem.foreignOrigin }
    }

    /// Whether a person is about to see the answer: not what a script of the page asks for, which would take the sign-in page
    /// for its own answer.
    private func isPageView(_ request: Request) -> Bool {
        let destination = HTTPFieldNames.secFetchDestination.flatMap { request.headers[$0] } ?? "document"
        return request.isReading && request.prefersPage && destination == "document"
    }
}
