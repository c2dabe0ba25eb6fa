// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore
internal import MissionTesting
internal import Testing

@Suite struct `Sessions and those they started` {
    private func summary(
        _ id: String, key: String? = nil, parent: String? = nil, quarter: Int64 = 1000, calls: Int64 = 1,
        cents: Int64 = 10
    ) -> SessionSummary {
        var sums = UsageSums()
        sums.calls = calls
        sums.tokens.input = calls * 100
        sums.cost = Money(nanodollars: cents * 10_000_000)
        let moment = QuarterHour(number: quarter).start
        return SessionSummary(
            session: SessionFacts(
                session: Fixtures.session(id), key: key ?? "agent:main:\(id)", kind: .subagent, parentKey: parent),
            sums: sums, firstCall: moment, lastCall: moment, models: ["anthropic/claude-opus-4-6"])
    }

    private func node(_ id: String, in tree: SessionTree) throws -> SessionTree.Node {
        try #require(tree.nodes.first { $0.summary?.session.session.id == id })
    }

    @Test func `a parent's total has its children and theirs, each call once`() throws {
        let tree = SessionTree([
            summary("grandchild", parent: "agent:main:child", calls: 4, cents: 40),
            summary("root", calls: 1, cents: 1), summary("child", parent: "agent:main:root", calls: 2, cents: 20),
            summary("other", parent: "agent:main:root", calls: 8, cents: 80), summary("alone", calls: 16),
        ])
        #expect(try node("root", in: tree).withChildren.calls == 15)
        #expect(try node("root", in: tree).withChildren.cost == Money(nanodollars: 1_410_000_000))
        #expect(try node("child", in: tree).withChildren.calls == 6)
        #expect(try node("root", in: tree).own.calls == 1)
        #expect(
            tree.families.map { "\($0.depth) \($0.node.key)" } == [
                "0 agent:main:root", "1 agent:main:other", "1 agent:main:child", "2 agent:main:grandchild",
            ])
        #expect(tree.familyTotals.calls == 15)
    }

    @Test func `asking for a parent and its child together counts the child once`() {
        let tree = SessionTree([summary("root"), summary("child", parent: "agent:main:root", calls: 2)])
        #expect(tree.sums(of: [Fixtures.session("root"), Fixtures.session("child")]).calls == 3)
        #expect(tree.sums(of: [Fixtures.session("child")]).calls == 2)
        #expect(tree.children(of: [Fixtures.session("root")]).map(\.key) == ["agent:main:child"])
    }

    @Test func `a parent without calls is there for its children`() {
        let tree = SessionTree([
            summary("a", parent: "agent:main:gone"), summary("b", parent: "agent:main:gone", calls: 2),
        ])
        #expect(tree.roots.map { tree.nodes[$0].key } == ["agent:main:gone"])
        #expect(tree.roots.map { tree.nodes[$0].summary == nil } == [true])
        #expect(tree.roots.map { tree.nodes[$0].withChildren.calls } == [3])
    }

    @Test func `parents that go round in a circle lose nothing and nothing counts twice`() throws {
        let tree = SessionTree([
            summary("a", parent: "agent:main:c", quarter: 5),
            summary("b", parent: "agent:main:a", quarter: 6, calls: 2),
            summary("c", parent: "agent:main:b", quarter: 7, calls: 4),
            summary("self", parent: "agent:main:self", calls: 8), summary("tail", parent: "agent:main:c", calls: 16),
        ])
        // The one that began first is the root.
        #expect(Set(tree.roots.map { tree.nodes[$0].key }) == ["agent:main:a", "agent:main:self"])
        #expect(try node("a", in: tree).withChildren.calls == 23)
        #expect(tree.nodes.reduce(0) { $0 + $1.own.calls } == 31)
    }

    @Test func `a key that was reset is several conversations, and a child belongs to the one of its time`() throws {
        let tree = SessionTree([
            summary("old", key: "agent:main:main", quarter: 10), summary("new", key: "agent:main:main", quarter: 20),
            summary("first", parent: "agent:main:main", quarter: 12, calls: 2),
            summary("second", parent: "agent:main:main", quarter: 25, calls: 4),
            summary("early", parent: "agent:main:main", quarter: 1, calls: 8),
        ])
        #expect(try node("old", in: tree).withChildren.calls == 11)
        #expect(try node("new", in: tree).withChildren.calls == 5)
    }

    @Test func `a chain of a hundred thousand does not exhaust the stack`() {
        let chain = (0..<100_000).map { summary("n\($0)", parent: $0 == 0 ? nil : "agent:main:n\($0 - 1)") }
        let tree = SessionTree(chain)
        #expect(tree.roots.count == 1)
        #expect(tree.roots.first.map { tree.nodes[$0].withChildren.calls } == 100_000)
        #expect(tree.families.last?.depth == 99_999)
    }

    @Test func `the tree is shown as before`() throws {
        let range = ReportRange(since: nil, until: nil, zone: .utc)
        let document = SessionTree([
            summary("root", calls: 1, cents: 1), summary("child", parent: "agent:main:root", calls: 2, cents: 20),
            summary("deep", parent: "agent:main:child", calls: 3, cents: 30),
            summary("orphan", parent: "agent:main:gone", calls: 5, cents: 2),
        ]).document(range: range)
        expectGolden(document.text(), "runs/subagents.txt")
        expectGolden(document.json.text(.indented), "runs/subagents.json")
        let beats = (1...3).map { number in
            summary("h\(number)", key: "agent:main:main:heartbeat", parent: "agent:main:root", cents: Int64(number))
        }
        let many = SessionTree([summary("root", calls: 1, cents: 1)] + beats).document(range: range)
        expectGolden(many.text(TableStyle()), "runs/subagents-alike.txt")
        let none = SessionTree([summary("root")]).document(range: range)
        #expect(none.text(TableStyle()) == "No session started another: all time (UTC).\n")
    }
}
