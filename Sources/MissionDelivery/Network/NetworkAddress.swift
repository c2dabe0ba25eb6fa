// Mission Control
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// An IP address.
struct NetworkAddress: Hashable, Sendable {
    /// 4 or 16 bytes, as they are sent.
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Reads `192.0.2.1` or `2001:db8::1`; nil for anything else, also for `127.1` and `0x7f000001`.
    init?(_ text: String) {
        var (four, six) = (in_addr(), in6_addr())
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { [UInt8]($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            bytes = withUnsafeBytes(of: &six) { [UInt8]($0) }
        } else {
            return nil
        }
    }

    /// As ``init(_:)`` reads it.
    var text: String {
        if bytes.count == 4 { return bytes.map { "\($0)" }.joined(separator: ".") }
        return stride(from: 0, to: bytes.count - 1, by: 2).map { place in
            String(UInt16(bytes[place]) << 8 | UInt16(bytes[place + 1]), radix: 16)
        }.joined(separator: ":")
    }

    /// Whether the address is one of the public Internet: not this computer's, nor one of a private network, nor one by which
    /// either can be reached in another spelling.
    var isPublic: Bool { !Self.special.contains { $0.contains(self) } }

    private struct Block {
        let bytes: [UInt8]
        let bits: Int

        func contains(_ address: NetworkAddress) -> Bool {
            guard address.bytes.count == bytes.count else { return false }
            let whole = bits / 8
            guard address.bytes.prefix(whole) == bytes.prefix(whole) else { return false }
            if bits % 8 == 0 { return true }
            let mask = UInt8(truncatingIfNeeded: 0xff00 >> (bits % 8))
            return address.bytes[whole] & mask == bytes[whole] & mask
        }
    }

    /// The IANA's special-purpose addresses.
    private static let special: [Block] = [
        ("0.0.0.0", 8), ("10.0.0.0", 8), ("100.64.0.0", 10), ("127.0.0.0", 8), ("169.254.0.0", 16), ("172.16.0.0", 12),
        ("192.0.0.0", 24), ("192.0.2.0", 24), ("192.88.99.0", 24), ("192.168.0.0", 16), ("198.18.0.0", 15),
        ("198.51.100.0", 24), ("203.0.113.0", 24), ("224.0.0.0", 4), ("240.0.0.0", 4),
        // This computer, and IPv4 addresses in the clothes of IPv6: compatible, mapped, translated, 6to4, Teredo.
        ("::", 96), ("::ffff:0:0", 96), ("64:ff9b::", 96), ("64:ff9b:1::", 48), ("2002::", 16), ("2001::", 32),
        ("100::", 64), ("2001:db8::", 32), ("fc00::", 7), ("fe80::", 10), ("fec0::", 10), ("ff00::", 8),
    ].compactMap { text, bits in NetworkAddress(text).map { Block(bytes: $0.bytes, bits: bits) } }
}
