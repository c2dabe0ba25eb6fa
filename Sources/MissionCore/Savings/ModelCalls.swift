// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Figures of models that need more of their calls than their sums.
protocol ModelFigures {
    /// From a model's sums.
    init(all: UsageSums)
    /// Whether calls with such tokens matter; where a model's sums have none, nobody looks for any.
    static func isWanted(_ tokens: TokenCounts) -> Bool
    /// The same of calls together.
    static func isWanted(_ traits: CallTally.Traits) -> Bool
    /// Whether a tally of such calls tells as much as these themselves.
    static func isEnough(_ tally: CallTally, _ prices: inout ListPrices) -> Bool
    /// Adds a call.
    mutating func take(_ event: UsageEvent, _ prices: inout ListPrices)
    /// Adds the calls of a tally that is enough.
    mutating func take(_ tally: CallTally, _ prices: inout ListPrices)
}

extension ModelFigures {
    /// The figures of each model, by its name.
    ///
    /// - Throws: ``ReportError`` when the request makes no sense, or what the ledger throws.
    static func load(
        from reader: any LedgerReader, _ request: ReportRequest, prices book: PriceBook
    ) async throws -> [String: Self] {
        var query = try request.query()
        query.groupBy = [.model]
        let rows = try await reader.usage(query)
        var figures = Dictionary(rows.map { ($0.name ?? "", Self(all: $0.sums)) }) { first, _ in first }
        let wanted = rows.filter { isWanted($0.sums.tokens) }.map { $0.name ?? "" }
        if wanted.isEmpty { return figures }
        query.groupBy = []
        query.filters[.model] = Set(wanted)
        var (judging, prices) = (ListPrices(book), ListPrices(book))
        try await reader.forEachTally(matching: query, isWanted: isWanted) {
            isEnough($0, &judging)
        } tally: {
            figures[$0.modelName]?.take($0, &prices)
        } call: {
            figures[$0.attribution.modelName]?.take($0, &prices)
        }
        return figures
    }
}
