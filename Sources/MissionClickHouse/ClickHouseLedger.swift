// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// A ledger on a ClickHouse server or cluster: calls on the shards, everything else on every server.
///
/// Any number of nodes read; one at a time writes, see ``WriterLease``. Every commit is in a log before it counts, and the
/// tables are filled from it, see ``CommitLog``.
package final class ClickHouseLedger: LedgerReader, LedgerWriter, AlertWriter {
    /// What a ledger is opened for.
    package enum Mode: Hashable, Sendable {
        /// Creating, upgrading, appending and reading.
        case readWrite
        /// Reading, also while another node writes.
        case readOnly
    }

    /// Where it is.
    package let address: ClickHouseAddress
    /// What it was opened for.
    package let mode: Mode
    let clock: any WallClock
    let reader: ClickHouseReader
    let writer: ClickHouseWriter

    var servers: ClickHouseServers { reader.servers }

    private init(_ servers: ClickHouseServers, _ mode: Mode, _ clock: any WallClock) {
        address = servers.client.address
        self.mode = mode
        self.clock = clock
        let schema = ClickHouseSchema(database: address.database, cluster: address.cluster)
        reader = ClickHouseReader(servers: servers, schema: schema)
        writer = ClickHouseWriter(servers, clock: clock)
    }

    /// Opens the ledger; a writer creates and upgrades what does not exist.
    ///
    /// - Throws: ``MissionCore/LedgerError``.
    package static func open(
        _ address: ClickHouseAddress, mode: Mode, clock: any WallClock = SystemClock()
    ) async throws -> ClickHouseLedger {
        let client = try ClickHouseClient(address)
        do {
            let servers = try await ClickHouseServers(client)
            let ledger = ClickHouseLedger(servers, mode, clock)
            let schema = SchemaChanges(servers: servers, schema: ledger.reader.schema)
            switch mode {
            case .readWrite: try await schema.upgrade(now: clock.now)
            case .readOnly: try await schema.check()
            }
            return ledger
        } catch {
            await client.close()
            throw error
        }
    }

    /// Takes the lease, waiting for a holder that may be gone, so that it is known at once whether this node can write.
    ///
    /// - Throws: ``MissionCore/LedgerError/locked(path:pid:since:)`` while another node writes.
    package func takeLease() async throws { try await writer.take() }

    /// Whether this node holds the lease, as far as it knows.
    package var isWriting: Bool { get async { await writer.isHolder } }

    /// Gives the lease up and closes the connections.
    package func close() async {
        await writer.release()
        await servers.client.close()
    }

    /// Removes the ledger with everything in it.
    ///
    /// - Throws: ``MissionCore/LedgerError``.
    package func removeEverything() async throws {
        await writer.release()
        let cluster = address.cluster.map { " ON CLUSTER \($0)" } ?? ""
        do {
            guard let server = servers.all.first else { return }
            try await servers.run(
                "DROP DATABASE IF EXISTS \(sql: address.database)\(sql: cluster)", at: server, database: "default")
        } catch let error as ClickHouseFailure { throw error.ledgerError(address.text) }
    }

    /// Runs a question; what servers say becomes what ledgers say.
    func asking<Value: Sendable>(_ body: @Sendable (ClickHouseReader) async throws -> Value) async throws -> Value {
        do { return try await body(reader) } catch let error as ClickHouseFailure {
            throw error.ledgerError(address.text)
        }
    }

    /// Commits what a body prepares.
    func committing<Value: Sendable>(
        _ prepare: @escaping @Sendable (Neighbourhood) async throws -> ClickHouseWriter.Prepared<Value>
    ) async throws -> Value {
        guard mode == .readWrite else { throw LedgerError.readOnly(path: address.text) }
        return try await writer.commit(prepare)
    }
}
