// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import MissionCore

/// What callers are told about budgets.
extension BudgetRoutes {
    private static let id = PathParameter("budget_id", "The budget's id.", example: "daily")
    private static let amount: JSONValue = [
        "scope": ["model": "claude-opus-4-6"], "period": "day", "usd": "12.50", "thresholds": [80, 100],
    ]

    static let listing = Operation(
        .budgets, "Every budget and how much of it is used.", parameters: [.zone], answer: .json(.budgets))
    static let adding = Operation(
        .budgets, "Sets a new budget.", detail: "Exactly one of `usd`, `tokens` and `calls` is named.",
        body: .json(.newBudget, example: JSONValue.object([JSONMember(key: "id", value: "daily")]).appending(amount)),
        answer: .json(.budget, "The budget.", status: .created), problems: [.conflict])
    static let setting = Operation(
        .budgets, "Sets a budget, or changes it.", detail: "Exactly one of `usd`, `tokens` and `calls` is named.",
        arguments: [id], body: .json(.budgetBody, example: amount), answer: .json(.budget, "The budget."))
    static let removing = Operation(.budgets, "Forgets a budget.", arguments: [id], answer: .done)
}
