// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

extension BlockUsage {
    /// The blocks as a table with a heading and notes; a sentence where there are none.
    public func text(_ style: TableStyle) -> String {
        guard !blocks.isEmpty else {
            let notes = warnings.map { style.warning($0) + "\n" }.joined()
            return (options.isActiveOnly ? "No block is active.\n" : "No calls match: \(range).\n") + notes
        }
        let marksGap = (blocks.map(\.sums) + [totals]).contains(where: UsageColumns.hasGap)
        var columns: [TextTable.Column] = [
            .init(title: "Block", isRightAligned: false),
            .init(title: "Models", isRightAligned: false, isShortenable: true), .init(title: "Calls"),
            .init(title: "Tokens"), .init(title: "Cost"),
        ]
        if limit != nil { columns.append(.init(title: "Of limit")) }
        let rows = blocks.map { cells($0, style, marksGap) }
        let calls = ["Total", "", totals.calls.groupedString, totals.tokens.total.compactString]
        let cost = UsageColumns.cost(totals, style: style, marksGap: marksGap)
        var table = TextTable(
            columns: columns, rows: rows, totals: calls + [cost] + (limit == nil ? [] : [""]))
        // Figures matter more than who answered.
        if let width = style.width, table.fitted(to: width, unicode: style.unicode).width > width {
            table.remove(column: 1)
        }
        let notes = (active.map { sentences($0) } ?? []) + warnings
        return TextPage(
            title: "Blocks of \(options.hours) hours", range: range, marksGap: marksGap, notes: notes
        ).text(table, style)
    }

    private func cells(_ block: UsageBlock, _ style: TableStyle, _ marksGap: Bool) -> [String] {
        let more = limit == nil ? 0 : 1
        if block.isGap {
            let length = DurationText.rough(block.end.milliseconds.subtractingSaturating(block.start.milliseconds))
            let name = "\(range.zone.clockText(of: block.start))  no calls for \(length)"
            return [name, "", "", "", ""] + Array(repeating: "", count: more)
        }
        let others = block.models.count > 1 ? " +\(block.models.count - 1)" : ""
        let use = use(block).map { ["\($0.usedHundredths / 100) %"] } ?? Array(repeating: "", count: more)
        return [
            span(block) + (block.isActive(at: now) ? "  active" : ""),
            (block.models.first?.displayable ?? style.unknown) + others, block.sums.calls.groupedString,
            block.sums.tokens.total.compactString, UsageColumns.cost(block.sums, style: style, marksGap: marksGap),
        ] + use
    }

    private func span(_ block: UsageBlock) -> String {
        let end = range.zone.clockText(of: block.end)
        let isSameDay = range.zone.day(of: block.start) == range.zone.day(of: block.end)
        return "\(range.zone.clockText(of: block.start)) to \(isSameDay ? String(end.suffix(5)) : end)"
    }

    /// What the block that goes on is heading for.
    private func sentences(_ block: UsageBlock) -> [String] {
        let left = DurationText.rough(max(0, block.end.milliseconds.subtractingSaturating(now.milliseconds)))
        guard let burn = block.burn, let projection = block.projection(at: now) else {
            return ["The active block has \(left) left; one call tells no rate."]
        }
        let rate = NSDecimalNumber(decimal: burn.tokensPerMinute).rounding(accordingToBehavior: nil).int64Value
        var sentences = [
            "The active block has \(left) left. At \(rate.groupedString) tokens a minute and"
                + " \(burn.costPerHour.text()) an hour it comes to \(projection.tokens.compactString) tokens and"
                + " \(projection.cost.text())."
        ]
        if let use = use(block), use.word != "ok" {
            let verb = use.word == "exceeds" ? "beyond" : "\(use.usedHundredths / 100) % of"
            sentences.append("That is \(verb) the limit of \(use.limit.groupedString) tokens.")
        }
        return sentences
    }

    /// The blocks as one object; a block has the keys that ccusage gives it, and the exact cost beside them.
    public var json: JSONValue {
        [
            "schema_version": 1,
            "range": range.json,
            "hours": .integer(options.hours),
            "blocks": .array(blocks.map(json)),
            "totals": totals.json,
            "warnings": .array(warnings.map(JSONValue.string)),
        ]
    }

    private func json(_ block: UsageBlock) -> JSONValue {
        let tokens = block.sums.tokens
        let start = block.start.iso8601
        let facts: JSONValue = [
            "id": .string(block.isGap ? "gap-\(start)" : start),
            "startTime": .string(start),
            "endTime": .string(block.end.iso8601),
            "actualEndTime": JSONValue(block.lastCall?.iso8601),
            "isActive": .bool(block.isActive(at: now)),
            "isGap": .bool(block.isGap),
            "entries": .integer(block.sums.calls),
            "tokenCounts": [
                "inputTokens": .integer(tokens.input), "outputTokens": .integer(tokens.output),
                "cacheCreationInputTokens": .integer(tokens.cacheWrite),
                "cacheReadInputTokens": .integer(tokens.cacheRead),
            ],
            "totalTokens": .integer(tokens.total),
            "costUSD": block.sums.knownCost?.exactJSON ?? .null,
            "models": .array(block.models.map(JSONValue.string)),
            "burnRate": block.burn?.json ?? .null,
            "projection": block.projection(at: now)?.json ?? .null,
        ]
        return facts.appending([
            "tokenLimitStatus": use(block)?.json ?? .null, "unpricedCalls": .integer(unpriced(block)),
        ])
        .appending(["cost": block.sums.cost.json])
    }

    private func unpriced(_ block: UsageBlock) -> Int64 {
        block.sums.unpricedCalls + block.sums.unknownUsageCalls
    }
}

extension UsageBlock.Burn {
    fileprivate var json: JSONValue {
        [
            "tokensPerMinute": .decimal(tokensPerMinute),
            "tokensPerMinuteForIndicator": .decimal(uncachedTokensPerMinute),
            "costPerHour": costPerHour.money?.exactJSON ?? .null,
        ]
    }
}

extension UsageBlock.Projection {
    fileprivate var json: JSONValue {
        [
            "totalTokens": .integer(tokens), "totalCost": cost.money?.approximateJSON ?? .null,
            "remainingMinutes": .integer(minutesLeft),
        ]
    }
}

extension BlockUsage.LimitUse {
    fileprivate var json: JSONValue {
        [
            "limit": .integer(limit), "projectedUsage": .integer(projected),
            "percentUsed": .decimal(Decimal(sign: .plus, exponent: -2, significand: Decimal(usedHundredths))),
            "status": .string(word),
        ]
    }
}

extension Money {
    /// Dollars with all nine decimals as a JSON number.
    fileprivate var exactJSON: JSONValue {
        let significand = Decimal(nanodollars.magnitude)
        return .decimal(Decimal(sign: nanodollars < 0 ? .minus : .plus, exponent: -9, significand: significand))
    }
}
