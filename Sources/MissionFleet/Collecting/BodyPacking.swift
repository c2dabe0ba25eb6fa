// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Makes bodies of batches: small enough for a server to take in, packed.
package struct BodyPacking: Sendable {
    /// Why a batch cannot be sent.
    package enum Failure: Error, Hashable, Sendable {
        /// A single value has more bytes than a server takes in.
        case tooLarge(bytes: Int)
        /// There is no memory to pack it.
        case notPacked
    }

    /// What a server takes in, unpacked, with room to spare.
    static let mostBytes = 6 << 20

    /// Values of a kind in one body.
    let length: Int
    let pack: @Sendable ([UInt8]) -> [UInt8]?

    /// The bodies of a batch, in their order.
    ///
    /// - Throws: ``Failure``.
    func bodies(_ collected: CollectedBatch) throws(Failure) -> [QueuedBody] {
        try bodies(collected, length)
    }

    private func bodies(_ collected: CollectedBatch, _ length: Int) throws(Failure) -> [QueuedBody] {
        var bodies: [QueuedBody] = []
        for piece in collected.pieces(of: length) {
            let bytes = piece.wireBytes
            if bytes.count <= Self.mostBytes {
                guard let content = pack(bytes) else { throw .notPacked }
                let digest = CollectedBatch.digest(of: bytes)
                bodies.append(QueuedBody(digest: digest, content: content, calls: piece.batch.events.count))
            } else {
                guard length > 1 else { throw .tooLarge(bytes: bytes.count) }
                bodies += try self.bodies(piece, length / 2)
            }
        }
        return bodies
    }
}
