// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Every budget with a meter, and the forms that set, change and delete them.
struct BudgetSection {
    let model: AlertsModel
    let state: PageState

    private var clock: PageClock { PageClock(zone: state.zone, now: state.now) }

    var content: Markup {
        let shown = model.budgets.prefix(AlertsModel.maximumRows)
        return Panel("budgets", "Budgets", detail: tag("a", Attribute("href", "/api/v1/budgets")) { "JSON" }) {
            // Always there, so that the form below keeps its place when the first budget is set.
            tag("p", .cssClass("detail")) {
                "A budget says how much may be used in a day, a week, a month or five hours, and warns before it is."
            }
            tag("ul", .cssClass("rows budgets")) {
                for status in shown { row(status) }
            }
            tag("details", [.cssClass("send")] + (model.budgets.isEmpty ? [Attribute("open")] : [])) {
                tag("summary") { "New budget" }
                BudgetForm(budget: nil).content
            }
            if shown.count < model.budgets.count {
                tag("p", .cssClass("detail")) {
                    "\(shown.count) of \(model.budgets.count.groupedString) budgets, by how much is used. "
                    CodeText.markup("`mctl budget` lists all.")
                }
            }
            names
        }.content
    }

    /// What may be written into a form's name; the browser offers it.
    private var names: Markup {
        tag("datalist", .id("budget-names")) {
            for known in model.names {
                tag("option", Attribute("value", known.name), Attribute("label", known.dimension.title)) {}
            }
        }
    }

    private func row(_ status: BudgetStatus) -> Markup {
        let budget = status.budget
        return tag("li", Attribute("id", "budget-\(PageState.encoded(budget.id))")) {
            tag("div", .cssClass("what")) {
                tag("p", .cssClass("message")) { tag("b") { budget.id } }
                tag("p", .cssClass("detail")) { "\(budget.scope.text), per \(budget.period.rawValue)" }
            }
            tag("div", .cssClass("use")) {
                Meter(hundredths: status.usedHundredths, ticks: budget.thresholds.map { $0 * 100 }).content
                tag("p", .cssClass("detail")) { used(status) }
            }
            tag("div", .cssClass("acts")) { word(status) }
            tag("details", .cssClass("send")) {
                tag("summary") {
                    "Change"
                    tag("span", .cssClass("hidden")) { " \(budget.id)" }
                }
                BudgetForm(budget: budget).content
                SendForm(
                    .delete, BudgetForm.address(budget.id), done: "Deleted.", button: "Delete", about: budget.id,
                    confirm: "Press again to delete"
                ).content
            }
        }
    }

    private func used(_ status: BudgetStatus) -> Markup {
        let percent = "\(status.usedHundredths / 100) %"
        return tag("span", .cssClass("number")) {
            (status.isPartial ? "at least " : "") + amount(status, status.used)
        }
            + Markup(" of \(amount(status, status.budget.limit)) · \(percent) · until ") + clock.time(status.window.end)
            + Markup(status.budget.zone.map { " (\($0.name))" } ?? "")
            + Markup(" · warns at \(status.budget.thresholds.map { "\($0)" }.joined(separator: ", ")) %")
    }

    private func amount(_ status: BudgetStatus, _ value: Int64) -> String {
        switch status.budget.amount {
        case .cost: Money(nanodollars: value).displayString
        case .tokens: CountText.tokens(value)
        case .calls: CountText.calls(value)
        }
    }

    private func word(_ status: BudgetStatus) -> Markup {
        if status.used > status.budget.limit {
            return tag("span", .cssClass("status failed")) { Icon.failed.content + Markup("Exceeded") }
        }
        if let threshold = status.threshold {
            return tag("span", .cssClass("status caution")) { Icon.warning.content + Markup("Beyond \(threshold) %") }
        }
        return tag("span", .cssClass("status good")) { Icon.check.content + Markup("Within") }
    }
}

/// The fields of a budget, empty for a new one.
struct BudgetForm {
    let budget: Budget?

    static func address(_ id: String) -> String { "/api/v1/budgets/\(PageState.encoded(id))" }

    var content: Markup {
        SendForm(
            budget == nil ? .post : .put, budget.map { Self.address($0.id) } ?? "/api/v1/budgets", style: "send fields",
            done: budget == nil ? "The budget is set." : "Changed.", button: budget == nil ? "Set budget" : "Save",
            isPrimary: true
        ) {
            if budget == nil {
                FormField.text(
                    "Name", "id", hint: "daily",
                    [Attribute("required"), Attribute("maxlength", "64"), Attribute("pattern", "[A-Za-z0-9_.\\-]+")])
            }
            scope
            FormField.choice(
                "Per", Budget.Period.allCases.map { ($0.rawValue, $0 == .window ? "5 hours" : $0.rawValue) },
                chosen: budget?.period.rawValue ?? "day", [Attribute("name", "period")])
            amount
            FormField.text(
                "Warn at percent", "thresholds",
                value: (budget?.thresholds ?? Budget.usualThresholds).map { "\($0)" }.joined(separator: ", "),
                [Attribute("data-type", "numbers"), Attribute("required")])
            FormField.text(
                "Time zone", "tz", value: budget?.zone?.name ?? "", hint: "of whoever looks",
                [Attribute("maxlength", "64")])
            FormField.choice(
                "Weeks begin on", Weekday.allCases.map { ($0.name, $0.name) },
                chosen: (budget?.weekStart ?? .monday).name, [Attribute("name", "week_starts")])
        }.content
    }

    private var scope: Markup {
        var (chosen, value) = ("all", "")
        if case .one(let dimension, let name)? = budget?.scope { (chosen, value) = (dimension.rawValue, name) }
        return FormField.choice(
            "Of", [("all", "everything")] + Budget.dimensions.map { ($0.rawValue, $0.title.lowercased()) },
            chosen: chosen, [Attribute("data-role", "scope")])
            + FormField.text(
                "Named", "scope", value: value, hint: "all of them",
                [Attribute("data-within", "scope"), Attribute("list", "budget-names"), Attribute("maxlength", "400")])
    }

    private var amount: Markup {
        let (chosen, value) =
            switch budget?.amount {
            case .cost(let money)?: ("usd", Self.dollars(money))
            case .tokens(let count)?: ("tokens", "\(count)")
            case .calls(let count)?: ("calls", "\(count)")
            case nil: ("usd", "")
            }
        return FormField.text(
            "At most", "amount", value: value, hint: "50",
            [
                Attribute("data-named", "measure"), Attribute("data-type", "number"), Attribute("inputmode", "decimal"),
                Attribute("required"),
            ])
            + FormField.choice(
                "What", [("usd", "US dollars"), ("tokens", "tokens"), ("calls", "calls")], chosen: chosen,
                [Attribute("data-role", "measure")])
    }

    /// As the form sends it again: all digits that matter, at least cents, and nothing between thousands.
    private static func dollars(_ money: Money) -> String {
        var text = Substring(money.decimalString)
        while text.hasSuffix("0"), text.split(separator: ".").last?.count ?? 0 > 2 { text = text.dropLast() }
        return String(text)
    }
}
