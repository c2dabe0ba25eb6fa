// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Figures of models that need some of their calls one by one.
enum ModelCalls {
    /// Asks a ledger.
    ///
    /// - Parameters:
    ///   - make: Figures from a model's sums.
    ///   - isWanted: Whether calls with such tokens have to be looked at; where a model's sums have none, nobody does.
    ///   - take: Adds a call to its model's figures.
    /// - Throws: ``ReportError`` when the request makes no sense, or what the ledger throws.
    static func load<Figures>(
        from reader: any LedgerReader, _ request: ReportRequest, make: (UsageSums) -> Figures,
        isWanted: (TokenCounts) -> Bool, take: (inout Figures, UsageEvent) -> Void
    ) async throws -> [String: Figures] {
        var query = try request.query()
        query.groupBy = [.model]
        let rows = try await reader.usage(query)
        var models = Dictionary(rows.map { ($0.name ?? "", make($0.sums)) }) { first, _ in first }
        let wanted = rows.filter { isWanted($0.sums.tokens) }.map { $0.name ?? "" }
        if wanted.isEmpty { return models }
        query.groupBy = []
        query.filters[.model] = Set(wanted)
        try await reader.forEachEvent(matching: query) { record in
            let event = record.event
            let name = "\(event.attribution.provider)/\(event.attribution.model)"
            if isWanted(event.tokens), var figures = models[name] {
                take(&figures, event)
                models[name] = figures
            }
        }
        return models
    }
}
