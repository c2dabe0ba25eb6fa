// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Who is at work at present, and how fast money goes.
package struct ActiveNow: Hashable, Sendable {
    /// A conversation is at work when its last call is at most so many minutes ago.
    package static let minutes: Int64 = 10

    /// The conversations at work, the one that called last first.
    package var sessions: [SessionFacts]
    /// How fast the last 60 minutes were.
    package var rate: BurnRate

    /// - Parameter summaries: Conversations with their last calls; those whose last call is too long ago are left out.
    package init(_ summaries: [SessionSummary], rate: BurnRate, now: Timestamp) {
        let since = now.advanced(byMilliseconds: -Self.minutes * 60_000)
        sessions = summaries.filter { $0.lastCall >= since }
            .sorted { ($1.lastCall, $0.session.displayKey) < ($0.lastCall, $1.session.displayKey) }.map(\.session)
        self.rate = rate
    }

    /// What a minute costs, as far as that is known.
    package var costPerMinute: KnownAmount {
        rate.sums.knownAmount.map { _ in rate.costPerMinute }
    }

    /// `3 sessions active, $0.03 a minute`.
    package var sentence: String {
        guard !sessions.isEmpty else { return "No session active" }
        let count = sessions.count == 1 ? "1 session active" : "\(sessions.count.groupedString) sessions active"
        guard let cost = costPerMinute.money else { return "\(count), cost unknown" }
        return "\(count), \(costPerMinute.isPartial ? "at least " : "")\(cost.displayString) a minute"
    }
}

extension ActiveNow {
    /// Asks a ledger.
    ///
    /// - Parameters:
    ///   - recent: The last 60 minutes, where somebody has asked for them already.
    ///   - filters: For each dimension named, the values of which one must match.
    /// - Throws: ``LedgerError``.
    package static func load(
        from reader: any UsageReader, now: Timestamp, recent: RecentUse? = nil,
        filters: [Dimension: Set<String>] = [:], costMode: CostMode = .auto
    ) async throws -> ActiveNow {
        let window = Window(
            start: now.advanced(byMilliseconds: -minutes * 60_000), end: now.advanced(byMilliseconds: 1))
        let query = UsageQuery(window: window, filters: filters, costMode: costMode)
        let sessions = try await reader.sessions(matching: query, limit: .max)
        var rate = recent?.rate
        if rate == nil {
            rate = try await BurnRate.load(from: reader, now: now, filters: filters, costMode: costMode)
        }
        return ActiveNow(sessions, rate: rate ?? BurnRate(UsageSums()), now: now)
    }
}
