// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Budgets and what is used of them, and alerts, as documents.
package struct BudgetList: Hashable, Sendable {
    /// Every budget's state, in the plan's order.
    package var statuses: [BudgetStatus]
    /// When that was.
    package var now: Timestamp
    /// Whose days.
    package var zone: Zone

    package init(_ statuses: [BudgetStatus], zone: Zone, now: Timestamp) {
        self.statuses = statuses
        self.zone = zone
        self.now = now
    }

    /// The table.
    package var document: ReportDocument {
        let fields: [ReportField<BudgetStatus>] = [
            ReportField<BudgetStatus>.text("id", "Budget") { $0.budget.id }.asKey,
            .text("scope", "Of") { $0.budget.scope.text }, .text("period", "Per") { $0.budget.period.rawValue },
            .text("measure", "What") { $0.budget.subject },
            ReportField("used", "Used", .number) { $0.cell($0.used) },
            ReportField("limit", "Limit", .number) { $0.cell($0.budget.limit) },
            ReportField("used_percent", "Used %", .share) { .perMille($0.usedHundredths / 10) },
            ReportField("resets_at", "Until", .time) { .moment($0.window.end) },
            .text("state", "State") { $0.word },
        ]
        var table = ReportTable("budgets", fields, statuses)
        table.layouts = [
            ReportLayout(["id", "scope", "period", "used", "limit", "used_percent", "resets_at", "state"]),
            ReportLayout(["id", "used", "limit", "used_percent", "state"]),
        ]
        var document = ReportDocument(
            id: "budgets", title: "Budgets", scope: "(\(zone.name))", zone: zone,
            items: [
                .fact("schema_version", .count(1)), .fact("generated_at", .moment(now)), .fact("tz", .text(zone.name)),
                .table(table), .notes("warnings"),
            ])
        if statuses.contains(where: \.isPartial) {
            document.notes = [ReportNote](["Some calls have no known cost: more is used than is shown."])
        }
        return document
    }
}

extension BudgetStatus {
    fileprivate func cell(_ value: Int64) -> ReportCell {
        switch budget.amount {
        case .cost: .money(KnownAmount(Money(nanodollars: value), isPartial: isPartial && value == used))
        case .tokens: .tokens(value)
        case .calls: .count(value)
        }
    }
}
