// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Wakes of heartbeats as a ledger answers: by the local day on which they began and by agent, and those of late.
package struct WakeTotals: Hashable, Sendable {
    /// By day and agent, in no order; several rows may be of one day and agent.
    package var rows: [HeartbeatUsage.Row]
    /// When the first wake began; nil without wakes.
    package var first: Timestamp?
    /// Those that began in ``HeartbeatProjection/basis(first:window:now:)``, under the question's mode of cost.
    package var recent: HeartbeatUsage.Burn

    package init(rows: [HeartbeatUsage.Row], first: Timestamp?, recent: HeartbeatUsage.Burn) {
        self.rows = rows
        self.first = first
        self.recent = recent
    }

    /// Wakes that were put together from calls.
    init(_ wakes: [RunGroup], range: ReportRange, now: Timestamp) {
        self.init(wakes, window: range.window, zone: range.zone, now: now)
    }

    fileprivate init(_ wakes: [RunGroup], window: Window, zone: Zone, now: Timestamp) {
        rows = wakes.map { wake in
            HeartbeatUsage.Row(
                day: zone.day(of: wake.firstCall), agent: wake.session.agentName,
                burn: HeartbeatUsage.Burn(wakes: 1, sums: wake.sums))
        }
        first = wakes.map(\.firstCall).min()
        let basis = first.map { HeartbeatProjection.basis(first: $0, window: window, now: now) }
        recent = wakes.filter { basis?.contains($0.firstCall) ?? false }.reduce(into: HeartbeatUsage.Burn()) {
            $0 += HeartbeatUsage.Burn(wakes: 1, sums: $1.sums)
        }
    }
}

extension LedgerReader {
    /// Wakes of heartbeats, from their calls.
    package func wakes(matching query: UsageQuery, now: Timestamp) async throws -> WakeTotals {
        try await wakesOfCalls(matching: query, now: now)
    }

    /// The same, for ledgers that have another way for most questions.
    package func wakesOfCalls(matching query: UsageQuery, now: Timestamp) async throws -> WakeTotals {
        var builder = RunGroupBuilder(kind: .heartbeat, costMode: query.costMode)
        try await forEachEvent(matching: query) { builder.add($0) }
        return WakeTotals(builder.groups, window: query.window, zone: query.zone, now: now)
    }
}
