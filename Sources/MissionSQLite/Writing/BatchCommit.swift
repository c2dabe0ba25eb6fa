// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

/// Writes one batch within a transaction that somebody else began and will end.
struct BatchCommit {
    let db: Database
    let interner: Interner
    let now: Timestamp
    private(set) var result = AppendResult()
    /// Whether any answer of the ledger changes with it.
    private var isChanged = false
    /// Conversations that turned out to have begun at another time.
    private var restarted: [Int64] = []
    /// Conversations of which something was learnt by which usage is grouped.
    private var regrouped: [Int64] = []

    init(_ db: Database, now: Timestamp) {
        self.db = db
        self.now = now
        interner = Interner(db: db)
    }

    mutating func append(_ batch: SourceBatch, _ memory: inout WriterMemory) throws {
        for facts in batch.foldedSessions { try merge(facts, &memory) }
        if !regrouped.isEmpty {
            var places = try SeriesPlaces(db)
            try places.moveSeries(ofSessions: regrouped)
        }
        if try RenamingsCommit(db: db).rename(batch.renamings) { isChanged = true }
        try appendEvents(batch.events, batch.links, &memory)
        result.requests = try RequestsCommit(db: db).append(batch.apiCalls)
        if result.requests > 0 { isChanged = true }
        for job in batch.foldedCronJobs where try merge(job) { isChanged = true }
        for run in batch.foldedCronRuns where try keep(run) { isChanged = true }
        if try keep(batch.quotas) { isChanged = true }
        let source = try interner.source(batch.source)
        for rejection in batch.rejections {
            let place = rejection.source == batch.source ? source : try interner.source(rejection.source)
            try reject(rejection, source: place)
        }
        for checkpoint in batch.foldedCheckpoints {
            let place = checkpoint.source == batch.source ? source : try interner.source(checkpoint.source)
            try save(checkpoint, source: place)
        }
        if isChanged { try finish(source: source, batch.events) }
    }

    private mutating func appendEvents(
        _ events: [UsageEvent], _ links: [BackendLink], _ memory: inout WriterMemory
    ) throws {
        if events.isEmpty, links.isEmpty, restarted.isEmpty { return }
        var commit = try EventsCommit(db, interner)
        if try commit.learn(links, restarted: restarted, &memory) { isChanged = true }
        try commit.append(events, &memory)
        result += commit.result
        let growth = commit.result.inserted + commit.result.uncovered - commit.result.covered
        if growth != 0 {
            try db.execute(sql: "UPDATE meta SET value = value + ? WHERE key = 'events'", arguments: [growth])
        }
        if commit.isChanged { isChanged = true }
    }

    private mutating func merge(_ facts: SessionFacts, _ memory: inout WriterMemory) throws {
        let id = try interner.session(facts.session, &memory)
        let select = "SELECT \(SessionFacts.selection) FROM sessions WHERE sessions.id = ?"
        guard let row = try Row.fetchOne(db.cachedStatement(sql: select), arguments: [id]) else { return }
        let known = SessionFacts(row, at: 0)
        let merged = known.merging(facts)
        if merged == known { return }
        try db.cachedStatement(sql: SessionFacts.update).execute(
            arguments: StatementArguments(merged.values + [id.databaseValue]))
        isChanged = true
        if merged.startedAt != known.startedAt { restarted.append(id) }
        if !merged.isGrouped(like: known) { regrouped.append(id) }
    }

    private mutating func reject(_ rejection: Rejection, source: Int64) throws {
        let insert = """
            INSERT INTO rejections (source_id, item, position, length, reason) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """
        try db.cachedStatement(sql: insert).execute(
            arguments: [source, rejection.item, rejection.position, rejection.length, rejection.reason.rawValue])
        guard db.changesCount > 0 else { return }
        result.rejected += 1
        isChanged = true
    }

    private mutating func save(_ checkpoint: Checkpoint, source: Int64) throws {
        let upsert = """
            INSERT INTO checkpoints (source_id, item, position, updated_at_ms) VALUES (?, ?, ?, ?)
            ON CONFLICT (source_id, item) DO UPDATE
            SET position = excluded.position, updated_at_ms = excluded.updated_at_ms
            WHERE position IS NOT excluded.position
            """
        try db.cachedStatement(sql: upsert).execute(
            arguments: [source, checkpoint.item, checkpoint.position, now.milliseconds])
        if db.changesCount > 0 { isChanged = true }
    }

    private func finish(source: Int64, _ events: [UsageEvent]) throws {
        try db.execute(sql: "UPDATE meta SET value = value + 1 WHERE key = 'generation'")
        let newest = events.lazy.map(\.at).max()?.milliseconds
        let update = """
            UPDATE sources SET last_commit_ms = ?, events = events + ?, repeats = repeats + ?,
                newest_event_ms = MAX(COALESCE(newest_event_ms, ?), COALESCE(?, newest_event_ms))
            WHERE id = ?
            """
        try db.cachedStatement(sql: update).execute(
            arguments: [
                now.milliseconds, result.inserted - result.insertedSynthetic, result.updated + result.unchanged, newest,
                newest, source,
            ])
    }
}
