// Mission Control
// SPDX-License-Identifier: Apache-2.0

package import MissionCore

/// What a check of a ledger found.
package struct ClickHouseVerification: Hashable, Sendable {
    /// Calls that count, as they are in the tables.
    package var events: Int64 = 0
    /// What the ledger believes to hold.
    package var recordedEvents: Int64 = 0
    /// Days whose sums were compared.
    package var days: Int64 = 0
    /// Days whose sums are not those of their calls.
    package var differences: Int64 = 0

    /// Whether everything adds up.
    package var isSound: Bool { differences == 0 && events == recordedEvents }
}

extension ClickHouseLedger {
    /// What the ledger holds.
    ///
    /// - Throws: ``MissionCore/LedgerError``.
    package func summary() async throws -> LedgerSummary {
        let totals = try await rows(for: UsageQuery()).reduce(into: UsageSums()) { $0 += $1.sums }
        return try await asking { reader in
            let counters = try await reader.counters()
            func count(_ kind: Document.Kind) async throws -> Int64 {
                try await reader.number(
                    "SELECT count() FROM documents FINAL WHERE is_deleted = 0 AND kind = \(value: kind.rawValue)")
            }
            return LedgerSummary(
                id: counters.identity, schema: "clickhouse-\(ClickHouseSchema.newest)", generation: counters.generation,
                events: counters.events, sessions: try await count(.session), sources: try await count(.source),
                rejections: try await count(.rejection), firstCall: counters.first, lastCall: counters.last,
                totals: totals)
        }
    }

    /// Adds every call up again and compares with the sums of days.
    package func verify() async throws -> ClickHouseVerification {
        try await asking { reader in
            var verification = ClickHouseVerification()
            verification.recordedEvents = try await reader.counters().events
            let days = try await reader.documents(.day).map(SummedDay.init)
            verification.days = Int64(days.count)
            var ofCalls: [Int64: UsageSums] = [:]
            var rows = try await reader.servers.ask(
                """
                SELECT intDiv(at, 86400000) AS its_day, \(sql: SumColumn.overCalls) FROM \(sql: reader.schema.events) FINAL
                WHERE is_deleted = 0 AND is_covered = 0 GROUP BY its_day
                """)
            while let row = rows.next() {
                guard let day = row[0].number else { continue }
                ofCalls[day] = try UsageSums(row.dropFirst())
            }
            verification.events = ofCalls.values.reduce(0) { $0 + $1.calls }
            var summed: [Int64: UsageSums] = [:]
            for days in days.cut(2000) {
                let versions = days.map { "(\($0.day),\($0.version))" }.joined(separator: ",")
                var rows = try await reader.servers.ask(
                    """
                    SELECT day, \(sql: SumColumn.overDays) FROM \(sql: reader.schema.daySums)
                    WHERE (day, version) IN (\(sql: versions)) GROUP BY day
                    """)
                while let row = rows.next() {
                    guard let day = row[0].number else { continue }
                    summed[day] = try UsageSums(row.dropFirst())
                }
            }
            verification.differences = Int64(
                days.count { (summed[$0.day] ?? UsageSums()) != (ofCalls[$0.day] ?? UsageSums()) })
            return verification
        }
    }
}
