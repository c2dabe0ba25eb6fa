// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

/// Turns that another program answered: its calls count, for whose turn it was.
extension LedgerContract {
    static let backends = [
        Rule("a turn counts until the program that answered it tells its calls, whatever is told first") { make in
            let turn = turn(1, at: 60_000)
            let calls = [made(2, at: 20_000), made(3, at: 40_000)]
            let wanted = sums(calls)
            for order in permutations([Told(turn), Told(calls[0]), Told(calls[1]), Told(link())]) {
                let ledger = try await make()
                for told in order { _ = try await ledger.append(told.batch) }
                try expect(try await ledger.total(UsageQuery()), equals: wanted, "sums")
                try expect(try await ledger.state().events, equals: 2, "calls held")
                for told in order { _ = try await ledger.append(told.batch) }
                try expect(try await ledger.total(UsageQuery()), equals: wanted, "sums told twice")
            }
        },
        Rule("a turn that only its own session tells counts, as a sum") { make in
            let others = [
                // Before its session's turn before it, or after its end: of other turns.
                [turn(2, at: -600_000), made(3, at: -700_000)], [made(3, at: 65_001)],
                // Another program, no call, another conversation.
                [made(3, harness: "codex")], [made(3, isSynthetic: true)], [made(3, in: "b2")],
            ]
            for rows in others {
                for order in permutations(rows + [turn(1, at: 60_000)]) {
                    let ledger = try await make()
                    _ = try await ledger.append(
                        SourceBatch(source: Fixtures.source, links: [link(), link(to: "codex")]))
                    for row in order { _ = try await ledger.append(Fixtures.batch(row)) }
                    let explanation = try await ledger.explain(session: "s1", limit: 9)
                    let found = explanation.rows.first { $0.event.id == Fixtures.eventID(1) }
                    try expect(found?.isCovered, equals: false, "whether the turn is covered")
                    try expect(try await ledger.total(UsageQuery()).coarseCalls >= 1, "no sum")
                }
            }
        },
        Rule("calls of a backend count for the turn's agent, session, kind, job and channel; the program stays its own")
        {
            make in
            var turn = turn(1, at: 60_000)
            turn.attribution.kind = .heartbeat
            let facts = SessionFacts(
                session: Fixtures.session(agent: "ops"), key: "agent:ops:main", kind: .chat, cronJob: "c1",
                channel: "telegram", project: "home")
            turn.session = facts.session
            let theirs = SessionFacts(session: made(2).session, kind: .chat, project: "site")
            let batches = [
                Fixtures.batch(turn), Fixtures.batch(made(2, at: 30_000)),
                SourceBatch(source: Fixtures.source, sessions: [facts, theirs]),
                SourceBatch(source: Fixtures.source, links: [link(from: facts.session)]),
            ]
            for order in permutations(batches) {
                let ledger = try await make()
                for batch in order { _ = try await ledger.append(batch) }
                let dimensions: [Dimension] = [.agent, .session, .sessionKind, .cron, .channel, .harness, .source]
                let rows = try await ledger.usage(UsageQuery(groupBy: dimensions))
                let wanted = ["ops", "agent:ops:main", "heartbeat", nil, "telegram", "claude-code", "transcript"]
                try expect(rows.map { $0.keys.enumerated().map { $0 == 3 ? nil : $1 } }, equals: [wanted], "keys")
                try expect(rows.map(\.sums.calls), equals: [1], "calls")
                for name in ["agent:ops:main", "s1", "b1"] {
                    let found = try await ledger.total(UsageQuery(filters: [.session: [name]]))
                    try expect(found.calls, equals: 1, "calls of \(name)")
                }
                for (dimension, name) in [
                    (Dimension.agent, "ops"), (.harness, "claude-code"), (.sessionKind, "heartbeat"),
                ] {
                    let found = try await ledger.total(UsageQuery(filters: [dimension: [name]]))
                    try expect(found.calls, equals: 1, "calls of \(name)")
                }
                try expect(try await ledger.total(UsageQuery(filters: [.agent: ["main"]])).calls, equals: 0, "main")
                let sessions = try await ledger.sessions(matching: UsageQuery(), limit: 9)
                try expect(sessions.map(\.session.key), equals: ["agent:ops:main"], "conversations")
                let page = try await ledger.events(matching: UsageQuery(), after: nil, limit: 9)
                try expect(page.map(\.event.session.id), equals: ["b1"], "who tells")
                try expect(page.map(\.session.key), equals: ["agent:ops:main"], "for whom")
                try expect(page.map(\.event.attribution.kind), equals: [.heartbeat], "what for")
            }
        },
        Rule("an explanation shows the turn and the calls, and says who tells them") { make in
            let ledger = try await make()
            var batch = Fixtures.batch(turn(1, at: 60_000), made(2, at: 30_000))
            batch.links = [link()]
            _ = try await ledger.append(batch)
            let rows = try await ledger.explain(session: "s1", limit: 9).rows
            try expect(rows.map(\.event.session.id), equals: ["b1", "s1"], "rows")
            try expect(rows.map(\.isCovered), equals: [false, true], "covered")
            try expect(rows.map(\.coveredBy), equals: [nil, .transcript], "by what")
            try expect(rows.map(\.coveredByHarness), equals: [nil, "claude-code"], "by whom")
            try expect(rows.map(\.session.session.id), equals: ["s1", "s1"], "for whom")
            try expect(
                try await ledger.explain(session: "b1", limit: 9).rows.map(\.event.session.id), equals: ["b1"], "b1")
        },
        Rule("of several sessions with one backend each has the calls of its own turns") { make in
            // A reset began another session, which goes on in the same conversation of the program.
            let old = (session: Fixtures.session("s1"), turn: turn(1, at: 60_000))
            var young = (session: Fixtures.session("s2"), turn: turn(2, at: 600_000))
            young.turn.session = young.session
            let calls = [made(3, at: 30_000), made(4, at: 500_000), made(5, at: 700_000)]
            let facts = [(old.session, Int64(0)), (young.session, 300_000)].map {
                SessionFacts(session: $0, startedAt: Fixtures.noon.advanced(byMilliseconds: $1))
            }
            let links = [link(from: old.session), link(from: young.session)]
            var batches = [old.turn, young.turn].map { Fixtures.batch($0) }
            batches.append(SourceBatch(source: Fixtures.source, events: calls))
            batches += facts.map { SourceBatch(source: Fixtures.source, sessions: [$0]) }
            batches.append(SourceBatch(source: Fixtures.source, links: links))
            for order in permutations(batches) {
                let ledger = try await make()
                for batch in order { _ = try await ledger.append(batch) }
                let rows = try await ledger.usage(UsageQuery(groupBy: [.session]))
                try expect(rows.map(\.keys), equals: [["agent:main:s1"], ["agent:main:s2"]], "sessions")
                try expect(rows.map(\.sums.calls), equals: [1, 2], "calls")
            }
        },
        Rule("a row is a turn once any telling knows it") { make in
            var call = turn(1, at: 60_000)
            (call.grain, call.durationMilliseconds) = (.call, nil)
            for order in permutations([call, turn(1, at: 60_000), made(2, at: 30_000)]) {
                let ledger = try await make()
                _ = try await ledger.append(SourceBatch(source: Fixtures.source, links: [link()]))
                for row in order { _ = try await ledger.append(Fixtures.batch(row)) }
                try expect(try await ledger.total(UsageQuery()), equals: sums([made(2, at: 30_000)]), "sums")
            }
        },
        Rule("a run that only its log tells of does not count beside the calls of its backend") { make in
            var run = turn(1, at: 60_000)
            (run.grain, run.source) = (.conversation, .runLog)
            var snapshot = run
            (snapshot.id, snapshot.grain, snapshot.source) = (Fixtures.eventID(9), .run, .status)
            for order in permutations([Told(run), Told(snapshot), Told(made(2, at: 30_000)), Told(link())]) {
                let ledger = try await make()
                for told in order { _ = try await ledger.append(told.batch) }
                try expect(try await ledger.total(UsageQuery()), equals: sums([made(2, at: 30_000)]), "sums")
            }
        },
    ]

