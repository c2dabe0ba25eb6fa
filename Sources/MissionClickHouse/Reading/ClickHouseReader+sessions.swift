// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension ClickHouseReader {
    private static let session = [
        "if(has_owner = 1, owner_harness, harness)", "if(has_owner = 1, owner_agent, agent)",
        "if(has_owner = 1, owner_id, session_id)",
    ]

    /// What is found about a conversation while its rows are read.
    private struct Found {
        var sums = UsageSums()
        var first = Int64.max
        var last = Int64.min
        var models: [String: Int64] = [:]

        func summary(_ facts: SessionFacts, _ mode: CostMode) -> SessionSummary {
            let ordered = models.sorted { left, right in
                left.value == right.value ? left.key < right.key : left.value > right.value
            }
            return SessionSummary(
                session: facts, sums: sums.counted(by: mode), firstCall: Timestamp(milliseconds: first),
                lastCall: Timestamp(milliseconds: last), models: ordered.map(\.key))
        }
    }

    /// Conversations, most expensive first.
    func sessions(matching query: UsageQuery, limit: Int) async throws -> [SessionSummary] {
        let text = QueryText(query: query)
        if text.isEmpty || limit <= 0 { return [] }
        var found: [SessionID: Found] = [:]
        for part in try await parts(text) {
            let keys = Self.session + ["concat(provider, '/', model)"]
            var rows = try await servers.ask(
                """
                SELECT \(sql: keys.joined(separator: ", ")), \(sql: part.ends), \(sql: part.sums)
                FROM \(sql: part.table) WHERE \(part.condition) AND \(text.filters)
                GROUP BY \(sql: keys.joined(separator: ", "))
                """)
            while let row = rows.next() {
                guard row.count > 6, let first = row[4].number, let last = row[5].number else { continue }
                let session = SessionID(harness: row[0].text, agent: row[1].text, id: row[2].text)
                let sums = try UsageSums(row.dropFirst(6))
                var known = found[session] ?? Found()
                known.sums = try known.sums.adding(sums)
                (known.first, known.last) = (min(known.first, first), max(known.last, last))
                known.models[row[3].text, default: 0] += sums.calls
                found[session] = known
            }
        }
        // Facts are read of those only that are asked for.
        let bare = found.map { $1.summary(SessionFacts(session: $0), query.costMode) }
        let wanted = bare.mostExpensiveFirst.prefix(limit)
        let records = try await sessions(Set(wanted.map { BackendName($0.session.session) }))
        return wanted.map { summary in
            var summary = summary
            summary.session = records[summary.session.session]?.facts ?? summary.session
            return summary
        }
    }

    /// Every row of the conversations with a key or an id.
    func explain(session name: String, limit: Int) async throws -> SessionExplanation {
        let known = try await documents(
            .session,
            where: """
                key IN (SELECT key FROM documents WHERE kind = 'session'
                AND (ref2 = \(value: name) OR ref3 = \(value: name) OR endsWith(\(value: name), concat(':', ref3))))
                """)
        let records = try known.map(SessionRecord.init)
        let named = Set(records.map(\.facts).filter { $0.answers(to: name) }.map(\.session))
        let places = Set(named.map { BackendName($0).placeNumber })
        let inPlaces: Statement = places.isEmpty ? "0" : "conversation IN \(numbers: places.sorted())"
        let rows = try await self.records(
            "(session_id = \(value: name) OR owner_id = \(value: name) OR session_key = \(value: name) OR \(inPlaces))")
        let matching = rows.filter { row in
            let names = [row.call.event.session.id, row.call.owner?.session.id, row.record.session.displayKey]
            return names.contains(name) || named.contains(row.call.event.session)
        }
        let told = try await sessions(Set(matching.map { BackendName($0.call.event.session) }))
        let owners = matching.compactMap { row in row.call.owner.map { (row.call.event.id, $0.session) } }
        let coverage = Coverage(
            matching.map(\.call.event), told: told.mapValues(\.told),
            owners: Dictionary(owners) { first, _ in first })
        let gateways = records.filter { $0.facts.session.id == name || $0.facts.displayKey == name }
        return SessionExplanation(
            matching.map { row in
                ExplainedCall(
                    event: row.record.event, session: row.record.session, isCovered: row.call.isCovered,
                    coveredBy: row.call.isCovered ? coverage.teller(over: row.call.event) : nil)
            }, limit: limit, gateways: gateways.reduce(into: []) { $0.formUnion($1.gateways) })
    }

    /// The keys of conversations that name one of these keys as the one that started them.
    func sessionKeys(startedBy parents: Set<String>) async throws -> Set<String> {
        let named = parents.filter { !$0.isEmpty }.sorted()
        if named.isEmpty { return [] }
        let children = try await documents(.session, where: "ref4 IN \(values: named)").map(SessionRecord.init)
        return Set(children.map(\.facts.displayKey))
    }
}
