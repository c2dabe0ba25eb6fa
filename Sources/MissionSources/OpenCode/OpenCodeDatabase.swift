// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Reads one of OpenCode's databases as a guest: short questions, nothing locked, nothing left behind.
struct OpenCodeDatabase: Sendable {
    /// Messages asked for at once.
    private static let page: Int64 = 5000

    let source: SourceID
    let path: String
    /// The item that its checkpoint is kept under.
    let item: String

    func pendingBytes(from checkpoint: Checkpoint?) -> Int64 {
        guard let look = DatabaseFingerprint(path: path) else { return 0 }
        let known = checkpoint?.position(as: OpenCodePosition.self)
        return known?.fingerprint == look.text ? 0 : look.size
    }

    func run(
        from checkpoint: Checkpoint?, into summary: inout SourceSummary,
        deliver: @Sendable (SourceBatch) async throws -> Void
    ) async throws {
        guard let look = DatabaseFingerprint(path: path) else { return }
        summary.items += 1
        let known = checkpoint?.position(as: OpenCodePosition.self)
        if known?.fingerprint == look.text { return }
        do {
            try await read(look, known, into: &summary, deliver)
        } catch let failure as ForeignDatabase.Failure {
            summary.problems.append(SourceProblem(path: path, reason: failure.reason))
        }
    }

    private func read(
        _ look: DatabaseFingerprint, _ known: OpenCodePosition?, into summary: inout SourceSummary,
        _ deliver: @Sendable (SourceBatch) async throws -> Void
    ) async throws {
        let database = try ForeignDatabase(path: path)
        let tables = try OpenCodeTable.all(in: database)
        var position = known ?? OpenCodePosition()
        var last = SourceBatch(source: source)
        if tables.isEmpty {
            guard let totals = try totals(database) else {
                let reason = "its tables are of no known kind"
                summary.problems.append(SourceProblem(path: path, kind: .unknownSchema, reason: reason))
                return
            }
            last = totals
        }
        for table in tables {
            // Rows may have come in the very millisecond up to which the last pass read.
            var (time, id) = (position[table.version].subtractingSaturating(1), "")
            while true {
                let rows = try table.page(database, after: time, id, limit: Self.page)
                take(rows, try distinctions(rows, table, database), into: &last)
                if let end = rows.last { (time, id) = (end.updated, end.id) }
                if rows.count < Self.page { break }
                try await deliver(last)
                last = SourceBatch(source: source)
            }
            position[table.version] = max(position[table.version], time)
        }
        summary.changedItems += 1
        summary.bytes += look.size
        // What is still being written may change within the same tick of the clock: then the state is not noted.
        position.fingerprint = look.isSettled ? look.text : "-"
        if position == known && last.events.isEmpty && last.rejections.isEmpty { return }
        last.bytes = look.size
        last.checkpoints = [Checkpoint(source: source, item: item, position: position)]
        try await deliver(last)
    }

    private func distinctions(
        _ rows: [OpenCodeTable.Row], _ table: OpenCodeTable, _ database: ForeignDatabase
    ) throws(ForeignDatabase.Failure) -> OpenCodeDistinctions {
        try OpenCodeDistinctions(of: rows.compactMap(\.message).filter(\.isCall), in: table, database)
    }

    private func take(
        _ rows: [OpenCodeTable.Row], _ distinctions: OpenCodeDistinctions, into batch: inout SourceBatch
    ) {
        for (index, row) in rows.enumerated() {
            do throws(RejectionReason) {
                if row.isBroken { throw .notJSON }
                guard var message = row.message, message.isCall else { continue }
                message.distinction = distinctions[message]
                batch.events.append(try message.event())
                batch.sessions.append(message.facts)
            } catch {
                batch.rejections.append(
                    Rejection(
                        source: source, item: item, position: Int64(index) + 1, length: row.length, reason: error))
            }
        }
    }

    /// The first program kept only totals, so a conversation counts as one call that grows; nil when it is not its database.
    private func totals(_ database: ForeignDatabase) throws(ForeignDatabase.Failure) -> SourceBatch? {
        let wanted: Set = ["id", "prompt_tokens", "completion_tokens", "cost", "updated_at"]
        guard try database.columns(of: "sessions").isSuperset(of: wanted) else { return nil }
        var batch = SourceBatch(source: source)
        var row: Int64 = 0
        try database.ask(
            """
            SELECT id, prompt_tokens, completion_tokens, CAST(cost AS TEXT), updated_at, created_at, parent_session_id,
                (SELECT model FROM messages WHERE session_id = sessions.id AND model <> ''
                 ORDER BY created_at DESC LIMIT 1)
            FROM sessions WHERE prompt_tokens + completion_tokens > 0 OR cost > 0
            """
        ) { record in
            row += 1
            do throws(RejectionReason) {
                let totals = try OpenCodeTotals(record)
                batch.events.append(totals.event)
                batch.sessions.append(totals.facts)
            } catch {
                batch.rejections.append(
                    Rejection(source: source, item: item, position: row, length: 0, reason: error))
            }
            return true
        }
        return batch
    }
}
