// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Crypto

/// Computes the identity of a call from what it was.
package struct ContentHash {
    /// Gathered first: each piece that a hasher is given costs more than its bytes.
    private var bytes: [UInt8] = []

    /// Begins with the name of the format: equal ids of two producers are different calls.
    package init(_ format: String) {
        bytes.reserveCapacity(160)
        add(format)
    }

    package mutating func add(_ text: String) {
        bytes += text.utf8
        // No text contains this byte, so that neighbours cannot be shifted into each other.
        bytes.append(0xff)
    }

    package mutating func add(_ number: Int64) {
        withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    }

    package mutating func add(_ more: [UInt8]) {
        add(Int64(more.count))
        bytes += more
    }

    package var id: EventID {
        var hasher = SHA256()
        bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        return EventID(hasher.finalize())
    }
}
