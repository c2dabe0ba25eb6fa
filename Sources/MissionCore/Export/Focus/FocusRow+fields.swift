// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension FocusRow {
    /// The standard's columns by their names, then those of our own.
    ///
    /// Columns that only some providers have are left out where this program knows nothing of theirs: commitments, capacity
    /// reservations, regions, resources, sub accounts, unit prices.
    static func fields(_ dimensions: [Dimension]) -> [ReportField<FocusRow>] {
        standard + [.text("Tags") { $0.tags(dimensions) }] + own
            + dimensions.enumerated().map { index, dimension in
                ReportField<FocusRow>(name(of: dimension), "", .name) { .name($0.further[index]) }
            }
    }

    private static let standard: [ReportField<FocusRow>] =
        [
            amount("BilledCost") { $0.sums.cost },
            .text("BillingAccountId") { $0.account },
            none("BillingAccountName"),
            constant("BillingCurrency", "USD"),
            .text("BillingPeriodEnd") { $0.start(of: $0.day.startOfNextMonth) },
            .text("BillingPeriodStart") { $0.start(of: $0.day.startOfMonth) },
            constant("ChargeCategory", "Usage"),
            none("ChargeClass"),
            .text("ChargeDescription") { $0.description },
            constant("ChargeFrequency", "Usage-Based"),
            .text("ChargePeriodEnd") { $0.start(of: $0.day.advanced(by: 1)) },
            .text("ChargePeriodStart") { $0.start(of: $0.day) },
            // Rules about quantities refer to it.
            none("CommitmentDiscountStatus"),
            // With a decimal point: who guesses a column's type from a file must find a decimal in each.
            .text("ConsumedQuantity") { "\($0.sums.tokens.total).0" },
            constant("ConsumedUnit", "Tokens"),
            amount("ContractedCost") { $0.sums.cost },
            amount("EffectiveCost") { $0.sums.cost },
            none("InvoiceId"),
            .text("InvoiceIssuerName") { $0.provider },
            amount("ListCost") { $0.listCost },
            constant("PricingCategory", "Standard"),
            constant("PricingCurrency", "USD"),
            ReportField("PricingQuantity", "", .number) { .number($0.pricingQuantity) },
            constant("PricingUnit", "1000000 Tokens"),
            .text("ProviderName") { $0.provider },
            .text("PublisherName") { $0.publisher },
            constant("ServiceCategory", "AI and Machine Learning"),
            .text("ServiceName") { $0.provider },
            constant("ServiceSubcategory", "Generative AI"),
            .name("SkuId") { $0.model },
            constant("SkuMeter", "Tokens"),
        ]

    private static let own: [ReportField<FocusRow>] = [
        .tokens("x_InputTokens") { $0.sums.tokens.input },
        .tokens("x_CacheReadTokens") { $0.sums.tokens.cacheRead },
        .tokens("x_CacheWriteTokens") { $0.sums.tokens.cacheWrite },
        .tokens("x_OutputTokens") { $0.sums.tokens.output },
        .tokens("x_ReasoningTokens") { $0.sums.tokens.reasoning },
        .count("x_Calls") { $0.sums.calls },
        .count("x_UnpricedCalls") { $0.sums.unpricedCalls },
        .count("x_UnknownUsageCalls") { $0.sums.unknownUsageCalls },
        .count("x_CallsWithoutListPrice") { $0.sums.unestimatedCalls },
        .count("x_SubscriptionCalls") { $0.sums.subscriptionCalls },
    ]

    private static func amount(_ key: String, _ value: @escaping @Sendable (FocusRow) -> Money) -> ReportField<FocusRow>
    {
        ReportField<FocusRow>.money(key) { KnownAmount(value($0)) }.with { $0.sheetKey = key }
    }

    private static func constant(_ key: String, _ text: String) -> ReportField<FocusRow> { .text(key) { _ in text } }

    private static func none(_ key: String) -> ReportField<FocusRow> { .text(key) { _ in nil } }

    private static func name(of dimension: Dimension) -> String {
        switch dimension {
        case .agent: "x_AgentId"
        case .session: "x_SessionId"
        case .cron: "x_CronJobId"
        default:
            "x_" + dimension.title.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        }
    }
}
