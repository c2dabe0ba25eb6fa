// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension ClickHouseReader {
    /// Calls, newest first; of equal time the larger identity first.
    func events(matching query: UsageQuery, after: EventCursor?, limit: Int) async throws -> [RecordedEvent] {
        let text = QueryText(query: query)
        if text.isEmpty || limit <= 0 { return [] }
        var conditions: [Statement] = [
            "is_covered = 0", "at >= \(number: text.span.lowerBound)", "at < \(number: text.span.upperBound)",
            text.filters,
        ]
        if let after {
            conditions.append(
                """
                at <= \(number: after.at.milliseconds) AND (at < \(number: after.at.milliseconds)
                OR id_high < \(number: after.id.high)
                OR (id_high = \(number: after.id.high) AND id_low < \(number: after.id.low)))
                """)
        }
        let page: Statement =
            limit == .max
            ? "ORDER BY at DESC, id_high DESC, id_low DESC"
            : "ORDER BY at DESC, id_high DESC, id_low DESC LIMIT \(number: Int64(limit))"
        return try await records("\(conditions.joined(" AND ")) \(page)").map(\.record)
    }

    /// What is counted about the ledger.
    func counters() async throws -> LedgerCounters {
        let documents = try await documents(.state, where: "key = \(value: LedgerCounters.id.key)")
        guard var counters = documents.first.map(LedgerCounters.init) else { return LedgerCounters() }
        if counters.areEndsKnown || counters.events == 0 { return counters }
        var rows = try await servers.ask(
            """
            SELECT min(at), max(at) FROM \(sql: schema.events) FINAL WHERE is_deleted = 0 AND is_covered = 0
            """)
        let ends = rows.next()
        counters.first = ends?.first?.number.map(Timestamp.init(milliseconds:))
        counters.last = ends?.last?.number.map(Timestamp.init(milliseconds:))
        return counters
    }

    /// How the calls of a window ended, to the millisecond.
    func serviceOutcomes(in window: Window) async throws -> [ServiceOutcome] {
        let span: Statement =
            "at >= \(number: window.start.milliseconds) AND at < \(number: window.end.milliseconds)"
        // A turn's time is spent on tools, too.
        let duration = "if(grain = 'turn', NULL, duration_ms)"
        var rows = try await servers.ask(
            """
            SELECT provider, status, count(), sum(isNotNull(\(sql: duration))), sum(ifNull(\(sql: duration), 0)),
            sum(toFloat64(ifNull(\(sql: duration), 0)))
            FROM \(sql: schema.events) FINAL WHERE is_deleted = 0 AND is_covered = 0 AND is_synthetic = 0
            AND grain NOT IN ('run', 'conversation') AND \(span) GROUP BY provider, status
            """)
        var found: [[String]: ServiceOutcome] = [:]
        while let row = rows.next() {
            guard row.count == 6, let status = CallStatus(rawValue: row[1].text) else { continue }
            let sum = abs(Double(row[5].text) ?? .infinity) > 9.2e18 ? Int64.max : row[4].number ?? 0
            let outcome = ServiceOutcome(
                service: row[0].text, kind: .model, status: status, calls: row[2].number ?? 0,
                timedCalls: row[3].number ?? 0, milliseconds: sum)
            found[[outcome.service, outcome.kind.rawValue, status.rawValue]] = outcome
        }
        for document in try await documents(.request, where: span) {
            let call: APICall = try document.value()
            let key = [call.service, ServiceOutcome.Kind.request.rawValue, call.status.rawValue]
            var outcome =
                found[key]
                ?? ServiceOutcome(
                    service: call.service, kind: .request, status: call.status, calls: 0, timedCalls: 0,
                    milliseconds: 0)
            outcome.calls += 1
            outcome.timedCalls += call.durationMilliseconds == nil ? 0 : 1
            outcome.milliseconds = outcome.milliseconds.addingSaturating(call.durationMilliseconds ?? 0)
            found[key] = outcome
        }
        return found.values.sorted(by: ServiceOutcome.precedes)
    }
}
