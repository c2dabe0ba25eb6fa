// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// What kinds of work calls were, and by which rule each is told.
package struct TaskReport: Report {
    package let id = "tasks"
    package let title = "Usage by task type"
    package let summary = "Kinds of work (coding, automation, design, testing, general), with the rule that tells each."
    package let options = ReportOptions(groupBy: [.taskType])

    package init() {}

    /// Asks a ledger; see ``Report/load(_:_:now:)``.
    package func load(
        _ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> ReportDocument {
        try await TaskUsage.load(from: reader, request).document
    }
}

/// Calls by kind of work, and by the rule that tells it.
package struct TaskUsage: Hashable, Sendable {
    /// A kind of work.
    package struct Kind: Hashable, Sendable {
        /// `coding`, or what a caller calls it.
        package var type: String
        package var sums = UsageSums()
        /// Calls by the rule that applied to them.
        package var calls: [TaskRule: Int64] = [:]
    }

    /// The days it covers.
    package var range: ReportRange
    /// Kinds of work, most expensive first; those of the five that have no calls are among them.
    package var kinds: [Kind]
    /// The sums by rule, in the order in which rules apply.
    package var rules: [(rule: TaskRule, sums: UsageSums)] { TaskRule.allCases.map { ($0, byRule[$0] ?? UsageSums()) } }
    package var totals: UsageSums
    /// What must be said beside the figures.
    package var warnings: [String]
    private var byRule: [TaskRule: UsageSums]
    private var limit: Int?

    /// Asks a ledger.
    ///
    /// - Throws: ``ReportError`` when the request makes no sense, or what the ledger throws.
    package static func load(from reader: any LedgerReader, _ request: ReportRequest) async throws -> TaskUsage {
        var query = try request.query()
        query.groupBy = [.taskType, .caller, .sessionKind, .harness]
        var usage = TaskUsage(range: try request.range(), kinds: [], totals: UsageSums(), warnings: [], byRule: [:])
        var kinds = Dictionary(uniqueKeysWithValues: TaskType.allCases.map { ($0.rawValue, Kind(type: $0.rawValue)) })
        for row in try await reader.usage(query) {
            let keys = row.keys
            let (type, rule) = TaskRule.classify(
                recorded: keys[0], caller: keys[1], sessionKind: keys[2], program: keys[3])
            kinds[type, default: Kind(type: type)].sums += row.sums
            kinds[type, default: Kind(type: type)].calls[rule, default: 0] += row.sums.calls
            usage.byRule[rule, default: UsageSums()] += row.sums
            usage.totals += row.sums
        }
        let ranked = kinds.values.mostExpensiveFirst(\.sums.costRank, name: \.type)
        usage.kinds = request.direction == .ascending ? ranked.reversed() : ranked
        usage.limit = request.limit
        usage.warnings =
            try await UnmatchedFilters.notes(request.filters, from: reader)
            + UsageNotes(usage.totals, costMode: request.costMode).sentences
        return usage
    }

    package static func == (left: TaskUsage, right: TaskUsage) -> Bool {
        left.kinds == right.kinds && left.byRule == right.byRule && left.range == right.range
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(kinds)
    }
}

extension TaskUsage {
    /// The answer as a document.
    package var document: ReportDocument {
        let keys: [ReportField<Kind>] = [
            .name("task_type", "Task type") { $0.type }.asKey,
            .count("recorded_calls", "Recorded") { $0.calls[.recorded] ?? 0 },
        ]
        var table = ReportTable("rows", keys + UsageFigures.of { $0.sums }, kinds)
        table.totals = [.blank, .count(byRule[.recorded]?.calls ?? 0)] + UsageFigures.all.map { $0.cell(totals) }
        table.layouts = [
            ReportLayout([
                "task_type", "calls", "recorded_calls", "input_tokens", "output_tokens", "total_tokens", "cost",
            ]),
            ReportLayout(["task_type", "calls", "total_tokens", "cost"]),
        ]
        table.sheet = ["task_type"] + UsageFigures.sheet + ["recorded_calls"]
        table.dataLimit = limit
        table.cut = limit.map { ReportCut($0, "task types") }
        var document = ReportDocument(
            id: "tasks", title: "Usage by task type", range: range,
            items: [
                .fact("schema_version", .count(1)), .fact("range", range.cell),
                .fact("group_by", .list([.text(Dimension.taskType.rawValue)])), .fact("totals", totals.cell),
                .table(table), .table(ruleTable), .notes("warnings"),
            ])
        document.notes = [ReportNote](warnings)
        document.notes.append(
            ReportNote("Names of tools are not stored, and so no rule looks at them.", isWarning: false))
        if totals.calls == 0 { document.emptySentence = "No calls match: \(range)." }
        return document
    }

    private var ruleTable: ReportTable {
        typealias Row = (rule: TaskRule, sums: UsageSums)
        let keys: [ReportField<Row>] = [
            .text("rule", "Rule") { $0.rule.rawValue }.asKey,
            .name("sentence", "The first that applies decides") { $0.rule.sentence },
        ]
        var table = ReportTable("rules", keys + UsageFigures.of { $0.sums }, rules)
        table.title = "Rules"
        table.layouts = [ReportLayout(["rule", "calls", "cost", "sentence"])]
        return table
    }
}
