// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
package import MissionCore

extension SQLiteLedger: AlertWriter {
    package func alertMemory(since: Timestamp) async throws -> AlertMemory {
        try await read { try AlertRows(db: $0).memory(since: since) }
    }

    package func alertHistory(before: Timestamp?, limit: Int) async throws -> [AlertRecord] {
        try await read { try AlertRows(db: $0).history(before: before, limit: limit) }
    }

    package func deliveries(_ state: Delivery.State?, limit: Int) async throws -> [Delivery] {
        try await read { try OutboxRows(db: $0).list(state, limit: limit) }
    }

    package func dueDeliveries(at now: Timestamp, limit: Int) async throws -> [Delivery] {
        try await read { try OutboxRows(db: $0).due(at: now, limit: limit) }
    }

    package func transact(_ hook: @escaping CommitHook) async throws {
        try await write { db, _ in try hook(SQLiteTransaction(db: db, appended: AppendResult())) }
    }

    package func settle(_ delivery: Delivery) async throws {
        try await write { db, _ in try OutboxRows(db: db).settle(delivery) }
    }
}
