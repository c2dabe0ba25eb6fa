// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import NIOCore
internal import NIOPosix

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Finds a host's addresses.
struct HostResolver: Sendable {
    /// All addresses of a host, best first; empty where it has none. It must give up at the deadline.
    let addresses: @Sendable (_ host: String, _ deadline: NIODeadline) async throws -> [NetworkAddress]

    /// Asks the system, on a thread of its own: its answer may take half a minute, which nobody waits for.
    static let system = HostResolver { host, deadline in
        let loop = NIOSingletons.posixEventLoopGroup.any()
        let answer = loop.makePromise(of: [NetworkAddress].self)
        let timer = loop.scheduleTask(deadline: deadline) {
            answer.fail(DeliveryFailure.postponed("the name of \(host) could not be looked up in time"))
        }
        NIOSingletons.posixBlockingThreadPool.submit { state in
            answer.succeed(state == .active ? lookUp(host) : [])
        }
        defer { timer.cancel() }
        return try await answer.futureResult.get()
    }

    private static func lookUp(_ host: String) -> [NetworkAddress] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_flags = AI_ADDRCONFIG
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
        defer { freeaddrinfo(first) }
        var (found, next) = ([NetworkAddress](), first)
        while let entry = next {
            if let address = address(of: entry.pointee), !found.contains(address) { found.append(address) }
            next = entry.pointee.ai_next
        }
        return found
    }

    private static func address(of entry: addrinfo) -> NetworkAddress? {
        guard let pointer = UnsafeRawPointer(entry.ai_addr) else { return nil }
        switch entry.ai_family {
        case AF_INET:
            var address = pointer.loadUnaligned(as: sockaddr_in.self).sin_addr
            return NetworkAddress(bytes: withUnsafeBytes(of: &address) { [UInt8]($0) })
        case AF_INET6:
            var address = pointer.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            return NetworkAddress(bytes: withUnsafeBytes(of: &address) { [UInt8]($0) })
        default: return nil
        }
    }
}
