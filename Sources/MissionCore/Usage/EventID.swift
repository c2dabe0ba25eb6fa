// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import Crypto

/// The identity of a call: 128 bits of a SHA-256 over what the call was, never over where it was found.
///
/// The same call read from a transcript, its archive, a fork or a database has the same identity, so reading it again
/// changes nothing.
package struct EventID: Hashable, Sendable, Comparable {
    /// The first eight bytes, as a signed integer because that is what databases index.
    package let high: Int64
    /// The next eight bytes.
    package let low: Int64

    /// An identity from its two halves, as a ledger stored them.
    package init(high: Int64, low: Int64) {
        self.high = high
        self.low = low
    }

    /// An identity from a digest.
    package init(_ digest: SHA256.Digest) {
        let (high, low) = digest.withUnsafeBytes { bytes in
            (bytes.loadUnaligned(as: Int64.self), bytes.loadUnaligned(fromByteOffset: 8, as: Int64.self))
        }
        self.init(high: Int64(bigEndian: high), low: Int64(bigEndian: low))
    }

    /// Orders by the bits; the order means nothing but is the same everywhere.
    package static func < (left: EventID, right: EventID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension EventID: CustomStringConvertible {
    /// 32 hexadecimal digits.
    package var description: String {
        String(unsafeUninitializedCapacity: 32) { digits in
            for (start, half) in [(0, high), (16, low)] {
                for place in 0..<16 {
                    let digit = UInt8(truncatingIfNeeded: half >> Int64(60 - 4 * place)) & 0xf
                    digits[start + place] = digit < 10 ? 0x30 + digit : 0x57 + digit
                }
            }
            return 32
        }
    }
}
