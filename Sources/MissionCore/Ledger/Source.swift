// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// A place where agents leave usage behind.
package protocol Source: Sendable {
    /// Its identity.
    var id: SourceID { get }

    /// Reads everything that is there and not yet in the ledger, then returns.
    ///
    /// The source calls `deliver`, which returns when the batch is committed; back-pressure, order and cancellation come
    /// from that. Reading again what was delivered before is harmless.
    ///
    /// - Parameter checkpoints: How far it had got, by item.
    /// - Returns: what it looked at.
    func run(
        from checkpoints: [String: Checkpoint], deliver: @escaping @Sendable (SourceBatch) async throws -> Void
    ) async throws -> SourceSummary

    /// Bytes that a pass would read, for a progress bar.
    func pendingBytes(from checkpoints: [String: Checkpoint]) -> Int64

    /// Prices that the producer's own configuration gives; they count where the price book has none.
    func customPrices() -> CustomPrices
}

extension Source {
    /// None.
    package func customPrices() -> CustomPrices { CustomPrices() }
}

/// What a source found on a pass.
package struct SourceSummary: Hashable, Sendable {
    /// Files (or other items) that it looked at.
    package var items = 0
    /// Those among them that had something new.
    package var changedItems = 0
    /// Stores of calls that tell their version, for people: `agents/main/agent/openclaw-agent.sqlite, schema 24`.
    package var stores: [String] = []
    /// Bytes read.
    package var bytes: Int64 = 0
    /// Places that exist and could not be read: path and reason.
    package var problems: [SourceProblem] = []

    package init() {}
}
