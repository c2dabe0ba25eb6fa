// Mission Control
// SPDX-License-Identifier: Apache-2.0

/// Conversations and those that they started, with sums that include the children.
///
/// A child names its parent by key. A key may have had several conversations, one after the other: the parent is the one
/// that had begun last when the child began. Each call counts once in every sum.
package struct SessionTree: Sendable {
    /// A conversation in the tree.
    package struct Node: Sendable {
        /// Its key.
        package var key: String
        /// What the ledger has of it; nil for a parent that only its children name.
        package var summary: SessionSummary?
        /// Where its parent stands in ``SessionTree/nodes``; nil for a root.
        package var parent: Int?
        /// Where its children stand, most expensive first.
        package var children: [Int] = []
        /// Its own sums.
        package var own: UsageSums { summary?.sums ?? UsageSums() }
        /// Its own and everything below it.
        package var withChildren = UsageSums()
    }

    /// All conversations; those of parents come before those of their children.
    package private(set) var nodes: [Node]
    /// Where those stand that nobody started, most expensive first.
    package private(set) var roots: [Int]

    /// The tree of conversations.
    package init(_ summaries: [SessionSummary]) {
        var nodes = summaries.map { Node(key: $0.session.displayKey, summary: $0) }
        Self.link(&nodes)
        Self.cutCycles(&nodes)
        self = Self.ordered(nodes)
    }

    /// The deepest family, and the largest, that is put together conversation by conversation.
    private static let (levels, members) = (16, 1000)

    /// The tree around some conversations: those of their keys, and everything below.
    ///
    /// - Throws: What the ledger throws.
    package static func load(around sessions: [SessionFacts], from reader: any UsageReader) async throws -> SessionTree
    {
        // Whoever was started by one may know it by the key that it would have in OpenClaw.
        var known = Set(sessions.flatMap { [$0.displayKey] + ($0.key == nil ? [$0.session.agentKey] : []) })
        var new = known
        for _ in 0..<levels where !new.isEmpty && known.count < members {
            new = try await reader.sessionKeys(startedBy: new).subtracting(known)
            known.formUnion(new)
        }
        let query = UsageQuery(filters: new.isEmpty ? [.session: known] : [:])
        return SessionTree(try await reader.sessions(matching: query, limit: .max))
    }

    /// The same, for those who must not wait: at most so many conversations.
    ///
    /// - Returns: The tree, and whether everything is in it.
    /// - Throws: What the ledger throws.
    package static func part(
        around sessions: [SessionFacts], most: Int = 200, from reader: any UsageReader
    ) async throws -> (tree: SessionTree, isWhole: Bool) {
        var known = Set(sessions.flatMap { [$0.displayKey] + ($0.key == nil ? [$0.session.agentKey] : []) })
        var (new, isWhole) = (known, true)
        for _ in 0..<levels where !new.isEmpty {
            let found = try await reader.sessionKeys(startedBy: new).subtracting(known).sorted()
            new = Set(found.prefix(max(0, most - known.count)))
            isWhole = isWhole && new.count == found.count
            known.formUnion(new)
        }
        let query = UsageQuery(filters: [.session: known])
        let found = try await reader.sessions(matching: query, limit: most + 1)
        return (SessionTree(Array(found.prefix(most))), isWhole && new.isEmpty && found.count <= most)
    }

    private init(nodes: [Node], roots: [Int]) {
        self.nodes = nodes
        self.roots = roots
    }

    /// The sums over some conversations and everything below them, each call once.
    package func sums(of sessions: Set<SessionID>) -> UsageSums {
        var sums = UsageSums()
        // Parents come before children, so that one look at the parent tells whether it is counted already.
        var isCounted = Array(repeating: false, count: nodes.count)
        for (index, node) in nodes.enumerated() {
            let isNamed = node.summary.map { sessions.contains($0.session.session) } ?? false
            isCounted[index] = isNamed || node.parent.map { isCounted[$0] } ?? false
            if isCounted[index] { sums += node.own }
        }
        return sums
    }

    /// The conversations that some conversations started themselves.
    package func children(of sessions: Set<SessionID>) -> [Node] {
        nodes.filter { node in
            guard let id = node.summary?.session.session, !sessions.contains(id), let parent = node.parent else {
                return false
            }
            return nodes[parent].summary.map { sessions.contains($0.session.session) } ?? false
        }
    }
}

