// Mission Control
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// An address that a server listens on.
package struct ListenAddress: Hashable, Sendable {
    /// As the system writes it: `127.0.0.1`, `::1`, `0.0.0.0`.
    package let text: String
    /// Whether only this computer can reach it.
    package let isLoopback: Bool
    /// Whether it stands for every address of this computer.
    package let isEvery: Bool
    private let isIPv6: Bool

    /// What is listened on where nothing else is said.
    package static let usual = ListenAddress(bytes: [127, 0, 0, 1])

    /// The address that a person wrote, or `localhost`; nil for other names, which can lead anywhere.
    package init?(_ text: String) {
        var text = text.lowercased()
        if text == "localhost" { text = "127.0.0.1" }
        if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
        guard let bytes = Self.bytes(text, AF_INET, count: 4) ?? Self.bytes(text, AF_INET6, count: 16) else {
            return nil
        }
        self.init(bytes: bytes)
    }

    private init(bytes: [UInt8]) {
        isIPv6 = bytes.count == 16
        let isMapped = bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff])
        isLoopback =
            isIPv6 ? bytes == Array(repeating: 0, count: 15) + [1] || (isMapped && bytes[12] == 127) : bytes[0] == 127
        isEvery = bytes.allSatisfy { $0 == 0 }
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        inet_ntop(isIPv6 ? AF_INET6 : AF_INET, bytes, &buffer, socklen_t(INET6_ADDRSTRLEN))
        text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func bytes(_ text: String, _ family: Int32, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }

    /// As it stands in an address of the web: with brackets where it has colons.
    package var host: String { isIPv6 ? "[\(text)]" : text }
}
