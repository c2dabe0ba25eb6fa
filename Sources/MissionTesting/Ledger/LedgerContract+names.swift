// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    static let names = [
        Rule("a program beside OpenClaw is an agent of its own, by project where there is one") { make in
            let ledger = try await make()
            _ = try await ledger.append(programs)
            let rows = try await ledger.usage(UsageQuery(groupBy: [.agent, .session]))
            let page = try await ledger.events(matching: UsageQuery(), after: nil, limit: 99)
            let wanted = Set(page.map { [$0.session.agentName, $0.session.displayKey] })
            try expect(Set(rows.map { $0.keys.compactMap(\.self) }), equals: wanted, "names")
            try expect(wanted.count, equals: programs.events.count, "names that differ")
            try expect(
                rows.contains { $0.keys == ["Claude Code (site)", "claude-code:site:c1"] }, "Claude Code's name")
        },
        Rule("a program is asked for alone and by project, and OpenClaw's main agent is none of them") { make in
            let ledger = try await make()
            _ = try await ledger.append(programs)
            let agents: [(String, Int64)] = [
                ("Claude Code (site)", 1), ("Claude Code", 3), ("Codex", 1), ("main", 2), ("reviewer", 1), ("tool", 1),
            ]
            for (name, calls) in agents {
                let query = UsageQuery(filters: [.agent: [name]])
                try expect(try await ledger.total(query).calls, equals: calls, "calls of \(name)")
                try expect(
                    try await ledger.events(matching: query, after: nil, limit: 99).count, equals: Int(calls),
                    "page of \(name)")
            }
        },
        Rule("a conversation of a program answers to its key, its id and the key it would have in OpenClaw") { make in
            let ledger = try await make()
            _ = try await ledger.append(programs)
            let names: [(String, Int64)] = [
                ("claude-code:site:c1", 1), ("c1", 1), ("agent:main:c1", 1), ("claude-code:c3", 1), ("codex:c1", 0),
                ("agent:main:c5", 0), ("mine", 1), ("agent:other:c1", 0), ("agent:main:", 0), ("agent:main:c1:x", 0),
            ]
            for (name, calls) in names {
                let query = UsageQuery(filters: [.session: [name]])
                try expect(try await ledger.total(query).calls, equals: calls, "calls of \(name)")
                try expect(
                    try await ledger.explain(session: name, limit: 9).counted, equals: calls, "explanation of \(name)")
            }
            let several = UsageQuery(filters: [.session: ["c2", "agent:main:c1", "nobody"]])
            try expect(try await ledger.sessions(matching: several, limit: 9).count, equals: 2, "several")
        },
        Rule("a project that is learnt later names the calls before it") { make in
            let ledger = try await make()
            let session = Fixtures.session("c1", harness: "codex")
            _ = try await ledger.append(Fixtures.batch(Fixtures.event(1, session: session)))
            let query = UsageQuery(groupBy: [.agent, .session])
            try expect(try await ledger.usage(query).map(\.keys), equals: [["Codex", "codex:c1"]], "before")
            let facts = SessionFacts(session: session, project: "site")
            _ = try await ledger.append(SourceBatch(source: Fixtures.source, sessions: [facts]))
            try expect(try await ledger.usage(query).map(\.keys), equals: [["Codex (site)", "codex:site:c1"]], "after")
        },
        Rule("a subscription's calls without a list price are counted, and leave when they get one") { make in
            let ledger = try await make()
            var (valued, bare) = (Fixtures.event(1), Fixtures.event(2))
            valued.cost = Cost(estimated: Money(nanodollars: 7), basis: .subscription)
            bare.cost = Cost(basis: .subscription)
            _ = try await ledger.append(Fixtures.batch(valued, bare))
            let before = try await ledger.total(UsageQuery())
            try expect(before.subscriptionCalls, equals: 2, "calls")
            try expect(before.unvaluedSubscriptionCalls, equals: 1, "without a list price")
            bare.cost = Cost(estimated: Money(nanodollars: 5), basis: .subscription)
            bare.tokens.output += 1
            _ = try await ledger.append(Fixtures.batch(bare))
            let after = try await ledger.total(UsageQuery())
            try expect(after.unvaluedSubscriptionCalls, equals: 0, "afterwards")
            try expect(after.subscriptionValue, equals: Money(nanodollars: 12), "value")
        },
        Rule("a source's calls are those that reports count") { make in
            let ledger = try await make()
            let result = try await ledger.append(
                Fixtures.batch(Fixtures.event(1), Fixtures.event(2, isSynthetic: true)))
            try expect(result.inserted, equals: 2, "rows")
            try expect(result.insertedSynthetic, equals: 1, "rows that are no calls")
            try expect(try await ledger.sourceStates().map(\.events), equals: [1], "calls")
            try expect(try await ledger.total(UsageQuery()).calls, equals: 1, "usage")
        },
    ]

    /// A call of each kind of program: with and without project, with a key, with an agent's name of its own.
    private static var programs: SourceBatch {
        let sessions: [(id: String, harness: String, agent: String, project: String?, key: String?)] = [
            ("c1", "claude-code", "main", "site", nil), ("c2", "claude-code", "main", "shop", nil),
            ("c3", "claude-code", "main", nil, nil), ("c4", "codex", "main", "", nil),
            ("c5", "gemini", "main", "x", "mine"),
            ("c6", "opencode", "main", nil, nil), ("c7", "pi", "main", "a:b", nil), ("c8", "tool", "main", nil, nil),
            ("c9", "codex", "reviewer", "site", nil), ("o1", "openclaw", "main", "site", nil),
            ("o2", "push", "main", nil, nil), ("o3", "usage-log", "scripts", nil, nil),
        ]
        let ids = sessions.map { Fixtures.session($0.id, agent: $0.agent, harness: $0.harness) }
        return SourceBatch(
            source: Fixtures.source, events: ids.enumerated().map { Fixtures.event($0.offset, session: $0.element) },
            sessions: zip(ids, sessions).map { SessionFacts(session: $0, key: $1.key, project: $1.project) })
    }
}
