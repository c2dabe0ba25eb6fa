// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Windows of some hours, as plans count them.
package struct WindowReport: Report {
    /// The name by which callers ask for it.
    package let id = "windows"
    /// For headings.
    package let title = "Windows of hours"
    /// What it shows.
    package let summary = "Windows of five hours, as plans count them: used, rate and projection."
    /// What a caller may ask beyond days and filters.
    package let options = ReportOptions(formats: [.table, .json, .markdown])
    /// What is asked beyond days and filters.
    package var asked: BlockUsage.Options

    package init(_ asked: BlockUsage.Options = BlockUsage.Options()) {
        self.asked = asked
    }

    /// Asks a ledger; see ``Report/load(_:_:now:)``.
    package func load(
        _ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> ReportDocument {
        try await BlockUsage.load(from: reader, request, now: now, options: asked).document
    }
}

extension BlockUsage {
    /// The blocks as a document; a block has the keys that ccusage gives it, and the exact cost beside them.
    package var document: ReportDocument {
        var table = ReportTable("blocks", fields, blocks)
        table.totals = fields.map { field in
            switch field.column.key {
            case "calls": .count(totals.calls)
            case "tokens": .tokens(totals.tokens.total)
            case "known_cost": .money(totals.knownAmount)
            default: .blank
            }
        }
        let figures = ["calls", "tokens", "known_cost"] + (limit == nil ? [] : ["limit_share"])
        // Figures matter more than who answered.
        table.layouts = [ReportLayout(["block", "called"] + figures), ReportLayout(["block"] + figures)]
        var document = ReportDocument(
            id: "windows", title: "Windows of \(options.hours) hours", range: range,
            items: [
                .fact("schema_version", .count(1)), .fact("range", range.cell), .fact("hours", .count(options.hours)),
                .table(table), .fact("totals", totals.cell), .notes("warnings"),
            ])
        document.notes = [ReportNote](active.map(sentences) ?? [], for: .people) + [ReportNote](warnings)
        if blocks.isEmpty {
            document.emptySentence = options.isActiveOnly ? "No window is active." : "No calls match: \(range)."
        }
        return document
    }

    /// What the block that goes on is heading for.
    private func sentences(_ block: UsageBlock) -> [String] {
        let left = DurationText.rough(max(0, block.end.milliseconds.subtractingSaturating(now.milliseconds)))
        guard let burn = block.burn, let projection = block.projection(at: now) else {
            return ["The active window has \(left) left; one call tells no rate."]
        }
        let rate = NSDecimalNumber(decimal: burn.tokensPerMinute).rounding(accordingToBehavior: nil).int64Value
        var sentences = [
            "The active window has \(left) left. At \(rate.groupedString) tokens a minute and"
                + " \(burn.costPerHour.text()) an hour it comes to \(projection.tokens.compactString) tokens and"
                + " \(projection.cost.text())."
        ]
        if let use = use(block), use.word != "ok" {
            let verb = use.word == "exceeds" ? "beyond" : "\(use.usedHundredths / 100) % of"
            sentences.append("That is \(verb) the limit of \(use.limit.groupedString) tokens.")
        }
        return sentences
    }

    private var fields: [ReportField<UsageBlock>] {
        let shown: [ReportField<UsageBlock>] = [
            ReportField("block", "Window", .text) { name($0) },
            ReportField("called", "Models", .name) { $0.isGap ? .blank : .names($0.models) },
            ReportField("calls", "Calls", .count) { $0.isGap ? .blank : .count($0.sums.calls) },
            ReportField("tokens", "Tokens", .tokens) { $0.isGap ? .blank : .tokens($0.sums.tokens.total) },
            ReportField("known_cost", "Cost", .money) { $0.isGap ? .blank : .money($0.sums.knownAmount) },
            ReportField("limit_share", "Of limit", .share) {
                .optional(use($0)) { .percent($0.usedHundredths / 100) }
            },
        ]
        let data: [ReportField<UsageBlock>] = [
            .text("id") { $0.isGap ? "gap-\($0.start.iso8601)" : $0.start.iso8601 },
            .moment("startTime") { $0.start },
            .moment("endTime") { $0.end },
            .moment("actualEndTime") { $0.lastCall },
            .flag("isActive") { $0.isActive(at: now) },
            .flag("isGap") { $0.isGap },
            .count("entries") { $0.sums.calls },
            .record("tokenCounts") { $0.sums.tokens.blockCell },
            .tokens("totalTokens") { $0.sums.tokens.total },
            ReportField("costUSD", "", .number) { .optional($0.sums.knownCost) { .number($0.dollars) } },
            .names("models") { $0.models },
            .record("burnRate") { $0.burn?.cell },
            .record("projection") { $0.projection(at: now)?.cell },
            .record("tokenLimitStatus") { use($0)?.cell },
            .count("unpricedCalls") { $0.sums.unpricedCalls + $0.sums.unknownUsageCalls },
            ReportField("cost", "", .money) { .cost($0.sums.cost, known: $0.sums.knownAmount) },
        ]
        return shown.map(\.onlyShown) + data
    }

    private func name(_ block: UsageBlock) -> ReportCell {
        let window = Window(start: block.start, end: block.end)
        if block.isGap {
            let length = DurationText.rough(block.end.milliseconds.subtractingSaturating(block.start.milliseconds))
            return .remarked(.moment(block.start), "no calls for \(length)")
        }
        return block.isActive(at: now) ? .remarked(.period(window), "active") : .period(window)
    }
}

extension TokenCounts {
    fileprivate var blockCell: ReportCell {
        .record([
            ReportFact("inputTokens", .tokens(input)), ReportFact("outputTokens", .tokens(output)),
            ReportFact("cacheCreationInputTokens", .tokens(cacheWrite)),
            ReportFact("cacheReadInputTokens", .tokens(cacheRead)),
        ])
    }
}

extension UsageBlock.Burn {
    fileprivate var cell: ReportCell {
        .record([
            ReportFact("tokensPerMinute", .number(tokensPerMinute)),
            ReportFact("tokensPerMinuteForIndicator", .number(uncachedTokensPerMinute)),
            ReportFact("costPerHour", .optional(costPerHour.money) { .number($0.dollars) }),
        ])
    }
}

extension UsageBlock.Projection {
    fileprivate var cell: ReportCell {
        .record([
            ReportFact("totalTokens", .tokens(tokens)),
            ReportFact("totalCost", .optional(cost.money) { .number($0.roundedDollars) }),
            ReportFact("remainingMinutes", .count(minutesLeft)),
        ])
    }
}

extension BlockUsage.LimitUse {
    fileprivate var cell: ReportCell {
        .record([
            ReportFact("limit", .tokens(limit)), ReportFact("projectedUsage", .tokens(projected)),
            ReportFact(
                "percentUsed",
                .number(Decimal(sign: .plus, exponent: -2, significand: Decimal(usedHundredths)))),
            ReportFact("status", .text(word)),
        ])
    }
}

extension Money {
    /// Dollars with all nine decimals.
    fileprivate var dollars: Decimal {
        Decimal(sign: nanodollars < 0 ? .minus : .plus, exponent: -9, significand: Decimal(nanodollars.magnitude))
    }

    /// Dollars and cents, rounded half-even.
    fileprivate var roundedDollars: Decimal {
        Decimal(sign: roundedCents < 0 ? .minus : .plus, exponent: -2, significand: Decimal(roundedCents.magnitude))
    }
}
