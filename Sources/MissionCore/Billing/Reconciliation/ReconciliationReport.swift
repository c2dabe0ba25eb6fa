// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What providers billed beside what is counted here. It connects to nobody: it compares what was fetched before.
package struct ReconciliationReport: Report {
    package let id = "reconciliation"
    package let title = "Bills and counted costs"
    package let summary =
        "What providers billed, by UTC day and model, beside list prices, what agents reported and what is counted."
    package let options = ReportOptions(
        isFilterable: false,
        parameters: [
            ReportParameter("provider", "anthropic, openai or openrouter; all without", isRepeatable: true)
        ])
    private let bills: BillingStore

    /// - Parameter bills: What was fetched.
    package init(_ bills: BillingStore = .none) { self.bills = bills }

    /// Asks a ledger and what is kept of bills, about completed UTC days: those of the request, else the last 30.
    package func load(
        _ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> ReportDocument {
        let names = request.parameters["provider"] ?? []
        let providers = try names.map { name in
            guard let provider = BillingProvider(rawValue: name) else {
                throw ReportError.parameter("provider", expected: "one of `anthropic`, `openai` and `openrouter`")
            }
            return provider
        }
        let days = try BillingRange.days(since: request.since, until: request.until, now: now)
        let result = try await Reconciliation.load(
            from: reader, bills, days: days, providers: providers.isEmpty ? nil : Set(providers))
        return result.document(self, limit: request.limit, isExplicit: !providers.isEmpty)
    }
}
