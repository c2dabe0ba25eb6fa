// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Crypto

/// Makes the identity of a call from what it was.
package struct ContentHash {
    private var hasher = SHA256()

    /// Begins with the name of the format: equal ids of two producers are different calls.
    package init(_ format: String) {
        add(format)
    }

    package mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        // No text contains this byte, so that neighbours cannot be shifted into each other.
        withUnsafeBytes(of: UInt8(0xff)) { hasher.update(bufferPointer: $0) }
    }

    package mutating func add(_ number: Int64) {
        withUnsafeBytes(of: number.littleEndian) { hasher.update(bufferPointer: $0) }
    }

    package mutating func add(_ bytes: [UInt8]) {
        add(Int64(bytes.count))
        bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    }

    package var id: EventID {
        EventID(hasher.finalize())
    }
}
