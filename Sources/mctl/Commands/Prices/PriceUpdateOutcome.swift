// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// What taking prices came to.
struct PriceUpdateOutcome {
    var update: PriceUpdate
    var plan: PriceUpdatePlan
    var isDryRun: Bool
    var isKept: Bool
    /// UTC.
    var today: CivilDay

    var text: String {
        var text = """
            \(update.origin): \(update.bytes.groupedString) bytes, SHA-256 \(update.sha256)
            \(what), from \(update.effective) on. US dollars per million tokens.

            """
        if !plan.changes.isEmpty { text += "\n" + changes }
        if !plan.newModels.isEmpty { text += "\n" + newModels }
        if !plan.refusals.isEmpty { text += "\nNot taken:\n" + refusals }
        return text + "\n" + summary + "\n" + advice
    }

    private var what: String {
        update.source == PriceCollection.Format.rates.rawValue ? "Rates of your own" : "Prices of \(update.source)"
    }

    private var changes: String {
        Columns(
            [["Model", "From", "Rate", "Old", "New", "Change"]]
                + plan.changes.map { change in
                    [
                        change.model, change.from?.description ?? "always", change.rate,
                        change.text(change.old) ?? "none", change.text(change.new) ?? "none", change.percent ?? "",
                    ]
                }
        ).text
    }

    private var newModels: String {
        Columns(
            [["Without a price so far", "Input", "Output", "Cache read", "Write 5m", "Write 1h", ""]]
                + plan.newModels.map { [$0.model] + $0.price.rates.texts + [""] }
        ).text
    }

    private var refusals: String {
        Columns(
            [["Model", "Rate", "Old", "New", "Why"]]
                + plan.refusals.map { [$0.model, $0.rate, $0.old ?? "none", $0.new ?? "none", $0.reason] }
        ).text
    }

    private var summary: String {
        let counts = plan.counts
        return "\(Self.models(counts.changed)) changed, \(counts.new.groupedString) new,"
            + " \(counts.unchanged.groupedString) as before, \(counts.refused.groupedString) not taken;"
            + " \(counts.skipped.groupedString) rows are of no use here."
    }

    private var advice: String {
        var text = ""
        if isDryRun {
            text += "Nothing was kept.\n"
        } else if isKept {
            text += "Kept as update \(update.id); `mctl prices undo` drops it again.\n"
        } else {
            text += "There is nothing to keep.\n"
        }
        if isKept, update.effective < today {
            text += """
                What was counted stays as it is. `mctl reprice --since \(update.effective) --dry-run` says what these prices \
                would change.

                """
        }
        if let refused = plan.refusals.first(where: \.isAcceptable) {
            text += "`--accept \(refused.model)` takes a price all the same.\n"
        }
        return text
    }

    private static func models(_ count: Int) -> String { count == 1 ? "1 model" : "\(count.groupedString) models" }

    var json: JSONValue {
        let head: JSONValue = [
            "schema_version": 1, "dry_run": .bool(isDryRun), "update": JSONValue(isKept ? update.id : nil),
            "taken_at": .string(update.takenAt.iso8601),
        ]
        return head.appending(update.facts).appending([
            "changes": .array(plan.changes.map(\.json)),
            "new_models": .array(
                plan.newModels.map { ["model": .string($0.model), "rates": $0.price.rates.dollars] }),
            "refused": .array(plan.refusals.map(\.json)),
        ])
    }
}

extension RateCard {
    fileprivate var texts: [String] {
        [input, output, cacheRead, cacheWrite5m, cacheWrite1h].map(\.shortDollars)
    }
}
