// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Foundation
internal import MissionCore

/// Makes the identity of a call from what it was.
struct ContentHash {
    private var hasher = SHA256()

    /// Begins with the name of the format: equal ids of two producers are different calls.
    init(_ format: String) {
        add(format)
    }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { hasher.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        // No text contains this byte, so that neighbours cannot be shifted into each other.
        withUnsafeBytes(of: UInt8(0xff)) { hasher.update(bufferPointer: $0) }
    }

    mutating func add(_ number: Int64) {
        withUnsafeBytes(of: number.littleEndian) { hasher.update(bufferPointer: $0) }
    }

    var id: EventID {
        EventID(hasher.finalize())
    }
}
