// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import Logging
internal import MissionCore

/// Signing in and out with a browser: a token becomes a session.
struct SignIn: Sendable {
    let control: AccessControl
    var gate = SignInGate()

    static let path = "/login"
    /// Larger than a token and any path to go on to, encoded.
    static let limits = ContentLimits(bytes: 16 << 10)

    var routes: [Route] {
        [
            Route(Self.path) { request, context in
                let parameters = try QueryParameters(request, allowed: ["next"])
                let next = parameters["next"].flatMap(LocalPath.init) ?? .root
                guard case .token(let token, session: .some) = context.grant else {
                    return Self.page(LoginPage(next: next).document)
                }
                return Self.page(SignedInPage(name: token.name, next: next).document)
            }.open,
            Route(.post, Self.path, accepts: [.form]) { request, context in
                _ = try QueryParameters(request, allowed: [])
                return try await signIn(request, context)
            }.open,
            Route(.post, "/logout") { request, _ in
                _ = try QueryParameters(request, allowed: [])
                for session in SessionCookie.values(of: request) { control.signOut(session) }
                var response = Self.redirect(to: Self.path)
                response.headers[.setCookie] = SessionCookie.removing
                return response
            }.open,
        ]
    }

    private func signIn(_ request: Request, _ context: MissionContext) async throws -> Response {
        let fields = try FormFields(try await request.content(Self.limits))
        let next = fields["next"].flatMap(LocalPath.init) ?? .root
        guard let token = try token(Self.secret(in: fields), context) else {
            context.logger.warning("a sign-in failed", metadata: ["from": "\(context.remoteHost ?? "unknown")"])
            try await gate.slowDown()
            guard request.prefersPage else { throw Problem.signInFailed }
            return Self.page(LoginPage(next: next, message: Problem.signInFailed.detail).document, .unauthorized)
        }
        var response = Self.redirect(to: next.text)
        response.headers[.setCookie] = SessionCookie.setting(control.signIn(with: token))
        return response
    }

    /// What somebody typed; people copy line breaks along.
    static func secret(in fields: FormFields) -> AccessSecret {
        AccessSecret((fields["token"] ?? "").filter { !$0.isWhitespace })
    }

    private func token(_ secret: AccessSecret, _ context: MissionContext) throws -> AccessToken? {
        do { return try control.token(secret) } catch {
            context.logger.error("the tokens cannot be read", metadata: ["error": "\(error)"])
            throw Problem.tokensUnreadable
        }
    }

    private static func page(_ markup: Markup, _ status: HTTPResponse.Status = .ok) -> Response {
        var headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"]
        if status == .unauthorized { headers[.wwwAuthenticate] = Problem.tokenNeeded.headers[.wwwAuthenticate] }
        return Response(
            status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: markup.text)))
    }

    /// Sends a browser somewhere else, to be read there.
    static func redirect(to path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
    }

    /// Where to sign in, to be sent on to what was asked for.
    static func address(for request: Request) -> String {
        guard let next = request.head.path.flatMap(LocalPath.init), next != .root else { return path }
        return "\(path)?next=\(next.encoded)"
    }
}

extension Problem {
    fileprivate static let signInFailed = Problem(
        status: .unauthorized, code: "sign_in_failed", title: "Sign-in failed",
        detail: "This token does not open anything here. `mctl token list` shows which hold.",
        headers: Problem.tokenNeeded.headers)
}
