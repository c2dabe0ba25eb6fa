// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Wakes of heartbeats as a ledger answers: by the local day on which they began and by agent, and the late
/// ones singly.
package struct WakeTotals: Hashable, Sendable {
    /// By day and agent, in no order; several rows may be of one day and agent.
    package var rows: [HeartbeatUsage.Row]
    /// When the first wake began; nil without wakes.
    package var first: Timestamp?
    /// Those that began at a moment that was asked for or later, in no order.
    package var late: [Wake]

    /// One of them.
    package struct Wake: Hashable, Sendable {
        /// When it began.
        package var at: Timestamp
        /// Its sums, under the question's mode of cost.
        package var sums: UsageSums

        package init(at: Timestamp, sums: UsageSums) {
            self.at = at
            self.sums = sums
        }
    }

    package init(rows: [HeartbeatUsage.Row], first: Timestamp?, late: [Wake]) {
        self.rows = rows
        self.first = first
        self.late = late
    }

    /// Wakes that were put together from calls.
    init(_ wakes: [RunGroup], zone: Zone, since: Timestamp) {
        rows = wakes.map { wake in
            HeartbeatUsage.Row(
                day: zone.day(of: wake.firstCall), agent: wake.session.agentName,
                burn: HeartbeatUsage.Burn(wakes: 1, sums: wake.sums))
        }
        first = wakes.map(\.firstCall).min()
        late = wakes.filter { $0.firstCall >= since }.map { Wake(at: $0.firstCall, sums: $0.sums) }
    }

    /// What the wakes of a time come to, as far as they are among the late ones.
    func burn(in window: Window) -> HeartbeatUsage.Burn {
        late.filter { window.contains($0.at) }.reduce(into: HeartbeatUsage.Burn()) {
            $0 += HeartbeatUsage.Burn(wakes: 1, sums: $1.sums)
        }
    }
}

extension LedgerReader {
    /// Wakes of heartbeats, from their calls.
    package func wakes(matching query: UsageQuery, since: Timestamp) async throws -> WakeTotals {
        try await wakesOfCalls(matching: query, since: since)
    }

    /// The same, for ledgers that have another way for most questions.
    package func wakesOfCalls(matching query: UsageQuery, since: Timestamp) async throws -> WakeTotals {
        var builder = RunGroupBuilder(kind: .heartbeat, costMode: query.costMode)
        try await forEachEvent(matching: query) { builder.add($0) }
        return WakeTotals(builder.groups, zone: query.zone, since: since)
    }
}