    /// A fact or a row.
    private struct Told {
        var batch: SourceBatch

        init(_ event: UsageEvent) { batch = Fixtures.batch(event) }
        init(_ link: BackendLink) { batch = SourceBatch(source: Fixtures.source, links: [link]) }
    }

    /// A turn of the session `s1` that Claude Code answered, so many milliseconds after noon.
    static func turn(_ number: Int, at offset: Int64 = 0) -> UsageEvent {
        var event = Fixtures.event(
            number, at: Fixtures.noon.advanced(byMilliseconds: offset), provider: "claude-cli", model: "opus",
            tokens: TokenCounts(input: 7, output: 900, cacheRead: 88_000))
        event.grain = .turn
        return event
    }

    /// A call that Claude Code made in its conversation `b1`, so many milliseconds after noon.
    static func made(
        _ number: Int, at offset: Int64 = 0, in conversation: String = "b1", harness: String = "claude-code",
        isSynthetic: Bool = false
    ) -> UsageEvent {
        Fixtures.event(
            number, at: Fixtures.noon.advanced(byMilliseconds: offset),
            session: Fixtures.session(conversation, harness: harness), isSynthetic: isSynthetic)
    }

    static func link(from session: SessionID = Fixtures.session(), to harness: String = "claude-code") -> BackendLink {
        BackendLink(session: session, backend: BackendName(harness: harness, id: "b1"))
    }

    static func sums(_ events: [UsageEvent]) -> UsageSums {
        events.reduce(into: UsageSums()) { $0 += UsageSums($1) }
    }
}
