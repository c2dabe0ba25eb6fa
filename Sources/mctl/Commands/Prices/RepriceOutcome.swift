// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What a repricing tells.
struct RepriceOutcome {
    var repricing: Repricing
    var isDryRun: Bool

    var text: String {
        repricing.kind == .unpriced ? firstPrices : repriced
    }

    private var firstPrices: String {
        let left = repricing.examined - repricing.calls
        guard repricing.examined > 0 else { return "Every call has a price or a cost.\n" }
        var text = ""
        if repricing.calls > 0 {
            text += "\(summary)\n"
        }
        if left > 0 {
            text += "\(Self.calls(left)) still \(left == 1 ? "has" : "have") no price: see `mctl prices check`.\n"
        }
        return text
    }

    /// What became of the calls that have a price now.
    var summary: String {
        let verb = isDryRun ? "would get" : "got"
        return "\(Self.calls(repricing.calls)) without a price \(verb) one: \(repricing.after.displayString) in all."
    }

    private var repriced: String {
        guard repricing.calls > 0 else { return unchanged + remarks }
        let rows =
            repricing.models.filter { $0.calls > 0 }.map { model in
                Self.row(
                    model.model, model.examined, model.calls, model.reportedCalls, model.before, model.after)
            } + [
                Self.row(
                    "All \(Self.calls(repricing.examined))", repricing.examined, repricing.calls,
                    repricing.reportedCalls, repricing.before, repricing.after)
            ]
        let header = ["US dollars", "Calls", "Changed", "Recorded", "Before", "After", "Difference", ""]
        return Columns([header] + rows).text + "\n" + verdict + remarks
    }

    private static func row(
        _ name: String, _ examined: Int64, _ calls: Int64, _ reported: Int64, _ before: Money, _ after: Money
    ) -> [String] {
        [
            name, examined.groupedString, calls.groupedString, reported.groupedString, before.decimalString,
            after.decimalString, (after - before).decimalString, "",
        ]
    }

    private var verdict: String {
        let calls = Self.calls(repricing.calls)
        let difference = "\(repricing.difference.nanodollars.groupedString) nanodollars"
        if isDryRun { return "\(calls) would change, by \(difference) in all. Nothing was changed.\n" }
        let id = repricing.id.map { "\($0)" } ?? ""
        if let undoes = repricing.undoes {
            return "Repricing \(undoes) is undone (number \(id)): \(calls) changed back, by \(difference) in all.\n"
        }
        return "\(calls) changed, by \(difference) in all. `mctl reprice --undo \(id)` takes it back.\n"
    }

    private var unchanged: String {
        if repricing.kind == .undo { return "No call has the stamp any more that is to be taken back.\n" }
        return repricing.examined == 0
            ? "There are no such calls.\n" : "\(Self.calls(repricing.examined)): none would cost anything else.\n"
    }

    private var remarks: String {
        var text = ""
        if repricing.reportedCalls > 0 {
            text +=
                "\(Self.calls(repricing.reportedCalls)) count what was recorded or billed, whatever the list price is.\n"
        }
        if repricing.keptCalls > 0 {
            text += "\(Self.calls(repricing.keptCalls)) would have no price any more, and keep the one they have.\n"
        }
        if repricing.leftCalls > 0 {
            text +=
                "\(Self.calls(repricing.leftCalls)) became better known or were priced again since, and stay as they are.\n"
        }
        return text
    }

    var json: JSONValue {
        let flags: JSONValue = ["schema_version": 1, "dry_run": .bool(isDryRun)]
        return flags.appending(repricing.json)
    }

    private static func calls(_ count: Int64) -> String {
        count == 1 ? "1 call" : "\(count.groupedString) calls"
    }
}
