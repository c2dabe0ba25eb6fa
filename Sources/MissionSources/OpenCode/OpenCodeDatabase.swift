// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import MissionCore

/// Reads OpenCode's database as a guest: short questions, nothing locked, nothing left behind.
struct OpenCodeDatabase: Sendable {
    /// Which of the two programs of this name wrote it.
    private enum Shape {
        /// A row for each message, its facts as JSON.
        case messages
        /// The first program, in Go: totals for each conversation.
        case totals
    }

    /// Messages asked for at once.
    private static let page: Int64 = 5000
    private static let version = "1"

    let source: SourceID
    let path: String

    private var item: String { OpenCodeSource.databaseName }

    /// What a checkpoint says: the files' state when they were at rest, and the newest change that was read.
    private struct Position {
        var fingerprint: String
        var updated: Int64

        init(fingerprint: String, updated: Int64) {
            self.fingerprint = fingerprint
            self.updated = updated
        }

        init?(_ checkpoint: Checkpoint?) {
            let parts = checkpoint?.position.split(separator: " ") ?? []
            guard parts.count == 3, parts[0] == OpenCodeDatabase.version, let updated = Int64(parts[2]) else {
                return nil
            }
            self.init(fingerprint: String(parts[1]), updated: updated)
        }

        var text: String { "\(OpenCodeDatabase.version) \(fingerprint) \(updated)" }
    }

    func pendingBytes(from checkpoint: Checkpoint?) -> Int64 {
        guard let look = DatabaseFingerprint(path: path) else { return 0 }
        return Position(checkpoint)?.fingerprint == look.text ? 0 : look.size
    }

    func run(
        from checkpoint: Checkpoint?, into summary: inout SourceSummary,
        deliver: @Sendable (SourceBatch) async throws -> Void
    ) async throws {
        guard let look = DatabaseFingerprint(path: path) else { return }
        summary.items += 1
        let known = Position(checkpoint)
        if known?.fingerprint == look.text { return }
        do {
            let database = try ForeignDatabase(path: path)
            guard let shape = try shape(of: database) else {
                let reason = "its tables are of no known kind"
                summary.problems.append(SourceProblem(path: path, kind: .unknownSchema, reason: reason))
                return
            }
            var updated = known?.updated ?? 0
            var batches: [SourceBatch] = []
            switch shape {
            case .totals: batches = [try totals(database)]
            case .messages: batches = try messages(database, &updated)
            }
            summary.changedItems += 1
            summary.bytes += look.size
            // What is still being written may change within the same tick of the clock: then the state is not noted.
            let position = Position(fingerprint: look.isSettled ? look.text : "-", updated: updated)
            for (index, var batch) in batches.enumerated() {
                let isLast = index == batches.count - 1
                if isLast {
                    batch.bytes = look.size
                    batch.checkpoints = [Checkpoint(source: source, item: item, position: position.text)]
                }
                if isLast && position.text == known?.text && batch.events.isEmpty { continue }
                try await deliver(batch)
            }
        } catch let failure as ForeignDatabase.Failure {
            summary.problems.append(SourceProblem(path: path, reason: failure.reason))
        }
    }

    private func shape(of database: ForeignDatabase) throws(ForeignDatabase.Failure) -> Shape? {
        if try database.columns(of: "message").isSuperset(of: ["id", "session_id", "time_updated", "data"]) {
            return .messages
        }
        let wanted: Set = ["id", "prompt_tokens", "completion_tokens", "cost", "updated_at"]
        return try database.columns(of: "sessions").isSuperset(of: wanted) ? .totals : nil
    }
}

extension OpenCodeDatabase {
    /// Everything changed since `updated`, which moves on.
    private func messages(
        _ database: ForeignDatabase, _ updated: inout Int64
    ) throws(ForeignDatabase.Failure) -> [SourceBatch] {
        // Rows may have come in the very millisecond up to which the last pass read.
        var (time, id) = (updated - 1, "")
        var batches: [SourceBatch] = []
        var rows: Int64 = 0
        repeat {
            rows = 0
            var batch = SourceBatch(source: source)
            try database.ask(
                """
                SELECT id, session_id, time_updated, data FROM message
                WHERE (time_updated, id) > (?1, ?2) ORDER BY time_updated, id LIMIT ?3
                """, [.integer(time), .text(id), .integer(Self.page)]
            ) { row in
                rows += 1
                (id, time) = (row.text(0) ?? "", row.integer(2))
                take(Data(row.bytes(3) ?? []), session: row.text(1), at: rows, into: &batch)
                return true
            }
            batches.append(batch)
        } while rows == Self.page
        updated = max(updated, time)
        return batches
    }

    private func take(_ data: Data, session: String?, at row: Int64, into batch: inout SourceBatch) {
        do throws(RejectionReason) {
            guard let entry = JSONValue(parsing: data) else { throw .notJSON }
            guard let message = OpenCodeMessage(entry, session: session, place: .database) else { return }
            batch.events.append(try message.event())
            batch.sessions.append(message.facts)
        } catch {
            batch.rejections.append(
                Rejection(source: source, item: item, position: row, length: Int64(data.count), reason: error))
        }
    }

    /// The first program kept only totals, so a conversation counts as one call that grows.
    private func totals(_ database: ForeignDatabase) throws(ForeignDatabase.Failure) -> SourceBatch {
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
