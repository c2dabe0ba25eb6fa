// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird

/// What is known about a request besides itself.
protocol ServerContext: RequestContext {
    /// The port it came in on.
    var port: Int { get }
}

/// The context of this server's requests.
struct MissionContext: ServerContext {
    var coreContext: CoreRequestContextStorage
    let port: Int

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        // Without a socket, as in tests of the router alone, there is only the plain port.
        port = source.channel.localAddress?.port ?? 80
    }
}
