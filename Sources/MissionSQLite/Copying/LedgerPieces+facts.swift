// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import GRDB
internal import MissionCore

extension LedgerPieces {
    func sessions() throws -> [CopiedSession] {
        func gathered(_ column: String) throws -> [Int64: Set<String>] {
            let sql = "SELECT DISTINCT session_ref, \(column) FROM series WHERE is_synthetic = 0"
            return try Row.fetchAll(db, sql: sql).reduce(into: [:]) { $0[$1[0], default: []].insert($1[1]) }
        }
        let (told, gateways) = (try gathered("source"), try gathered("gateway"))
        let sums = try Int64.fetchSet(db, sql: "SELECT DISTINCT session_ref FROM coarse_calls")
        let rows = try Row.fetchAll(db, sql: "SELECT \(SessionFacts.selection), sessions.id FROM sessions ORDER BY id")
        return rows.map { row in
            let id: Int64 = row[SessionFacts.selectionCount]
            return CopiedSession(
                facts: SessionFacts(row, at: 0),
                told: Set((told[id] ?? []).compactMap(SourceKind.init(rawValue:))), gateways: gateways[id] ?? [],
                hasSums: sums.contains(id))
        }
    }

    func links() throws -> [CopiedLink] {
        let sql = """
            SELECT sessions.harness, sessions.agent, sessions.session_id, session_links.harness, backend_id,
                events.id_high, events.id_low
            FROM session_links CROSS JOIN sessions ON sessions.id = session_links.session_ref
            LEFT JOIN events ON events.id = session_links.event_ref ORDER BY 1, 2, 3, 4, 5, 6, 7
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            let (high, low): (Int64?, Int64?) = (row[5], row[6])
            let session = SessionID(harness: row[0], agent: row[1], id: row[2])
            return CopiedLink(
                link: BackendLink(session: session, backend: BackendName(harness: row[3], id: row[4])),
                turn: high.flatMap { high in low.map { EventID(high: high, low: $0) } })
        }
    }

    func answers() throws -> [CopiedAnswer] {
        let sql = """
            SELECT answers.key, answers.is_partial, events.id_high, events.id_low
            FROM answers CROSS JOIN events ON events.id = answers.event_ref ORDER BY answers.key
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            CopiedAnswer(
                key: AnswerKey(hash: row[0], isPartial: row[1]), call: EventID(high: row[2], low: row[3]))
        }
    }

    func requests() throws -> [APICall] {
        let sql = """
            SELECT id_high, id_low, at_ms, service, endpoint, method, status_code, status, duration_ms FROM requests
            ORDER BY id
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            let status: String = row[7]
            return APICall(
                id: EventID(high: row[0], low: row[1]), at: Timestamp(milliseconds: row[2]), service: row[3],
                endpoint: row[4], method: row[5], statusCode: row[6], status: CallStatus(rawValue: status) ?? .failed,
                durationMilliseconds: row[8])
        }
    }

    func cronJobs() throws -> [CronJobFacts] {
        let sql =
            "SELECT job_id, agent, name, is_enabled, schedule, next_run_at_ms FROM cron_jobs ORDER BY agent, job_id"
        return try Row.fetchAll(db, sql: sql).map { row in
            let (schedule, next): (String?, Int64?) = (row[4], row[5])
            return CronJobFacts(
                id: row[0], agent: row[1], name: row[2], isEnabled: row[3],
                schedule: schedule.flatMap(CronSchedule.init), nextRun: next.map(Timestamp.init(milliseconds:)))
        }
    }

    func cronRuns() throws -> [CronRunFacts] {
        let sql = "SELECT \(CronRunFacts.selection) FROM cron_runs ORDER BY job_id, started_at_ms"
        return try Row.fetchAll(db, sql: sql).map(CronRunFacts.init(row:))
    }

    func quotas() throws -> [QuotaRecord] {
        let sql = """
            SELECT gateway, provider, label, at_ms, used_hundredths, resets_at_ms
            FROM quotas CROSS JOIN quota_readings ON quota_id = id ORDER BY at_ms
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            QuotaRecord(gateway: row[0], provider: row[1], label: row[2], reading: QuotaReading(row, from: 3))
        }
    }

    func rejections() throws -> [Rejection] {
        let sql = """
            SELECT kind, place, item, position, length, reason
            FROM rejections CROSS JOIN sources ON sources.id = source_id ORDER BY rejections.id
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            let reason: String = row[5]
            return Rejection(
                source: SourceID(kind: row[0], place: row[1]), item: row[2], position: row[3], length: row[4],
                reason: RejectionReason(rawValue: reason) ?? .unreadable)
        }
    }

    func checkpoints() throws -> [Checkpoint] {
        let sql = """
            SELECT kind, place, item, position FROM checkpoints CROSS JOIN sources ON sources.id = source_id
            ORDER BY kind, place, item
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            let position: String = row[3]
            return Checkpoint(source: SourceID(kind: row[0], place: row[1]), item: row[2], position: position)
        }
    }

    func sources() throws -> [SourceState] {
        let sql =
            "SELECT kind, place, events, repeats, newest_event_ms, last_commit_ms FROM sources ORDER BY kind, place"
        return try Row.fetchAll(db, sql: sql).map { row in
            let (newest, commit): (Int64?, Int64?) = (row[4], row[5])
            return SourceState(
                source: SourceID(kind: row[0], place: row[1]), items: 0, events: row[2], repeats: row[3],
                newestEvent: newest.map(Timestamp.init(milliseconds:)), rejections: 0,
                lastCommit: commit.map(Timestamp.init(milliseconds:)))
        }
    }

    func receipts() throws -> [CopiedReceipt] {
        let sql = "SELECT key, body_high, body_low, answer, created_at_ms FROM push_receipts ORDER BY key"
        return try Row.fetchAll(db, sql: sql).map { row in
            let key = IdempotencyKey(name: row[0], fingerprint: EventID(high: row[1], low: row[2]))
            return CopiedReceipt(key: key, answer: row[3], at: Timestamp(milliseconds: row[4]))
        }
    }

    func formerStamps() throws -> [CopiedStamp] {
        let sql = """
            SELECT \(EventPage.selection), repricing_id, former_costs.at_ms AS then_ms, tokens,
                old_estimated_nanodollars, old_basis, olds.name AS old_revision,
                new_estimated_nanodollars, new_basis, news.name AS new_revision
            FROM former_costs CROSS JOIN events ON events.id = former_costs.event_ref
            CROSS JOIN series ON series.id = events.series_id \(Series.joins)
            CROSS JOIN price_revisions ON price_revisions.id = events.price_revision_id
            CROSS JOIN price_revisions AS olds ON olds.id = old_revision_id
            CROSS JOIN price_revisions AS news ON news.id = new_revision_id
            ORDER BY repricing_id, former_costs.event_ref
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            var call = EventPage.told(row).event
            var stamped = call.cost
            call.cost.stamp(row["old_estimated_nanodollars"], row["old_basis"], row["old_revision"])
            stamped.stamp(row["new_estimated_nanodollars"], row["new_basis"], row["new_revision"])
            call.at = Timestamp(milliseconds: row["then_ms"])
            // Of its size only the sum is kept.
            let tokens: Int64 = row["tokens"]
            if call.tokens.total != tokens { call.tokens = TokenCounts(input: tokens) }
            return CopiedStamp(repricing: row["repricing_id"], call: call, stamped: stamped)
        }
    }
}

extension Cost {
    fileprivate mutating func stamp(_ nanodollars: Int64?, _ code: Int64, _ revision: String) {
        estimated = nanodollars.map(Money.init(nanodollars:))
        basis = CostBasis(code: code)
        priceRevision = revision
    }
}
