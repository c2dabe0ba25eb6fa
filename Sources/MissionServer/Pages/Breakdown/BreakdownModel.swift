// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// The rows of a breakdown as a table of typed cells.
struct BreakdownModel: Sendable {
    struct Row: Sendable {
        var name: String?
        var sums: UsageSums
        /// Part of the whole cost, in percent; nil where its cost is not known.
        var percent: Int64?
        /// What it cost the period before; nil where nothing is compared.
        var before: KnownAmount?
    }

    let model: SeriesModel

    var rows: [Row] {
        let shares = model.series.shares
        return zip(shares, Percentages.of(shares.map(\.sums.cost))).map { share, percent in
            Row(
                name: share.name, sums: share.sums, percent: share.sums.knownCost == nil ? nil : percent,
                before: model.previousShares.map { ($0[share.name] ?? UsageSums()).knownAmount })
        }
    }

    /// The columns' keys, in the order in which they are shown.
    static let columns = [
        "name", "calls", "input", "output", "thinking", "cached", "cost", "part", "cost_per_call", "in_out", "change",
    ]
    /// Those for which there is room on a phone.
    static let narrow: Set<String> = ["name", "cost", "change"]

    var table: ReportTable {
        var total = Row(name: nil, sums: model.series.totals, percent: nil, before: nil)
        total.before = model.previousShares.map { shares in
            shares.values.reduce(into: UsageSums()) { $0 += $1 }.knownAmount
        }
        var table = ReportTable("rows", fields, rows, totals: total)
        table.layouts = [ReportLayout(Self.columns), ReportLayout(Array(Self.narrow))]
        return table
    }

    private var fields: [ReportField<Row>] {
        [
            ReportField("name", model.kind.title, .name) { ReportCell.name($0.name) }.asKey,
            ReportField("calls", "Calls", .count) { .count($0.sums.calls) },
            ReportField("input", "Input", .tokens) { .tokens($0.sums.tokens.prompt) },
            ReportField("output", "Output", .tokens) { .tokens($0.sums.tokens.output) },
            ReportField("thinking", "Thinking", .tokens) { .tokens($0.sums.tokens.reasoning) },
            ReportField("cached", "Cached", .share) { Self.cached($0.sums) },
            ReportField("cost", "Cost", .money) { Self.cost($0.sums) },
            ReportField("part", "Share", .share) { $0.percent.map(ReportCell.part) ?? .unknown },
            ReportField("cost_per_call", "Per call", .money) { Self.perCall($0.sums) },
            ReportField("in_out", "In/out", .number) {
                .optional($0.sums.inputOutputHundredths, ReportCell.hundredths)
            },
            ReportField("change", "Change", .share) { row in
                row.before.map { .text(ChangeText.text(row.sums.knownAmount, $0)) } ?? .blank
            },
        ]
    }

    /// Calls of a flat fee cost nothing more; what they are worth is said where somebody points.
    private static func cost(_ sums: UsageSums) -> ReportCell {
        if sums.calls > 0, sums.subscriptionCalls == sums.calls { return .included(sums.subscriptionAmount.money) }
        return .cost(sums.cost, known: sums.knownAmount)
    }

    private static func perCall(_ sums: UsageSums) -> ReportCell {
        sums.calls > 0 && sums.subscriptionCalls == sums.calls ? .blank : .money(sums.meanCallCost)
    }

    private static func cached(_ sums: UsageSums) -> ReportCell {
        let prompt = sums.tokens.prompt
        guard prompt > 0 else { return .blank }
        return .percent(Int64(clamping: Int128(sums.tokens.cacheRead) * 100 / Int128(prompt)))
    }
}
