// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The hours that have a call after their first quarter: surely one that is not at their very beginning.
///
/// A ledger sums by hours of a zone, whatever that is. The sums of the hours that begin at a quarter past, and those of the
/// hours that begin with the clock's, together tell every hour's first quarter from the rest.
struct LateHours {
    /// Hours since 1970, before the one that goes on. That one is missing here does not say that it has none.
    let hours: Set<Int64>

    /// - Parameter window: Whose calls count; outside it there are none that matter.
    /// - Throws: ``LedgerError``.
    init(_ reader: any UsageReader, _ window: Window, now: Timestamp) async throws {
        guard let west = Zone(iso8601: "-00:15") else {
            hours = []
            return
        }
        let generation = try await reader.state().generation
        let whole = try await Self.calls(reader, window, .utc)
        let shifted = try await Self.calls(reader, window, west)
        // What was added in between would be taken for something else.
        guard try await reader.state().generation == generation, let first = whole.keys.min() else {
            hours = []
            return
        }
        let present = now.milliseconds.floorDivided(by: 3_600_000)
        var late: Set<Int64> = []
        // Calls in the first quarter of an hour: those of the shifted hour that begins in the hour before, less that one's rest.
        var early = shifted[first - 1] ?? 0
        for hour in first..<max(first, present) {
            let rest = (whole[hour] ?? 0).subtractingSaturating(early)
            if rest > 0 { late.insert(hour) }
            early = (shifted[hour] ?? 0).subtractingSaturating(rest)
        }
        hours = late
    }

    /// Calls by local hour.
    private static func calls(_ reader: any UsageReader, _ window: Window, _ zone: Zone) async throws -> [Int64: Int64]
    {
        let rows = try await reader.usage(UsageQuery(window: window, groupBy: [.hour], zone: zone))
        let pairs = rows.compactMap { row in row.values.first?.hour.map { ($0.number, row.sums.calls) } }
        return Dictionary(pairs, uniquingKeysWith: +)
    }
}
