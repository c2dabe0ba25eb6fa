// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What goes on now: the window of five hours, the pace of the last 60 minutes, and the limits, whichever binds first.
package struct CurrentUsage: Hashable, Sendable {
    /// When that was.
    package var now: Timestamp
    /// The window that goes on; nil when none does.
    package var block: UsageBlock?
    /// The last 60 minutes.
    package var recent: RecentUse
    /// Everything that is limited, what is used up first at the beginning.
    package var meters: [LimitMeter]

    /// Puts together what is known.
    ///
    /// - Parameter quotas: Providers' quotas, each with who told of it.
    package init(
        now: Timestamp, block: UsageBlock?, recent: RecentUse, limits: WindowLimits = WindowLimits(),
        quotas: [(source: String, quota: QuotaWindow)] = []
    ) {
        self.now = now
        self.block = block
        self.recent = recent
        let sums = block?.sums ?? UsageSums()
        var meters = quotas.compactMap { LimitMeter($0.quota, source: $0.source, now: now) }
        if let limit = limits.tokens {
            meters.append(
                LimitMeter(
                    .tokens, limit: limit, used: sums.tokens.total, spans: recent.spans.map(\.tokens.total),
                    resetsAt: block?.end))
        }
        if let limit = limits.cost {
            meters.append(
                LimitMeter(
                    .cost, limit: limit.nanodollars, used: sums.cost.nanodollars,
                    spans: recent.spans.map(\.cost.nanodollars), resetsAt: block?.end))
        }
        if let limit = limits.calls {
            meters.append(
                LimitMeter(
                    .calls, limit: limit, used: sums.calls, spans: recent.spans.map(\.calls), resetsAt: block?.end))
        }
        // What is never used up comes last; of those the most used first.
        self.meters = meters.sorted { left, right in
            let times = (left.time?.expected ?? .max, right.time?.expected ?? .max)
            return times.0 == times.1 ? left.usedHundredths > right.usedHundredths : times.0 < times.1
        }
    }

    /// What is used up first, before it begins anew; nil when nothing is.
    package var binding: LimitMeter? {
        meters.first { $0.binds(before: block?.end, now: now) }
    }

    /// Asks a ledger.
    ///
    /// - Parameter recent: The last 60 minutes, where somebody has asked for them already.
    /// - Throws: ``LedgerError``.
    package static func load(
        from reader: any UsageReader, now: Timestamp, recent: RecentUse? = nil, limits: WindowLimits = WindowLimits(),
        quotas: [GatewayQuotas], costMode: CostMode = .auto
    ) async throws -> CurrentUsage {
        let known: RecentUse
        if let recent {
            known = recent
        } else {
            known = try await RecentUse.load(from: reader, now: now, costMode: costMode)
        }
        return CurrentUsage(
            now: now, block: try await UsageBlock.active(from: reader, now: now, costMode: costMode), recent: known,
            limits: limits, quotas: quotas.flatMap { gateway in gateway.quotas.map { (gateway.gateway, $0) } })
    }
}
