// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Flat fees beside what the calls they cover would have cost, and what is left of the providers' windows.
package struct SubscriptionReport: Report {
    package let id = "subscriptions"
    package let title = "Subscriptions"
    package let summary =
        "Flat fees by account, what the calls they cover would have cost at list price, and what is left of the windows."
    package let options = ReportOptions(isLimitable: false)
    private let provider: SubscriptionProvider

    /// - Parameter provider: The fees that were told.
    package init(_ provider: SubscriptionProvider = .none) { self.provider = provider }

    /// An account with a fee, or with calls that a subscription covers.
    private struct Row {
        var account: String
        var monthlyFee: Money?
        var fee: Money?
        var sums: UsageSums

        /// How many times the fee the covered calls would have cost, in percent.
        var share: ReportCell {
            guard let fee, fee > .zero, sums.subscriptionAmount.money != nil else { return .blank }
            return .percent(Int64(clamping: Int128(sums.subscriptionValue.nanodollars) * 100 / Int128(fee.nanodollars)))
        }
    }

    package func load(
        _ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> ReportDocument {
        let today = request.zone.day(of: now)
        let until = min(request.until ?? today, today)
        let since = request.since ?? until.startOfMonth
        if until < since { throw ReportError.emptyRange(since: since, until: until) }
        let range = ReportRange(since: since, until: until, zone: request.zone)
        var query = try request.query()
        query.window = range.window
        query.groupBy = [.account]
        let usage = try await reader.usage(query)
        let fees = try provider.current().subscriptions
        let quotas = try await GatewayQuotas.load(from: reader, now: now)
        return document(Self.rows(usage, fees, days: since...until), quotas, range, usage, now: now)
    }

    private static func rows(_ usage: [UsageRow], _ fees: [Subscription], days: ClosedRange<CivilDay>) -> [Row] {
        var sums: [String: UsageSums] = [:]
        for row in usage { sums[row.values.first?.text ?? GatewayAccounts.unknown, default: UsageSums()] += row.sums }
        let paid = fees.map {
            Row(
                account: $0.account, monthlyFee: $0.monthlyFee, fee: $0.fee(for: days),
                sums: sums[$0.account] ?? UsageSums())
        }
        let named = Set(fees.map(\.account))
        let others = sums.filter { !named.contains($0.key) && $0.value.subscriptionCalls > 0 }
            .map { Row(account: $0.key, sums: $0.value) }
        return paid + others.sorted { $0.account < $1.account }
    }

    private func document(
        _ rows: [Row], _ gateways: [GatewayQuotas], _ range: ReportRange, _ usage: [UsageRow], now: Timestamp
    ) -> ReportDocument {
        var table = ReportTable("accounts", Self.fields, rows)
        table.layouts = [
            ReportLayout(["account", "monthly_fee", "fee", "calls", "subscription_value", "value_share", "cost"]),
            ReportLayout(["account", "fee", "subscription_value", "cost"]),
        ]
        table.sheet = ["account", "monthly_fee", "fee", "calls", "subscription_value", "cost"]
        var document = ReportDocument(
            id: id, title: title, range: range,
            items: [
                .fact("schema_version", .count(1)), .fact("range", range.cell), .table(table),
                .table(Self.windows(gateways, now: now)), .notes("warnings"),
            ])
        document.notes = [
            ReportNote(
                "“At list price” is what the calls that a subscription covers would have cost; “spent” is money spent beside"
                    + " the fee. Fees are counted by the day.", isWarning: false)
        ]
        let total = usage.reduce(into: UsageSums()) { $0 += $1.sums }
        if total.unknownUsageCalls > 0 {
            document.notes.append(
                ReportNote("\(UsageNotes.calls(total.unknownUsageCalls)) told no usage and are in no figure."))
        }
        if rows.isEmpty && gateways.isEmpty {
            document.emptySentence = "No fee was told, no call is covered by a subscription: \(range)."
        } else if gateways.isEmpty {
            document.notes.append(
                ReportNote(
                    "How full the windows are is not known: no provider told of them in the last eight days.",
                    isWarning: false))
        }
        return document
    }

    private static let fields: [ReportField<Row>] = [
        .name("account", "Account") { $0.account }.asKey,
        ReportField("monthly_fee", "Fee a month", .money) { .optional($0.monthlyFee) { .money(KnownAmount($0)) } },
        ReportField("fee", "Fee so far", .money) { .optional($0.fee) { .money(KnownAmount($0)) } },
        .count("calls", "Calls") { $0.sums.calls },
        .money("subscription_value", "At list price") { $0.sums.subscriptionAmount },
        ReportField("value_share", "of the fee", .share) { $0.share },
        .money("cost", "Spent") { $0.sums.knownAmount },
        .count("unpriced_calls") { $0.sums.unpricedCalls },
    ]

    private static func windows(_ gateways: [GatewayQuotas], now: Timestamp) -> ReportTable {
        typealias Row = (gateway: String, quota: QuotaWindow)
        let rows = gateways.flatMap { gateway in gateway.quotas.map { (gateway.gateway, $0) as Row } }
        let fields: [ReportField<Row>] = [
            .name("gateway", "Told by") { $0.gateway }.asKey, .name("provider", "Provider") { $0.quota.provider },
            .text("window", "Window") { $0.quota.label },
            ReportField("left", "Left", .share) { .perMille(max(0, 10_000 - $0.quota.usedHundredths) / 10) },
            .moment("resets_at", "Resets") { $0.quota.resetsAt },
            ReportField("time_to_limit", "Used up in", .duration) {
                .optional($0.quota.timeToLimitMilliseconds, ReportCell.duration)
            },
            .moment("read_at", "Told at") { $0.quota.readAt },
        ]
        var table = ReportTable("windows", fields, rows)
        table.title = "What is left of the windows"
        table.layouts = [
            ReportLayout(["gateway", "provider", "window", "left", "resets_at", "time_to_limit", "read_at"]),
            ReportLayout(["gateway", "provider", "window", "left", "resets_at"]),
        ]
        return table
    }
}
