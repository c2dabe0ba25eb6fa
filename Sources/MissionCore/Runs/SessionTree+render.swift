// Mission Control
// SPDX-License-Identifier: Apache-2.0

extension SessionTree {
    /// The trees in which somebody started somebody: their nodes, depth first, with how deep they are.
    public var families: [(node: Node, depth: Int)] {
        var listed: [(node: Node, depth: Int)] = []
        var stack = roots.reversed().filter { !nodes[$0].children.isEmpty }.map { (index: $0, depth: 0) }
        while let (index, depth) = stack.popLast() {
            listed.append((nodes[index], depth))
            stack += nodes[index].children.reversed().map { (index: $0, depth: depth + 1) }
        }
        return listed
    }
}

extension SessionTree.Node {
    /// The conversation, its own sums and those that include its children.
    public var json: JSONValue {
        let facts = (summary?.json ?? UsageSums().json).members.filter { $0.key != "session" }
        return JSONValue.object([JSONMember(key: "session", value: .string(key))] + facts)
            .appending(["with_children": withChildren.json])
    }
}

extension [SessionSummary] {
    fileprivate var merged: SessionSummary? { SessionSummary.merging(self) }
}

/// Conversations and those that they started, as a table.
public struct FamilyTable: Sendable {
    private let tree: SessionTree
    private let range: ReportRange
    private let costMode: CostMode
    private let limit: Int

    /// Makes the table.
    ///
    /// - Parameter limit: At most so many lines.
    public init(_ tree: SessionTree, range: ReportRange, costMode: CostMode = .auto, limit: Int? = nil) {
        self.tree = tree
        self.range = range
        self.costMode = costMode
        self.limit = max(0, limit ?? .max)
    }

    /// Asks a ledger.
    ///
    /// - Throws: ``ReportError`` when the request makes no sense, or what the ledger throws.
    public static func load(from reader: any LedgerReader, _ request: ReportRequest) async throws -> FamilyTable {
        let sessions = try await reader.sessions(matching: try request.query(), limit: .max)
        return FamilyTable(
            SessionTree(sessions), range: try request.range(), costMode: request.costMode, limit: request.limit)
    }

    /// The sums over all families, each call once.
    public var totals: UsageSums {
        tree.families.reduce(into: UsageSums()) { $0 += $1.node.own }
    }

    /// The table, children below their parents; a sentence where nobody started anybody.
    public func text(_ style: TableStyle) -> String {
        let families = tree.families
        guard !families.isEmpty else { return "No session started another: \(range).\n" }
        let totals = totals
        let marksGap = (families.map(\.node.withChildren) + [totals]).contains(where: UsageColumns.hasGap)
        let lines = Self.collapsed(families)
        let rows = lines.prefix(limit).map { row($0, style, marksGap) }
        let table = TextTable(
            columns: [
                .init(title: "Session", isRightAligned: false, isShortenable: true),
                .init(title: "Kind", isRightAligned: false), .init(title: "Calls"), .init(title: "Tokens"),
                .init(title: "Cost"), .init(title: "All calls"), .init(title: "All tokens"), .init(title: "All cost"),
            ], rows: rows,
            totals: [
                "Total", "", totals.calls.groupedString, totals.tokens.total.compactString,
                UsageColumns.cost(totals, style: style, marksGap: marksGap), "", "", "",
            ])
        var notes = UsageNotes(totals, costMode: costMode).sentences
        notes.append("“All” is a session with everything it started; the total counts each call once.")
        if rows.count < lines.count {
            notes.append("\(rows.count.groupedString) of \(lines.count.groupedString) lines are shown.")
        }
        return TextPage(
            title: "Sessions and their subagents", range: range, marksGap: marksGap, notes: notes
        ).text(table, style)
    }

    /// A line of the table: one session, or several of one key that one parent started and that started nobody.
    private struct Line {
        var node: SessionTree.Node
        var depth: Int
        var count = 1
    }

    /// Heartbeats are many and alike: what has the same key below the same parent becomes one line, where the dearest stood.
    private static func collapsed(_ families: [(node: SessionTree.Node, depth: Int)]) -> [Line] {
        struct Place: Hashable {
            var parent: Int
            var key: String
        }
        var (lines, places): ([Line], [Place: Int]) = ([], [:])
        for (node, depth) in families {
            guard let parent = node.parent, node.children.isEmpty, let summary = node.summary else {
                lines.append(Line(node: node, depth: depth))
                continue
            }
            let place = Place(parent: parent, key: node.key)
            guard let known = places[place] else {
                places[place] = lines.count
                lines.append(Line(node: node, depth: depth))
                continue
            }
            lines[known].node.summary = [lines[known].node.summary, summary].compactMap(\.self).merged
            lines[known].node.withChildren += node.withChildren
            lines[known].count += 1
        }
        return lines
    }

    private func row(_ line: Line, _ style: TableStyle, _ marksGap: Bool) -> [String] {
        let (node, depth) = (line.node, line.depth)
        // What claims to be deeper than a terminal is wide is still one line.
        let indent = String(repeating: "  ", count: min(depth, 20))
        let key = node.key.displayable.shortened(to: 48, unicode: style.unicode)
        let label = node.summary?.session.label.map { " (\($0.displayable.shortened(to: 24, unicode: style.unicode)))" }
        let (own, all) = (node.own, node.withChildren)
        let figures =
            node.summary == nil
            ? [style.unknown, "0", "0", style.unknown + (marksGap ? " " : "")]
            : [
                (node.summary?.session.kind ?? .unattributed).rawValue, own.calls.groupedString,
                own.tokens.total.compactString, UsageColumns.cost(own, style: style, marksGap: marksGap),
            ]
        let count = line.count > 1 ? " \(style.unicode ? "×" : "x") \(line.count.groupedString)" : ""
        return [indent + key + (label ?? "") + count] + figures + [
            all.calls.groupedString, all.tokens.total.compactString,
            UsageColumns.cost(all, style: style, marksGap: marksGap),
        ]
    }

    /// The same as one object: each session with its depth, children behind their parents.
    public var json: JSONValue {
        [
            "schema_version": 1,
            "range": range.json,
            "totals": totals.json,
            "rows": .array(
                tree.families.prefix(limit).map { node, depth in
                    let place: JSONValue = [
                        "depth": JSONValue(count: depth), "parent": JSONValue(node.parent.map { tree.nodes[$0].key }),
                    ]
                    return place.appending(node.json)
                }),
            "warnings": .array(UsageNotes(totals, costMode: costMode).sentences.map(JSONValue.string)),
        ]
    }
}
