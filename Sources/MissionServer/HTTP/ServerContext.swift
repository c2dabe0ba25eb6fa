// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Hummingbird

/// What is known about a request besides itself.
protocol ServerContext: RequestContext {
    /// The port it came in on.
    var port: Int { get }
    /// The address it came in on, as a `Host` names it; nil without a socket.
    var localHost: String? { get }
}

/// The context of this server's requests.
struct MissionContext: ServerContext {
    var coreContext: CoreRequestContextStorage
    let port: Int
    let localHost: String?
    /// Who sent it, as far as the connection tells.
    let remoteHost: String?
    /// What it may do; nothing before that was looked at.
    var grant = Grant.nothing
    /// Who decided that; nil where no token is needed.
    var access: AccessControl?
    /// The query of a route that is documented, checked by that.
    var query = QueryParameters()

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        // Without a socket, as in tests of the router alone, there is only the plain port.
        port = source.channel.localAddress?.port ?? 80
        localHost = source.channel.localAddress?.ipAddress.flatMap(Self.host)
        remoteHost = source.channel.remoteAddress?.ipAddress
    }

    /// What a path has in the place of one of its parameters; empty where that is not percent-encoded UTF-8.
    func argument(_ name: String) -> String {
        parameters.get(name)?.removingPercentEncoding ?? ""
    }

    /// Whether what was granted still holds: for answers that take long.
    var isStillAllowed: Bool { access?.stillHolds(grant) ?? true }

    /// An address without its network interface, and without the form in which a socket for both families shows the older one.
    private static func host(_ address: String) -> String? {
        let text = String(address.prefix { $0 != "%" })
        let mapped = "::ffff:"
        let isMapped = text.hasPrefix(mapped) && text.contains(".")
        return ListenAddress(isMapped ? String(text.dropFirst(mapped.count)) : text)?.host
    }
}
