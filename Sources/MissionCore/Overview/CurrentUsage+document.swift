// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension CurrentUsage {
    /// `window`, `limits` and `binding`, for programs.
    var items: [ReportItem] {
        [
            .fact("window", .optional(block) { window($0) }), .fact("limits", .list(meters.map(\.cell))),
            .fact("binding", .optional(binding) { .text($0.title) }),
        ]
    }

    private func window(_ block: UsageBlock) -> ReportCell {
        .record([
            ReportFact("started_at", .moment(block.start)), ReportFact("resets_at", .moment(block.end)),
            ReportFact("reset_in_ms", .count(max(0, block.end.milliseconds - now.milliseconds))),
            ReportFact("calls", .count(block.sums.calls)), ReportFact("tokens", .tokens(block.sums.tokens.total)),
            ReportFact("cost", .cost(block.sums.cost, known: block.sums.knownAmount)),
        ])
    }
}

extension LimitMeter {
    /// `{"limit","used_percent","resets_at","time_to_limit_ms","earliest_ms","latest_ms"}`.
    var cell: ReportCell {
        .record([
            ReportFact("limit", .text(title)), ReportFact("used_percent", .number(usedPercent)),
            ReportFact("resets_at", .optional(resetsAt) { .moment($0) }),
            ReportFact("time_to_limit_ms", .optional(time?.expected) { .count($0) }),
            ReportFact("earliest_ms", .optional(time?.earliest) { .count($0) }),
            ReportFact("latest_ms", .optional(time?.latest) { .count($0) }),
        ])
    }
}

extension StatusLine {
    /// The same facts, for programs.
    package var json: JSONValue {
        var document = ReportDocument(
            id: "statusline", title: "Status", scope: "", zone: .utc,
            items: [
                .fact("schema_version", .count(1)), .fact("generated_at", .moment(current.now)),
                .fact("today", today.cell), .fact("session", .optional(session) { $0.cell }),
                .fact("burn_rate", current.recent.rate.cell),
            ])
        document.items += current.items
        return document.json
    }
}
