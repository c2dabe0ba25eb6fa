// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Foundation

/// What a machine of a fleet hands over at once: what it read, and what the producer says that models of its own cost.
package struct CollectedBatch: Sendable {
    /// What was read; costs are not decided yet.
    package var batch: SourceBatch
    /// The prices of the producer's own configuration.
    package var prices: CustomPrices

    package init(batch: SourceBatch, prices: CustomPrices = CustomPrices()) {
        self.batch = batch
        self.prices = prices
    }

    /// The digest of a body: the key under which it is sent, again where an answer was lost.
    package static func digest(of body: [UInt8]) -> EventID { EventID(SHA256.hash(data: Data(body))) }
}

extension CollectedBatch: WireValue {
    /// Reads a batch and the member `prices` beside its own.
    package init(wire json: JSONValue) throws(WireError) {
        self.init(
            batch: try SourceBatch(wire: json), prices: try WireFields(json).optional("prices") ?? CustomPrices())
    }

    package var wire: JSONValue {
        prices.isEmpty ? batch.wire : batch.wire.appending(["prices": prices.wire])
    }

    /// Reads what ``wireBytes`` writes.
    ///
    /// - Throws: ``WireError``, also where the bytes are no JSON.
    package init(wireBytes bytes: [UInt8]) throws(WireError) {
        guard let json = JSONValue(parsing: Data(bytes)) else { throw .malformed(path: "", expected: "JSON") }
        try self.init(wire: json)
    }

    /// As it travels: compact JSON.
    package var wireBytes: [UInt8] { Array(wire.text().utf8) }
}