extension SessionTree {
    /// Finds each child's parent; a parent without calls gets a node of its own, so that its children stand together.
    private static func link(_ nodes: inout [Node]) {
        var places: [String: [Int]] = [:]
        for (index, node) in nodes.enumerated() {
            // Whoever started it may know it by the key that it would have in OpenClaw.
            let other = node.summary.flatMap { $0.session.key == nil ? $0.session.session.agentKey : nil }
            for key in Set([node.key, other ?? node.key]) { places[key, default: []].append(index) }
        }
        for key in places.keys {
            places[key]?.sort { (nodes[$0].begin, $0) < (nodes[$1].begin, $1) }
        }
        for index in nodes.indices {
            guard let key = nodes[index].summary?.session.parentKey, key != nodes[index].key else { continue }
            guard let candidates = places[key] else {
                places[key] = [nodes.count]
                nodes[index].parent = nodes.count
                nodes.append(Node(key: key, summary: nil))
                continue
            }
            let begin = nodes[index].begin
            nodes[index].parent = candidates.last { nodes[$0].begin <= begin } ?? candidates.first
        }
    }

    /// Makes the conversation that began first a root where parents go round in a circle.
    private static func cutCycles(_ nodes: inout [Node]) {
        enum State { case unseen, onPath, done }
        var states = Array(repeating: State.unseen, count: nodes.count)
        for start in nodes.indices where states[start] == .unseen {
            var path: [Int] = []
            var next: Int? = start
            while let index = next, states[index] == .unseen {
                states[index] = .onPath
                path.append(index)
                next = nodes[index].parent
            }
            if let index = next, states[index] == .onPath, let from = path.firstIndex(of: index) {
                let first = path[from...].min { (nodes[$0].begin, nodes[$0].key) < (nodes[$1].begin, nodes[$1].key) }
                if let first { nodes[first].parent = nil }
            }
            for index in path { states[index] = .done }
        }
    }

    /// Puts parents before children and adds up; without recursion, because nothing bounds how deep a log may claim to go.
    private static func ordered(_ nodes: [Node]) -> SessionTree {
        var children: [Int: [Int]] = [:]
        for (index, node) in nodes.enumerated() {
            if let parent = node.parent { children[parent, default: []].append(index) }
        }
        var order = nodes.indices.filter { nodes[$0].parent == nil }
        var position = 0
        while position < order.count {
            order += children[order[position]] ?? []
            position += 1
        }
        var newPlace = Array(repeating: 0, count: nodes.count)
        for (place, index) in order.enumerated() { newPlace[index] = place }
        var sorted = order.map { index in
            var node = nodes[index]
            node.parent = node.parent.map { newPlace[$0] }
            node.withChildren = node.own
            return node
        }
        for place in sorted.indices.reversed() {
            guard let parent = sorted[place].parent else { continue }
            sorted[parent].withChildren += sorted[place].withChildren
            sorted[parent].children.append(place)
        }
        let ranks = sorted.map(\.withChildren.costRank)
        let names = sorted.map { "\($0.key)\0\($0.summary?.session.session.id ?? "")" }
        for place in sorted.indices {
            sorted[place].children = sorted[place].children
                .mostExpensiveFirst({ ranks[$0] }, name: { names[$0] })
        }
        let roots = sorted.indices.filter { sorted[$0].parent == nil }
            .mostExpensiveFirst({ ranks[$0] }, name: { names[$0] })
        return SessionTree(nodes: sorted, roots: roots)
    }
}

extension SessionTree.Node {
    /// When it began, as far as its calls and its transcript tell.
    fileprivate var begin: Int64 {
        guard let summary else { return .min }
        let call = summary.firstCall.milliseconds
        return min(summary.session.startedAt?.milliseconds ?? call, call)
    }
}
