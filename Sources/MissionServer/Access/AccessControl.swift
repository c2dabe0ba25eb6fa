// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// Which tokens hold, and who has signed in with one.
///
/// Each request is judged by the tokens as they are kept at that moment, also when it comes by a session: a token that was
/// revoked or has expired opens nothing from then on.
final class AccessControl: Sendable {
    private let tokens: @Sendable () throws -> AccessTokenList
    private let clock: any WallClock
    private let sessions = SessionTable()

    /// - Parameter tokens: The tokens as they are kept now.
    init(clock: any WallClock, tokens: @escaping @Sendable () throws -> AccessTokenList) {
        self.tokens = tokens
        self.clock = clock
    }

    /// The token that a text is, when it holds now.
    ///
    /// - Throws: When the tokens cannot be read.
    func token(_ secret: AccessSecret) throws -> AccessToken? {
        valid(try tokens().token(secret))
    }

    /// What a request may do.
    ///
    /// - Throws: When it came with something and the tokens cannot be read.
    func grant(_ request: Request) throws -> Grant {
        // Who sends the header means it: a session beside it does not count.
        let fields = request.headers[values: .authorization]
        if let field = fields.first {
            guard fields.count == 1, let secret = Self.bearer(field), let token = try token(secret) else {
                return .nothing
            }
            return .token(token, session: nil)
        }
        for session in SessionCookie.values(of: request) {
            if let token = try token(session: session) { return .token(token, session: session) }
        }
        return .nothing
    }

    /// Whether what was granted before still holds: for answers that take long.
    func stillHolds(_ grant: Grant) -> Bool {
        switch grant {
        case .everything: return true
        case .nothing: return false
        case .token(let token, let session):
            if let session { return (try? self.token(session: session)) != nil }
            return (try? valid(tokens().token(digest: token.digest))) != nil
        }
    }

    /// Begins a session.
    func signIn(with token: AccessToken) -> AccessSecret {
        sessions.begin(with: token, at: clock.now)
    }

    /// Ends a session.
    func signOut(_ session: AccessSecret) {
        sessions.end(session)
    }

    private func token(session: AccessSecret) throws -> AccessToken? {
        guard let digest = sessions.token(of: session, at: clock.now) else { return nil }
        return valid(try tokens().token(digest: digest))
    }

    private func valid(_ token: AccessToken?) -> AccessToken? {
        token.flatMap { $0.isValid(at: clock.now) ? $0 : nil }
    }

    private static func bearer(_ field: String) -> AccessSecret? {
        let parts = field.split(separator: " ")
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return AccessSecret(String(parts[1]))
    }
}
