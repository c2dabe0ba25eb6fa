// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Reads a database of calls as a guest: short questions, a few rows at a time, nothing left behind.
struct CallDatabaseReader {
    /// Rows asked for at once.
    private static let page: Int64 = 2000

    let source: SourceID
    let path: String
    private let item: String
    private let names = NameCache()

    init(source: SourceID, path: String) {
        self.source = source
        self.path = path
        item = path.split(separator: "/").last.map(String.init) ?? path
    }

    func run(
        from checkpoint: Checkpoint?, into summary: inout SourceSummary,
        deliver: @Sendable (SourceBatch) async throws -> Void
    ) async throws {
        guard let look = DatabaseFingerprint(path: path) else { return }
        let known = checkpoint?.position(as: CallPosition.self)
        if let known, known.fingerprint == look.text {
            if known.hasRows { summary.items += 1 }
            return
        }
        do {
            let database = try ForeignDatabase(path: path)
            let tables = try tables(database, &summary)
            guard !tables.isEmpty else { return }
            summary.changedItems = 1
            summary.bytes += look.size
            // Another file under the same name is read from its beginning.
            var position = CallPosition(fingerprint: "-", file: look.file)
            if let known, known.file == look.file { position.tables = known.tables }
            for table in tables { try await read(table, database, &position, deliver) }
            // A new one without rows is no store that should have told of calls.
            if position.hasRows { summary.items += 1 }
            // What is still being written may change within the same tick of the clock: then the state is not noted.
            if look.isSettled { position.fingerprint = look.text }
            if position == known { return }
            try await deliver(batch(at: position, bytes: look.size))
        } catch let failure as ForeignDatabase.Failure {
            summary.problems.append(SourceProblem(path: path, reason: failure.reason))
        }
    }

    private func tables(
        _ database: ForeignDatabase, _ summary: inout SourceSummary
    ) throws(ForeignDatabase.Failure) -> [CallTable] {
        var tables: [CallTable] = []
        for kind in CallTable.Kind.allCases {
            if let table = try CallTable(kind, in: database) { tables.append(table) }
        }
        let defects = tables.isEmpty ? ["it has neither llm_calls nor api_calls"] : tables.compactMap(\.defect)
        summary.problems += defects.map { SourceProblem(path: path, kind: .unknownSchema, reason: $0) }
        return tables.filter { $0.defect == nil }
    }

    /// Reads a table's new rows, and those again that were not over.
    private func read(
        _ table: CallTable, _ database: ForeignDatabase, _ position: inout CallPosition,
        _ deliver: @Sendable (SourceBatch) async throws -> Void
    ) async throws {
        var reached = position.tables[table.kind] ?? CallPosition.Reached()
        if reached.row > 0, try table.row(in: database, reached.row).map(marker) != reached.marker {
            // Rows were deleted or numbered anew: the numbers no longer tell what is new.
            reached = CallPosition.Reached()
        }
        let open = reached.open
        var finished = SourceBatch(source: source)
        for number in open {
            let row = try table.row(in: database, number)
            if let row, isOpen(row, table.kind) { continue }
            reached.note(number, isOpen: false)
            if let row { take(row, table.kind, into: &finished) }
        }
        position.tables[table.kind] = reached
        if !finished.isEmpty {
            finished.checkpoints = batch(at: position, bytes: 0).checkpoints
            try await deliver(finished)
        }
        while true {
            try Task.checkCancellation()
            let rows = try table.rows(in: database, after: reached.row, limit: Self.page)
            guard let last = rows.last else { return }
            var batch = SourceBatch(source: source)
            for row in rows {
                take(row, table.kind, into: &batch)
                reached.note(row.number, isOpen: isOpen(row, table.kind))
            }
            (reached.row, reached.marker) = (last.number, marker(last))
            position.tables[table.kind] = reached
            batch.checkpoints = self.batch(at: position, bytes: 0).checkpoints
            try await deliver(batch)
            if rows.count < Self.page { return }
        }
    }

    private func isOpen(_ row: CallTable.Row, _ kind: CallTable.Kind) -> Bool {
        kind == .calls ? row.record.isOpen : row.record.isOpenRequest
    }

    private func take(_ row: CallTable.Row, _ kind: CallTable.Kind, into batch: inout SourceBatch) {
        let call = ScriptCall(source: .callDatabase, harness: CallDatabaseSource.harness, place: item)
        do throws(RejectionReason) {
            switch kind {
            case .calls: batch.events.append(try call.event(row.record, names))
            case .requests: batch.apiCalls.append(try ScriptRequest.request(row.record))
            }
        } catch {
            batch.rejections.append(
                Rejection(
                    source: source, item: "\(item) \(kind.rawValue)", position: row.number, length: 0, reason: error))
        }
    }

    /// What a row was, whatever became of its call.
    private func marker(_ row: CallTable.Row) -> String {
        var hash = ScriptCall.outline(of: row.record, "marker")
        for field in [ScriptField.time, .service, .endpoint] { hash.add(row.record[field] ?? "") }
        return hash.id.description
    }

    private func batch(at position: CallPosition, bytes: Int64) -> SourceBatch {
        let checkpoint = Checkpoint(source: source, item: item, position: position)
        return SourceBatch(source: source, checkpoints: [checkpoint], bytes: bytes)
    }
}

extension SourceBatch {
    fileprivate var isEmpty: Bool {
        events.isEmpty && apiCalls.isEmpty && rejections.isEmpty
    }
}
