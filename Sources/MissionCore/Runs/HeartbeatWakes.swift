// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Wakes of heartbeats as a ledger answers: by the local day on which they began and by agent, and those of late.
public struct HeartbeatWakes: Hashable, Sendable {
    /// By day and agent, in no order; several rows may be of one day and agent.
    public var rows: [HeartbeatUsage.Row]
    /// When the first wake began; nil without wakes.
    public var first: Timestamp?
    /// Those that began in ``HeartbeatProjection/basis(first:window:now:)``, under the question's mode of cost.
    public var recent: HeartbeatUsage.Burn

    /// Puts an answer together.
    public init(rows: [HeartbeatUsage.Row], first: Timestamp?, recent: HeartbeatUsage.Burn) {
        self.rows = rows
        self.first = first
        self.recent = recent
    }

    /// Wakes that were put together from calls.
    init(_ wakes: [CallStretch], range: ReportRange, now: Timestamp) {
        self.init(wakes, window: range.window, zone: range.zone, now: now)
    }

    fileprivate init(_ wakes: [CallStretch], window: Window, zone: Zone, now: Timestamp) {
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
    public func wakes(matching query: UsageQuery, now: Timestamp) async throws -> HeartbeatWakes {
        try await wakesOfCalls(matching: query, now: now)
    }

    /// The same, for ledgers that have another way for most questions.
    public func wakesOfCalls(matching query: UsageQuery, now: Timestamp) async throws -> HeartbeatWakes {
        var builder = CallStretchBuilder(kind: .heartbeat, costMode: query.costMode)
        try await forEachEvent(matching: query) { builder.add($0) }
        return HeartbeatWakes(builder.stretches, window: query.window, zone: query.zone, now: now)
    }
}
