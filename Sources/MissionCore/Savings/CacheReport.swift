// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What caches saved.
package struct CacheReport: Report {
    package let id = "cache"
    package let title = "Cache savings"
    package let summary =
        "What reading from caches saved against the price of uncached input, and what writing cost more."
    package let options = ReportOptions(groupBy: [.model])
    private let prices: PriceProvider

    /// - Parameter prices: What models cost at present.
    package init(_ prices: PriceProvider = .embedded) {
        self.prices = prices
    }

    /// Asks a ledger; see ``Report/load(_:_:now:)``.
    package func load(
        _ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> ReportDocument {
        try await CacheUsage.load(from: reader, request, prices: prices.current).document
    }
}

/// What caches saved at list prices, call by call, each call at its own tier.
package struct CacheUsage: Sendable {
    /// A model's figures, or everybody's.
    package struct Figures: Hashable, Sendable {
        /// All calls that were asked about.
        package var all = UsageSums()
        /// What the tokens read from caches would have cost more as uncached input.
        package var saved = Money.zero
        /// What the tokens written to caches cost more than as uncached input; below zero where a provider asks less.
        package var surcharge = Money.zero
        /// Calls that used a cache.
        package var calls: Int64 = 0
        /// Those among them without a list price.
        package var unpricedCalls: Int64 = 0

        /// Saved less surcharge, as far as prices are known; nothing where no cache was used.
        package var net: KnownAmount { known(saved - surcharge) }

        /// Tenths of a percent of everything sent to models that came from caches; nil where nothing was sent.
        package var readPerMille: Int64? {
            let tokens = all.tokens
            guard tokens.prompt > 0 else { return nil }
            return Int64(clamping: Int128(tokens.cacheRead) * 1000 / Int128(tokens.prompt))
        }

        /// An amount, as complete as prices are known.
        package func known(_ amount: Money) -> KnownAmount {
            KnownAmount(calls > 0 && unpricedCalls == calls ? nil : amount, isPartial: unpricedCalls > 0)
        }

        static func += (left: inout Figures, right: Figures) {
            left.all += right.all
            left.saved += right.saved
            left.surcharge += right.surcharge
            left.calls += right.calls
            left.unpricedCalls += right.unpricedCalls
        }
    }

    /// The days it covers.
    package var range: ReportRange
    /// Every model, that with the largest saving first.
    package var models: [(name: String, figures: Figures)]
    package var totals: Figures
    /// What must be said beside the figures.
    package var warnings: [String]
    private var limit: Int?

    /// Asks a ledger.
    ///
    /// - Throws: ``ReportError`` when the request makes no sense, or what the ledger throws.
    package static func load(
        from reader: any LedgerReader, _ request: ReportRequest, prices book: PriceBook
    ) async throws -> CacheUsage {
        let models = try await Figures.load(from: reader, request, prices: book)
        let ranked = models.sorted { left, right in
            let (first, second) = (left.value.net.money ?? .zero, right.value.net.money ?? .zero)
            return first == second ? left.key < right.key : first > second
        }
        return CacheUsage(
            range: try request.range(), models: ranked.map { ($0.key, $0.value) },
            totals: models.values.reduce(into: Figures()) { $0 += $1 },
            warnings: try await UnmatchedFilters.notes(request.filters, from: reader), limit: request.limit)
    }
}

extension CacheUsage.Figures: ModelFigures {
    init(all: UsageSums) {
        self.init()
        self.all = all
    }

    static func isWanted(_ tokens: TokenCounts) -> Bool { tokens.cacheRead > 0 || tokens.cacheWrite > 0 }

    static func isWanted(_ traits: CallTally.Traits) -> Bool { traits.usesCache }

    static func isEnough(_ tally: CallTally, _ prices: inout ListPrices) -> Bool {
        let tokens = tally.sums.tokens
        return prices.isEnough(tally, tokens, tokens.withoutCacheReads, tokens.withoutCacheWrites)
    }

    mutating func take(_ event: UsageEvent, _ prices: inout ListPrices) {
        take(event.tokens, calls: 1) { prices.price(of: $0, insteadOf: event) }
    }

    mutating func take(_ tally: CallTally, _ prices: inout ListPrices) {
        take(tally.sums.tokens, calls: tally.sums.calls) { prices.price(of: $0, insteadOf: tally) }
    }

    private mutating func take(_ tokens: TokenCounts, calls count: Int64, price: (TokenCounts) -> Money?) {
        calls += count
        guard let own = price(tokens), let unread = price(tokens.withoutCacheReads),
            let unwritten = price(tokens.withoutCacheWrites)
        else {
            unpricedCalls += count
            return
        }
        saved += unread - own
        surcharge += own - unwritten
    }
}

extension TokenCounts {
    /// What was read from a cache as uncached input.
    fileprivate var withoutCacheReads: TokenCounts {
        var tokens = self
        tokens.input = input.addingSaturating(cacheRead)
        tokens.cacheRead = 0
        return tokens
    }

    /// What was written to a cache as uncached input.
    fileprivate var withoutCacheWrites: TokenCounts {
        var tokens = self
        tokens.input = input.addingSaturating(cacheWrite)
        (tokens.cacheWrite5m, tokens.cacheWrite1h) = (0, 0)
        return tokens
    }
}

extension CacheUsage {
    /// The answer as a document.
    package var document: ReportDocument {
        typealias Row = (name: String, figures: Figures)
        let figures: [ReportField<Row>] = Self.fields.map { $0.of(\.figures) }
        let fields = [ReportField<Row>.name("model", "Model") { $0.name }.asKey] + figures
        var table = ReportTable("rows", fields, models)
        table.totals = [.blank] + Self.fields.map { $0.cell(totals) }
        table.layouts = [
            ReportLayout(
                ["model", "calls", "input_tokens", "cache_read_tokens", "cache_write_tokens", "cache_read_share"]
                    + ["saved", "write_surcharge", "net_saving"]),
            ReportLayout(["model", "cache_read_tokens", "cache_read_share", "saved", "write_surcharge", "net_saving"]),
            ReportLayout(["model", "cache_read_share", "net_saving"]),
        ]
        table.sheet = fields.map(\.column.key)
        table.dataLimit = limit
        table.cut = limit.map { ReportCut($0, "models") }
        var document = ReportDocument(
            id: "cache", title: "Cache savings", range: range,
            items: [
                .fact("schema_version", .count(1)), .fact("range", range.cell),
                .fact("group_by", .list([.text(Dimension.model.rawValue)])),
                .fact("totals", Self.fields.record(of: totals)), .table(table), .notes("warnings"),
            ])
        document.notes = [ReportNote](warnings)
        if totals.unpricedCalls > 0 {
            let have = totals.unpricedCalls == 1 ? "has" : "have"
            document.notes.append(
                ReportNote("\(UsageNotes.calls(totals.unpricedCalls)) with a cache \(have) no list price."))
        }
        document.notes.append(
            ReportNote("At list prices, as if the same tokens had been sent without a cache.", isWarning: false))
        if totals.all.calls == 0 { document.emptySentence = "No calls match: \(range)." }
        return document
    }

    private static let fields: [ReportField<Figures>] = [
        .count("calls", "Calls") { $0.all.calls },
        .count("cached_calls") { $0.calls },
        .count("unpriced_cached_calls") { $0.unpricedCalls },
        .tokens("input_tokens", "Input") { $0.all.tokens.input },
        .tokens("cache_read_tokens", "Cache read") { $0.all.tokens.cacheRead },
        .tokens("cache_write_tokens", "Cache write") { $0.all.tokens.cacheWrite },
        ReportField("cache_read_share", "From cache", .share) { .optional($0.readPerMille, ReportCell.perMille) },
        .money("saved", "Reads saved") { $0.known($0.saved) },
        .money("write_surcharge", "Writes cost") { $0.known($0.surcharge) },
        .money("net_saving", "Net") { $0.net },
    ]
}
