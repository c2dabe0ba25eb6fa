// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

extension ClickHouseLedger {
    package func backendTurns() async throws -> BackendTurnCounts {
        try await asking { reader in
            guard try await reader.counters().hasTurns else { return BackendTurnCounts() }
            let turns = try await reader.records("grain = 'turn' AND is_synthetic = 0").map(\.call)
            let alone = turns.filter { !$0.isCovered }.compactMap { BackendTurn($0.event) }
            let harnesses = Set(alone.compactMap(\.harness)).sorted()
            var calls: [String: [Timestamp]] = [:]
            if !harnesses.isEmpty {
                var rows = try await reader.servers.ask(
                    """
                    SELECT harness, at FROM \(sql: reader.schema.events) FINAL WHERE is_deleted = 0 AND grain = 'call'
                    AND is_synthetic = 0 AND source = 'transcript' AND has_owner = 0 AND harness IN \(values: harnesses)
                    ORDER BY at
                    """)
                while let row = rows.next() {
                    guard let at = row.last?.number else { continue }
                    calls[row[0].text, default: []].append(Timestamp(milliseconds: at))
                }
            }
            let doubtful = alone.filter { turn in
                let end = TurnEvidence.end(of: turn)
                return turn.harness.flatMap { calls[$0] }?.contains(where: end.contains) ?? false
            }
            return BackendTurnCounts(
                told: Int64(turns.count - alone.count), alone: Int64(alone.count), doubtful: Int64(doubtful.count))
        }
    }

    package func cronJobs() async throws -> [CronJobFacts] {
        try await asking { reader in
            let jobs: [CronJobFacts] = try await reader.documents(.job).map { try $0.value() }
            return jobs.sorted { ($0.agent, $0.id) < ($1.agent, $1.id) }
        }
    }

    package func cronRuns(in window: Window) async throws -> [CronRunFacts] {
        try await asking { reader in
            let runs: [CronRunFacts] = try await reader.documents(
                .run, where: "at < \(number: window.end.milliseconds)"
            ).map { try $0.value() }
            return runs.filter { $0.endedAt >= window.start }
                .sorted { ($0.startedAt, $0.job) < ($1.startedAt, $1.job) }
        }
    }

    package func latestQuotas(of gateway: String?) async throws -> [QuotaRecord] {
        try await asking { reader in
            let condition: Statement = gateway.map { "ref2 = \(value: $0)" } ?? "1"
            return try await reader.documents(.quota, where: "\(condition) ORDER BY ref, at DESC LIMIT 1 BY ref")
                .map { try $0.value() }.sorted(by: Self.precedes)
        }
    }

    package func quotas(of gateway: String, since: Timestamp) async throws -> [QuotaRecord] {
        try await asking { reader in
            let condition: Statement = "ref2 = \(value: gateway) AND at >= \(number: since.milliseconds)"
            return try await reader.documents(.quota, where: condition).map { try $0.value() }
                .sorted(by: Self.precedes)
        }
    }

    private static func precedes(_ left: QuotaRecord, _ right: QuotaRecord) -> Bool {
        (left.gateway, left.provider, left.label, left.reading.at)
            < (right.gateway, right.provider, right.label, right.reading.at)
    }

    package func rejections(after: Int64?, limit: Int) async throws -> RejectionPage {
        guard limit > 0 else { return RejectionPage(rejections: [], next: nil) }
        return try await asking { reader in
            let behind = after.map { max($0, 0) } ?? .max
            let page: Statement = limit == .max ? "" : "LIMIT \(number: Int64(limit))"
            let documents = try await reader.documents(
                .rejection, where: "at <= \(number: behind) ORDER BY at DESC \(page)")
            let rest = (documents.last?.at ?? 1) - 1
            return RejectionPage(
                rejections: try documents.map { try $0.value() }, next: rest > 0 ? rest : nil)
        }
    }

    package func sourceStates() async throws -> [SourceState] {
        try await asking { reader in
            let items = try await Self.counts(.checkpoint, reader)
            let rejections = try await Self.counts(.rejection, reader)
            return try await reader.documents(.source).map { document in
                var state = try SourceState(document)
                state.items = items[state.source.documentKey] ?? 0
                state.rejections = rejections[state.source.documentKey] ?? 0
                return state
            }.sorted { ($0.source.kind, $0.source.place) < ($1.source.kind, $1.source.place) }
        }
    }

    private static func counts(_ kind: Document.Kind, _ reader: ClickHouseReader) async throws -> [String: Int] {
        var rows = try await reader.servers.ask(
            """
            SELECT ref, count() FROM documents FINAL WHERE is_deleted = 0 AND kind = \(value: kind.rawValue) GROUP BY ref
            """)
        var counts: [String: Int] = [:]
        while let row = rows.next() { counts[row[0].text] = row.last?.number.flatMap { Int(exactly: $0) } }
        return counts
    }

    package func repricings(limit: Int) async throws -> [Repricing] {
        try await asking { reader in
            let all = try await reader.documents(.repricing).map(Repricing.init)
            return all.sorted { ($0.id ?? 0) > ($1.id ?? 0) }.prefix(max(0, limit)).map { repricing in
                var kept = repricing
                if kept.kind == .unpriced { kept.examined = repricing.calls }
                return kept
            }
        }
    }
}
