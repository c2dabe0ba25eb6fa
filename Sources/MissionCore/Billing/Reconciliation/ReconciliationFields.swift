// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// The columns of a comparison with bills.
enum ReconciliationFields {
    /// Both sides and their difference.
    static let figures: [ReportField<ReconciledFigures>] = [
        .count("calls", "Calls") { $0.sums.calls },
        .count("unpriced_calls") { $0.sums.unpricedCalls },
        .count("unknown_usage_calls") { $0.sums.unknownUsageCalls },
        .count("subscription_calls") { $0.sums.subscriptionCalls },
        ReportField("billed_requests", "Requests", .count) { $0.requests.map(ReportCell.count) ?? .unknown },
        .tokens("total_tokens", "Tokens") { $0.sums.tokens.total },
        ReportField("billed_tokens", "Billed tokens", .tokens) { $0.billedTokens.map(ReportCell.tokens) ?? .unknown },
        .tokens("prompt_tokens") { $0.sums.tokens.prompt },
        ReportField("billed_prompt_tokens", "", .tokens) { figures in
            figures.billedTokens.map { .tokens($0.subtractingSaturating(figures.billedOutput)) } ?? .unknown
        },
        .tokens("output_tokens") { $0.sums.tokens.output },
        ReportField("billed_output_tokens", "", .tokens) {
            $0.billedTokens == nil ? .unknown : .tokens($0.billedOutput)
        },
        .money("estimated_cost", "List price") { $0.estimated },
        .money("reported_cost", "Reported") { $0.reported },
        .money("cost", "Counted") { $0.sums.knownAmount },
        .money("billed", "Billed") { KnownAmount($0.billed) },
        .money("difference", "Difference") { $0.difference },
        ReportField("difference_percent", "%", .number) {
            .optional($0.differenceHundredths, ReportCell.hundredths)
        },
        .money("own_key_amount") { KnownAmount($0.ownKeyAmount) },
    ]

    /// What a day has of a model or item. An item has no calls to be compared with.
    static let entries: [ReportField<ReconciledEntry>] =
        [
            ReportField("day", "Day", .text) { .text($0.day.description) }.asKey,
            ReportField("provider", "Provider", .text) { .text($0.provider.rawValue) }.asKey,
            .name("name", "Model") { $0.name }.asKey.onlyShown,
            ReportField("model", "", .name) { .optional($0.subject.model) { .name($0) } }.asKey,
            ReportField("item", "", .name) { .optional($0.subject.item) { .name($0) } }.asKey,
        ] + figures.map { $0.ofModels(\.subject, \.figures) }

    /// What all fetched days have of it.
    static let totals: [ReportField<ReconciledTotal>] =
        [
            ReportField("provider", "Provider", .text) { .text($0.provider.rawValue) }.asKey,
            .name("name", "Model") { $0.name }.asKey.onlyShown,
            ReportField("model", "", .name) { .optional($0.subject.model) { .name($0) } }.asKey,
            ReportField("item", "", .name) { .optional($0.subject.item) { .name($0) } }.asKey,
        ] + figures.map { $0.ofModels(\.subject, \.figures) } + [
            ReportField("causes", "", .text) { .list($0.causes.map { .text($0.code) }) }
        ]

    /// A provider; its figures are unknown where no day was fetched.
    static let providers: [ReportField<ReconciledProvider>] =
        [
            ReportField("provider", "Provider", .text) { .text($0.provider.rawValue) }.asKey,
            .flag("has_key") { $0.hasKey },
            .count("days", "Days") { $0.dayCount },
            .count("fetched_days", "Fetched") { Int64($0.told.count) },
            .moment("fetched_at", "Fetched at") { $0.fetchedAt },
        ]
        + figures.map { field in
            field.of(\ReconciledProvider.figures).when { !$0.told.isEmpty }
        }
}

extension ReportField {
    /// The same column, unknown where a condition does not hold.
    fileprivate func when(_ condition: @escaping @Sendable (Row) -> Bool) -> ReportField {
        var field = ReportField(column.key, column.title, column.kind) { [cell] row in
            condition(row) ? cell(row) : .unknown
        }
        field.column = column
        return field
    }

    /// The same column for what has figures; blank for an item where it is about calls.
    fileprivate func ofModels<Outer>(
        _ subject: @escaping @Sendable (Outer) -> ReconciledSubject, _ figures: @escaping @Sendable (Outer) -> Row
    ) -> ReportField<Outer> {
        let isOfCalls = ![ReportColumn.Kind.money, .number].contains(column.kind) || column.key.hasSuffix("cost")
        var field = ReportField<Outer>(column.key, column.title, column.kind) { [cell] row in
            isOfCalls && subject(row).model == nil ? .blank : cell(figures(row))
        }
        field.column = column
        return field
    }
}
