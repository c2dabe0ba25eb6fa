// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore
internal import Synchronization

/// The sessions of browsers, in memory only: they end with the program.
final class SessionTable: Sendable {
    private struct Session {
        /// The token's digest, by which it is looked for at every request.
        var token: [UInt8]
        var beganAt: Timestamp
    }

    /// So many at once; a further one ends the oldest.
    static let most = 1000
    /// So long a session lasts: 30 days.
    static let longest: Int64 = 30 * 86_400_000

    /// By the digest of what the browser has, so that neither memory nor the time of a search tells it.
    private let sessions = Mutex<[[UInt8]: Session]>([:])

    /// Begins a session and gives what the browser keeps.
    func begin(with token: AccessToken, at now: Timestamp) -> AccessSecret {
        let secret = AccessSecret.random(prefix: "")
        sessions.withLock { sessions in
            sessions = sessions.filter { Self.lasts($0.value, at: now) }
            if sessions.count >= Self.most, let oldest = sessions.min(by: { $0.value.beganAt < $1.value.beganAt }) {
                sessions[oldest.key] = nil
            }
            sessions[secret.digest] = Session(token: token.digest, beganAt: now)
        }
        return secret
    }

    /// The digest of the token that a session was begun with; nil for one that is over or never was.
    func token(of secret: AccessSecret, at now: Timestamp) -> [UInt8]? {
        let digest = secret.digest
        return sessions.withLock { $0[digest] }.flatMap { Self.lasts($0, at: now) ? $0.token : nil }
    }

    /// Ends a session.
    func end(_ secret: AccessSecret) {
        let digest = secret.digest
        sessions.withLock { $0[digest] = nil }
    }

    private static func lasts(_ session: Session, at now: Timestamp) -> Bool {
        now < session.beganAt.advanced(byMilliseconds: longest)
    }
}

/// The cookie that a session is.
enum SessionCookie {
    private static let name = "mission_session"

    /// What a request has under the cookie's name. Another server under the same host may have set one too, so there may be
    /// several; more than a few are nobody's honest doing.
    static func values(of request: Request) -> [AccessSecret] {
        let pairs = request.headers[values: .cookie].flatMap { $0.split(separator: ";") }
        let values = pairs.compactMap { pair -> AccessSecret? in
            let pair = pair.drop { $0 == " " }
            return pair.hasPrefix("\(name)=") ? AccessSecret(String(pair.dropFirst(name.count + 1))) : nil
        }
        return Array(values.prefix(4))
    }

    /// The field that sets it. Scripts cannot read it, and no foreign page's request carries it. It lasts until the browser
    /// ends, and never longer than ``SessionTable/longest``.
    static func setting(_ session: AccessSecret) -> String {
        "\(name)=\(session.text); Path=/; HttpOnly; SameSite=Strict"
    }

    /// The field that removes it.
    static let removing = "\(name)=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"
}
