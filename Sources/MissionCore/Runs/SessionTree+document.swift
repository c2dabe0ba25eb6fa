// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Sessions with the sessions that they started, alone and together.
package struct SubagentReport: Report {
    /// The name by which callers ask for it.
    package let id = "subagents"
    /// For headings.
    package let title = "Sessions and their subagents"
    /// What it shows.
    package let summary = "Sessions with the sessions that they started, alone and together."
    /// What a caller may ask beyond days and filters.
    package let options = ReportOptions(groupBy: [.session], formats: [.table, .json, .markdown])

    package init() {}

    /// Asks a ledger; see ``Report/load(_:_:now:)``.
    package func load(
        _ reader: any LedgerReader, _ request: ReportRequest, now: Timestamp
    ) async throws -> ReportDocument {
        let sessions = try await reader.sessions(matching: try request.query(), limit: .max)
        return SessionTree(sessions).document(
            range: try request.range(), costMode: request.costMode, limit: request.limit)
    }
}

extension SessionTree {
    /// The trees in which somebody started somebody: their nodes, depth first, with how deep they are.
    package var families: [(node: Node, depth: Int)] {
        listed(from: roots.filter { !nodes[$0].children.isEmpty })
    }

    /// Some conversations and everything below them as a table of lines: what is alike below the same parent is one.
    ///
    /// - Parameter limit: People see at most so many lines.
    package func table(of sessions: Set<SessionID>, limit: Int? = nil) -> ReportTable {
        func isNamed(_ node: Node) -> Bool { node.summary.map { sessions.contains($0.session.session) } ?? false }
        let starts = nodes.indices.filter { index in
            isNamed(nodes[index]) && !(nodes[index].parent.map { isNamed(nodes[$0]) } ?? false)
        }
        return FamilyLine.table(listed(from: starts), totals: sums(of: sessions), limit: limit)
    }

    private func listed(from starts: [Int]) -> [(node: Node, depth: Int)] {
        var listed: [(node: Node, depth: Int)] = []
        var stack = starts.reversed().map { (index: $0, depth: 0) }
        while let (index, depth) = stack.popLast() {
            listed.append((nodes[index], depth))
            stack += nodes[index].children.reversed().map { (index: $0, depth: depth + 1) }
        }
        return listed
    }

    /// The sums over all families, each call once.
    package var familyTotals: UsageSums {
        families.reduce(into: UsageSums()) { $0 += $1.node.own }
    }

    /// The families as a document: each session for programs, those that are alike on one line for people.
    ///
    /// - Parameter limit: At most so many lines.
    package func document(range: ReportRange, costMode: CostMode = .auto, limit: Int? = nil) -> ReportDocument {
        let (families, totals) = (families, familyTotals)
        let place: [ReportField<(node: Node, depth: Int)>] = [
            .count("depth") { Int64($0.depth) },
            .name("parent") { [nodes] in $0.node.parent.map { nodes[$0].key } },
        ]
        var rows = ReportTable("rows", place + Node.fields.map { $0.of { $0.node } }, families)
        rows.dataLimit = limit
        var document = ReportDocument(
            id: "subagents", title: "Sessions and their subagents", range: range,
            items: [
                .fact("schema_version", .count(1)), .fact("range", range.cell), .fact("totals", totals.cell),
                .table(rows), .table(FamilyLine.table(families, totals: totals, limit: limit)), .notes("warnings"),
            ])
        document.notes =
            [ReportNote](UsageNotes(totals, costMode: costMode).sentences) + [
                ReportNote(
                    "“All” is a session with everything it started; the total counts each call once.", for: .people)
            ]
        if families.isEmpty {
            document.notes = []
            document.emptySentence = "No session started another: \(range)."
        }
        return document
    }
}

extension SessionTree.Node {
    /// The conversation, its own sums and those that include its children. Of a parent without calls only the key is known.
    package var json: JSONValue { Self.fields.present(in: self).json }

    fileprivate static let fields: [ReportField<Self>] =
        [.name("session") { $0.key }]
        + SessionFields.data.filter { $0.column.key != "session" }.map { field in
            let isFigure = UsageFigures.sheet.contains(field.column.key)
            var own = ReportField<Self>(field.column.key, field.column.title, field.column.kind) { node in
                if let summary = node.summary { return field.cell(summary) }
                return isFigure ? UsageFigures.cell(field.column.key, of: UsageSums()) : .absent
            }
            own.column = field.column
            return own
        } + [.record("with_children") { $0.withChildren.cell }]
}

/// A line of the table: one session, or several of one key that one parent started and that started nobody.
private struct FamilyLine {
    var node: SessionTree.Node
    var depth: Int
    var count = 1

    static func table(
        _ families: [(node: SessionTree.Node, depth: Int)], totals: UsageSums, limit: Int?
    ) -> ReportTable {
        let lines = collapsed(families)
        var table = ReportTable(nil, fields, lines)
        for (index, line) in lines.enumerated() {
            (table.rows[index].depth, table.rows[index].count) = (line.depth, line.count)
        }
        table.totals = fields.map { field in
            switch field.column.key {
            case "calls", "total_tokens", "cost": UsageFigures.cell(field.column.key, of: totals)
            default: .blank
            }
        }
        table.layouts = [ReportLayout(fields.map(\.column.key))]
        table.cut = limit.map { ReportCut($0, "lines") }
        return table
    }

    private static let fields: [ReportField<FamilyLine>] = [
        ReportField("session", "Session", .name) {
            .title($0.node.key, label: $0.node.summary?.session.label, facts: [])
        },
        ReportField("session_kind", "Kind", .text) { line in
            line.node.summary.map { .text(($0.session.kind ?? .unattributed).rawValue) } ?? .unknown
        },
        .count("calls", "Calls") { $0.node.own.calls },
        .tokens("total_tokens", "Tokens") { $0.node.own.tokens.total },
        .money("cost", "Cost") { $0.node.summary?.sums.knownAmount ?? KnownAmount(nil) },
        .count("all_calls", "All calls") { $0.node.withChildren.calls },
        .tokens("all_tokens", "All tokens") { $0.node.withChildren.tokens.total },
        .money("all_cost", "All cost") { $0.node.withChildren.knownAmount },
    ]

    /// Heartbeats are many and alike: what has the same key below the same parent becomes one line, where the most expensive stood.
    private static func collapsed(_ families: [(node: SessionTree.Node, depth: Int)]) -> [FamilyLine] {
        struct Place: Hashable {
            var parent: Int
            var key: String
        }
        var (lines, places): ([FamilyLine], [Place: Int]) = ([], [:])
        for (node, depth) in families {
            guard let parent = node.parent, node.children.isEmpty, let summary = node.summary else {
                lines.append(FamilyLine(node: node, depth: depth))
                continue
            }
            let place = Place(parent: parent, key: node.key)
            guard let known = places[place] else {
                places[place] = lines.count
                lines.append(FamilyLine(node: node, depth: depth))
                continue
            }
            lines[known].node.summary = SessionSummary.merging([lines[known].node.summary, summary].compactMap(\.self))
            lines[known].node.withChildren += node.withChildren
            lines[known].count += 1
        }
        return lines
    }
}
