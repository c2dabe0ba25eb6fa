// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// What a request may do, by what it came with.
enum Grant: Sendable {
    /// Only this computer can reach the server, and needs no token.
    case everything
    /// What a token allows, that came itself or, when somebody has signed in with it, by a session.
    case token(AccessToken, session: AccessSecret?)
    /// No token came, or none that holds.
    case nothing

    /// The name of the token with which somebody has signed in; nil where nobody has.
    var signedIn: String? {
        guard case .token(let token, session: .some) = self else { return nil }
        return token.name
    }

    /// Lets only through what the grant allows.
    ///
    /// - Parameter scope: What is needed; nil for what everybody may see.
    /// - Throws: A ``Problem``: 401 without a token, 403 with one that allows less.
    func check(_ scope: AccessScope?) throws {
        guard let scope else { return }
        switch self {
        case .everything: return
        case .token(let token, _): guard token.allows(scope) else { throw Problem.scopeTooSmall(scope) }
        case .nothing: throw Problem.tokenNeeded
        }
    }
}

extension Problem {
    /// One text for a token that is missing, unknown, expired or revoked: which of these it is, is nobody's business.
    static let tokenNeeded = Problem(
        status: .unauthorized, code: "token_needed", title: "Token needed",
        detail: "This server answers who sends a token that holds: `Authorization: Bearer mct_…`.",
        headers: [.wwwAuthenticate: #"Bearer realm="Mission Control""#])

    static func scopeTooSmall(_ scope: AccessScope) -> Problem {
        Problem(
            status: .forbidden, code: "scope_too_small", title: "Scope too small",
            detail: "This needs a token of scope \(scope == .write ? "write" : "\(scope.rawValue) or write").",
            members: [JSONMember(key: "scope", value: .string(scope.rawValue))],
            headers: [
                .wwwAuthenticate:
                    #"Bearer realm="Mission Control", error="insufficient_scope", scope="\#(scope.rawValue)""#
            ])
    }

    /// The file of tokens cannot be read: nobody gets in, and only the log says why.
    static let tokensUnreadable = Problem(
        status: .serviceUnavailable, code: "tokens_unreadable", title: "Tokens unreadable",
        detail: "Which tokens hold cannot be told now. The log of `mctl serve` says why.")
}
