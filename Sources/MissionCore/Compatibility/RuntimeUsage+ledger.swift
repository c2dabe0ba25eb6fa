// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension RuntimeUsage {
    /// The usage of a gateway from the best that is known: its own list of sessions where it sends one, else the calls in
    /// the ledger, else what `sessions.usage` says; window and limits from the gateway where it answers, quotas also from
    /// the ledger where it does not.
    ///
    /// - Parameters:
    ///   - reading: What the gateway answered, now or when it last did; nil when none is configured.
    ///   - accounts: Whose account pays.
    ///   - filters: Which of the ledger's calls are this gateway's.
    package static func load(
        gatewayID: String, reading: GatewayReading?, accounts: GatewayAccounts = GatewayAccounts(), prices: PriceBook,
        from reader: any LedgerReader,
        filters: [Dimension: Set<String>] = [:], now: Timestamp
    ) async throws -> RuntimeUsage {
        let answer = reading ?? .notConfigured(at: now)
        let quotas = try await QuotaWindow.load(gateway: gatewayID, reading: answer, from: reader, now: now)
        // A gateway may tell thousands of sessions, so they are gone through only where they count.
        func told() -> RuntimeUsage {
            RuntimeUsage(
                gatewayID: gatewayID, reading: answer, accounts: accounts, prices: prices, quotas: quotas, now: now)
        }
        if answer.figures.listed != nil { return told() }
        let kept = try await RuntimeUsage(
            gatewayID: gatewayID, reading: answer, accounts: accounts, quotas: quotas, ledger: reader,
            filters: filters, now: now)
        return kept.perModel.isEmpty && (answer.isReachable || answer.hasFigures) ? told() : kept
    }

    /// Computes the usage from the ledger's calls of the window.
    ///
    /// Where no gateway tells a window, it is the last five hours and slides: `resets_at` is now, because nothing begins
    /// anew. A ledger sums by quarter hours, so the window begins with one.
    package init(
        gatewayID: String, reading: GatewayReading, accounts: GatewayAccounts = GatewayAccounts(),
        quotas: [QuotaWindow] = [], ledger reader: any LedgerReader, filters: [Dimension: Set<String>] = [:],
        now: Timestamp
    ) async throws {
        var window = UsageWindow(reading.figures.terms, quotas: quotas, now: now)
        window.startedAt = QuarterHour(containing: window.startedAt).start
        let span = Window(start: window.startedAt, end: now.advanced(byMilliseconds: 1)).wideningToQuarterHours
        var query = UsageQuery(window: span, filters: filters)
        let sessions = try await reader.sessions(matching: query, limit: 10)
        query.groupBy = [.model, .account]
        let models = try await reader.usage(query)
        let burn = try await BurnRate.load(from: reader, now: now, filters: filters)
        query.groupBy = [.source]
        let profile = reading.profile
        var sources: [DataSource] = []
        for row in try await reader.usage(query) {
            sources.append(try await Self.source(row, query: query, reader: reader))
        }
        self.init(
            gatewayID: gatewayID, window: window, reading: reading, quotas: quotas,
            perModel: Self.entries(models) { accounts.key(for: $0, recorded: $1, profile) },
            topSessions: sessions.map(TopSession.init), burnRate: Rate(burn.sums), dataSources: sources, now: now)
    }

    private static func entries(_ rows: [UsageRow], account: (String, String?) -> String) -> [ModelEntry] {
        var entries: [ModelEntry] = []
        var places: [String: Int] = [:]
        for row in rows {
            let name = FormerModelName(canonical: row.keys.first.flatMap(\.self) ?? "unknown/unknown")
            let entry = ModelEntry(
                provider: name.provider, accountKey: account(name.provider, row.keys.last.flatMap(\.self)),
                model: name.model, tokens: row.sums.tokens, cost: row.sums.cost, calls: row.sums.calls,
                isUnpriced: row.sums.unpricedCalls > 0)
            // A model has a row for each account, and its former name may be several models'.
            if let place = places[entry.key] {
                entries[place] = entries[place].adding(entry)
            } else {
                places[entry.key] = entries.count
                entries.append(entry)
            }
        }
        return entries
    }

    private static func source(_ row: UsageRow, query: UsageQuery, reader: any LedgerReader) async throws -> DataSource
    {
        var query = query
        query.groupBy = []
        let name = row.keys.first.flatMap(\.self)
        if let name { query.filters[.source] = [name] }
        let newest = try await reader.events(matching: query, after: nil, limit: 1).first?.event.at
        return DataSource(source: "ledger:\(name ?? "unknown")", calls: row.sums.calls, newestEventAt: newest)
    }
}

extension RuntimeUsage.ModelEntry {
    /// Both entries as one; of several accounts, it is nobody's in particular.
    fileprivate func adding(_ other: RuntimeUsage.ModelEntry) -> RuntimeUsage.ModelEntry {
        var sum = self
        if other.accountKey != accountKey { sum.accountKey = "several" }
        sum.tokens += other.tokens
        sum.cost += other.cost
        sum.calls = calls.addingSaturating(other.calls)
        sum.isUnpriced = isUnpriced || other.isUnpriced
        return sum
    }
}

extension RuntimeUsage.TopSession {
    fileprivate init(_ summary: SessionSummary) {
        self.init(
            sessionID: summary.session.session.id, label: summary.session.label,
            model: summary.models.first.map { FormerModelName(canonical: $0).canonical },
            cost: summary.sums.cost,
            totalTokens: summary.sums.tokens.input.addingSaturating(summary.sums.tokens.output),
            updatedAt: summary.lastCall.iso8601)
    }
}

extension RuntimeUsage.Rate {
    fileprivate init(_ sums: UsageSums) {
        self.init(
            recentTokens: sums.tokens.input.addingSaturating(sums.tokens.output), recentCost: sums.cost,
            recentCalls: sums.calls)
    }
}
