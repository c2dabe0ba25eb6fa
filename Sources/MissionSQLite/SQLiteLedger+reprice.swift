// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
package import MissionCore

extension SQLiteLedger {
    /// Stamps the calls without a price again, a transaction for each batch, or throws ``LedgerError``.
    package func reprice(
        to revision: String, isDryRun: Bool, stamp: @escaping @Sendable ([UsageEvent]) -> [UsageEvent]
    ) async throws -> Repricing {
        var progress = UnpricedCalls.Progress(repricing: Repricing(at: clock.now, revision: revision))
        while !progress.isDone {
            try Task.checkCancellation()
            let before = progress
            if isDryRun {
                progress = try await read { db in
                    var memory = WriterMemory()
                    return try UnpricedCalls(db).advance(before, isDryRun: true, &memory, stamp: stamp)
                }
            } else {
                progress = try await write { db, memory in
                    try UnpricedCalls(db).advance(before, isDryRun: false, &memory, stamp: stamp)
                }
            }
        }
        return progress.repricing
    }

    /// Stamps selected calls again in one transaction, or throws ``LedgerError``.
    package func reprice(_ request: RepricingRequest) async throws -> Repricing {
        let now = clock.now
        guard !request.isDryRun else {
            return try await read { db in
                var memory = WriterMemory()
                return try SelectedCalls(db, request).tried(at: now, &memory)
            }
        }
        return try await write { db, memory in try SelectedCalls(db, request).done(at: now, &memory) }
    }

    /// Gives calls back the stamps that they had before a repricing, in one transaction.
    ///
    /// - Throws: ``RepricingError``, ``LedgerError``.
    package func undoRepricing(_ id: Int64?, actor: String, isDryRun: Bool) async throws -> Repricing {
        let now = clock.now
        guard !isDryRun else {
            return try await read { db in
                var memory = WriterMemory()
                return try RepricingUndo(db, id).run(at: now, actor: actor, isDryRun: true, &memory)
            }
        }
        return try await write { db, memory in
            try RepricingUndo(db, id).run(at: now, actor: actor, isDryRun: false, &memory)
        }
    }

    /// When calls were stamped again, newest first.
    package func repricings(limit: Int) async throws -> [Repricing] {
        try await read { db in try RepricingRows(db).newest(limit) }
    }
}
