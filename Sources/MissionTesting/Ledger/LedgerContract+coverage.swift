// Mission Control
// SPDX-License-Identifier: Apache-2.0

internal import MissionCore

extension LedgerContract {
    static let coverage = [
        Rule("what stands for a run counts until a finer source has told of its conversation up to a minute before") {
            make in
            for (offset, isCovered) in [(-60_001, false), (-60_000, true), (0, true), (3_600_000, true)] {
                let snapshot = coarse(1, .run, .status)
                let call = Fixtures.event(2, at: Fixtures.noon.advanced(byMilliseconds: Int64(offset)))
                try await expectCovered([snapshot], by: call, isCovered, "a call \(offset) ms later", make)
            }
        },
        Rule("a call that a log tells counts until a finer source tells one of its model within two seconds") { make in
            for (offset, isCovered) in [(-2001, false), (-2000, true), (0, true), (2000, true), (2001, false)] {
                let line = coarse(1, .loggedCall, .usageLog)
                let call = Fixtures.event(2, at: Fixtures.noon.advanced(byMilliseconds: Int64(offset)))
                try await expectCovered([line], by: call, isCovered, "a call \(offset) ms later", make)
            }
        },
        Rule("where a log names no provider its model alone decides, and another model covers nothing") { make in
            let cases = [
                ("", "claude-opus-4-6", true), ("anthropic", "claude-opus-4-6-20260205", true),
                ("claude", "claude-opus-4-6", true), ("bedrock", "claude-opus-4-6", false),
                ("", "claude-haiku-4-5", false),
            ]
            for (provider, model, isCovered) in cases {
                var line = coarse(1, .loggedCall, .usageLog)
                line.attribution = Attribution(recordedProvider: provider, recordedModel: model)
                try await expectCovered([line], by: Fixtures.event(2), isCovered, "\(provider)/\(model)", make)
            }
        },
        Rule("only a better source covers, of the same conversation, and with a call") { make in
            let line = coarse(1, .loggedCall, .usageLog)
            let twin = coarse(2, .loggedCall, .usageLog)
            try await expectCovered([line], by: twin, false, "two lines of a log", make)
            let poorer = Fixtures.event(2, source: .callDatabase)
            try await expectCovered([line], by: poorer, false, "a poorer source", make)
            let elsewhere = Fixtures.event(2, session: Fixtures.session("s2"))
            try await expectCovered([line], by: elsewhere, false, "another conversation", make)
            let mirror = Fixtures.event(2, isSynthetic: true)
            try await expectCovered([line], by: mirror, false, "no call", make)
        },
        Rule("a log's total counts until the same log turns out to tell calls") { make in
            let total = coarse(1, .conversation, .usageLog)
            let line = coarse(2, .loggedCall, .usageLog, at: 86_400_000)
            try await expectCovered([total], by: line, true, "a line of the same log", make)
            let elsewhere = coarse(2, .loggedCall, .callDatabase, at: 86_400_000)
            try await expectCovered([total], by: elsewhere, false, "a poorer source", make)
            let other = coarse(2, .conversation, .usageLog)
            try await expectCovered([total], by: other, false, "another total", make)
        },
        Rule("what is covered itself covers what is poorer") { make in
            let line = coarse(1, .loggedCall, .usageLog)
            let row = coarse(2, .loggedCall, .callDatabase, at: 1500)
            let snapshot = coarse(3, .run, .status, at: 3000)
            let call = Fixtures.event(4, at: Fixtures.noon.advanced(byMilliseconds: -1000))
            for order in permutations([line, row, snapshot, call]) {
                let ledger = try await make()
                for event in order { _ = try await ledger.append(Fixtures.batch(event)) }
                let explanation = try await ledger.explain(session: "s1", limit: 9)
                // The call is too far from the database's row, but not from the log's line.
                try expect(explanation.rows.map(\.isCovered), equals: [false, true, true, true], "covered")
                try expect(
                    explanation.rows.map(\.coveredBy), equals: [nil, .transcript, .usageLog, .transcript], "by what")
                try expect(try await ledger.total(UsageQuery()), equals: UsageSums(call), "sums")
            }
        },
        Rule("a log that is told again with larger counts replaces what it told, counted or covered") { make in
            let call = Fixtures.event(9)
            let (first, grown) = (coarse(1, .run, .status), coarse(1, .run, .status, at: 120_000, input: 900))
            for order in permutations([first, grown, first]) {
                let ledger = try await make()
                for event in order { _ = try await ledger.append(Fixtures.batch(event)) }
                try expect(try await ledger.total(UsageQuery()), equals: UsageSums(grown), "sums")
                try expect(try await ledger.total(UsageQuery()).coarseCalls, equals: 1, "coarse calls")
            }
            for order in permutations([first, grown, call]) {
                let ledger = try await make()
                for event in order { _ = try await ledger.append(Fixtures.batch(event)) }
                // The newer figures say something of the time after the last call that is known one by one.
                let rows = try await ledger.explain(session: "s1", limit: 9).rows
                try expect(rows.map(\.isCovered), equals: [false, false], "covered")
                try expect(rows.map(\.event.tokens.input), equals: [100, 900], "input")
            }
        },
        Rule("what had covered a call and turns out to belong elsewhere covers it no longer") { make in
            let line = coarse(1, .loggedCall, .usageLog)
            let start = Fixtures.noon.advanced(byMilliseconds: -9_000_000)
            let copy = Fixtures.event(2, sessionStart: Fixtures.noon)
            let owner = Fixtures.event(2, session: Fixtures.session("s0"), sessionStart: start)
            for order in permutations([line, copy, owner]) {
                let ledger = try await make()
                for event in order { _ = try await ledger.append(Fixtures.batch(event)) }
                try expect(try await ledger.total(UsageQuery()).calls, equals: 2, "calls")
                try expect(try await ledger.state().events, equals: 2, "calls held")
            }
            let ledger = try await make()
            _ = try await ledger.append(Fixtures.batch(line, copy))
            let result = try await ledger.append(Fixtures.batch(owner))
            try expect(result, equals: AppendResult(updated: 1, uncovered: 1), "result")
        },
        Rule("a point counts until a call with the same counts is told within ten minutes, each for one") { make in
            let offsets = [(-600_001, false), (-600_000, true), (0, true), (600_000, true), (600_001, false)]
            for (offset, isCovered) in offsets {
                let point = coarse(1, .point, .rpc)
                let call = Fixtures.event(
                    2, at: Fixtures.noon.advanced(byMilliseconds: Int64(offset)), tokens: point.tokens, source: .stream)
                try await expectCovered([point], by: call, isCovered, "a call \(offset) ms later", make)
            }
            let other = Fixtures.event(3, tokens: TokenCounts(input: 500, output: 11), source: .stream)
            try await expectCovered([coarse(1, .point, .rpc)], by: other, false, "other counts", make)
            // Two calls within two seconds with equal counts, of which one is known otherwise.
            let (first, second) = (coarse(1, .point, .rpc), coarse(2, .point, .rpc, at: 1500))
            let known = Fixtures.event(
                3, at: Fixtures.noon.advanced(byMilliseconds: 1500), tokens: first.tokens, source: .stream)
            for order in permutations([first, second, known]) {
                let ledger = try await make()
                for event in order { _ = try await ledger.append(Fixtures.batch(event)) }
                let sums = try await ledger.total(UsageQuery())
                try expect(sums.calls, equals: 2, "calls")
                try expect(sums.tokens.input, equals: 1000, "input")
            }
        },
        Rule("points of two sources and a call are one call, and the other call that a poorer source tells is another")
        {
            make in
            let pushed = coarse(1, .point, .push)
            let told = [coarse(2, .point, .rpc, at: 1000), coarse(3, .point, .rpc, at: 2000)]
            let call = Fixtures.event(4, tokens: pushed.tokens, source: .transcript)
            for order in permutations([pushed, call] + told) {
                let ledger = try await make()
                for event in order { _ = try await ledger.append(Fixtures.batch(event)) }
                try expect(try await ledger.total(UsageQuery()).calls, equals: 2, "calls")
            }
        },
        Rule("what a gateway answers call by call makes up for a run that was pushed") { make in
            let run = coarse(1, .run, .push)
            let call = Fixtures.event(2, at: Fixtures.noon.advanced(byMilliseconds: -1000), source: .rpc)
            try await expectCovered([run], by: call, true, "a call", make)
            let point = coarse(2, .point, .rpc, at: -1000)
            try await expectCovered([run], by: point, true, "a point", make)
            let own = coarse(2, .point, .push, at: -1000)
            try await expectCovered([run], by: own, false, "a point of the same source", make)
        },
        Rule("a call that was told through a gateway keeps it, whoever tells it, too") { make in
            func through(_ gateway: String, _ source: SourceKind) -> UsageEvent {
                var event = Fixtures.event(1, source: source)
                event.attribution.gateway = gateway
                if gateway != "local" { event.attribution.machine = "m-\(gateway)" }
                return event
            }
            let tellings = [through("local", .transcript), through("west", .stream), through("east", .rpc)]
            for order in permutations(tellings) {
                let ledger = try await make()
                for event in order { _ = try await ledger.append(Fixtures.batch(event)) }
                let rows = try await ledger.usage(UsageQuery(groupBy: [.gateway, .machine, .source]))
                try expect(rows.map(\.keys), equals: [["east", "m-east", "transcript"]], "whose call it is")
                try expect(rows.first?.sums.calls, equals: 1, "calls")
                let explanation = try await ledger.explain(session: "s1", limit: 9)
                try expect(explanation.gateways, equals: ["east", "local", "west"], "who told it")
                let seen = explanation.rows.first?.event.provenance
                try expect(seen, equals: [.transcript, .stream, .rpc], "where it was seen")
            }
        },
        Rule("what does not count is in no answer but the explanation") { make in
            let ledger = try await make()
            let later = Fixtures.noon.advanced(byMilliseconds: 1000)
            var line = coarse(1, .loggedCall, .usageLog)
            line.at = later
            _ = try await ledger.append(Fixtures.batch(Fixtures.event(2)))
            let before = try await ledger.state()
            try expect(try await ledger.append(Fixtures.batch(line)), equals: AppendResult(unchanged: 1), "result")
            let state = try await ledger.state()
            try expect(state.events, equals: 1, "calls held")
            try expect(state.newestEvent, equals: Fixtures.noon, "newest call")
            try expect(state.extent, equals: before.extent, "extent")
            try expect(state.generation > before.generation, "the explanation changed, and the generation did not")
            let page = try await ledger.events(matching: UsageQuery(), after: nil, limit: 9)
            try expect(page.map(\.event.source), equals: [.transcript], "page")
            let rows = try await ledger.usage(UsageQuery(groupBy: [.source]))
            try expect(rows.map(\.keys), equals: [["transcript"]], "sources")
            let sessions = try await ledger.sessions(matching: UsageQuery(), limit: 9)
            try expect(sessions.map(\.sums.calls), equals: [1], "conversations")
            try expect(sessions.map(\.lastCall), equals: [Fixtures.noon], "a conversation's last call")
            let explanation = try await ledger.explain(session: "s1", limit: 9)
            try expect(explanation.rows.map(\.event), equals: [Fixtures.event(2), line], "explanation")
            try expect([explanation.counted, explanation.covered], equals: [1, 1], "counts")
            try expect(try await ledger.append(Fixtures.batch(line)), equals: AppendResult(unchanged: 1), "replay")
            try expect(try await ledger.state(), equals: state, "state after a replay")
        },
        Rule("an explanation answers to a key and to an id, and keeps the newest rows") { make in
            let ledger = try await make()
            var batch = Fixtures.batch(
                Fixtures.event(1), Fixtures.event(2, at: Fixtures.noon.advanced(byMilliseconds: 5)),
                Fixtures.event(3, session: Fixtures.session("s2")), Fixtures.event(4, isSynthetic: true))
            batch.sessions = [SessionFacts(session: Fixtures.session(), key: "agent:main:main")]
            _ = try await ledger.append(batch)
            for name in ["s1", "agent:main:main"] {
                let explanation = try await ledger.explain(session: name, limit: 1)
                try expect(explanation.rows.map(\.event.id), equals: [Fixtures.eventID(2)], "newest row of \(name)")
                try expect(explanation.rows.map(\.session.key), equals: ["agent:main:main"], "facts of \(name)")
                let counts = [explanation.counted, explanation.covered, explanation.synthetic]
                try expect(counts, equals: [2, 0, 1], "counts of \(name)")
            }
            let other = try await ledger.explain(session: "agent:main:s2", limit: 9)
            try expect(other.rows.map(\.event.id), equals: [Fixtures.eventID(3)], "a conversation without key")
            try expect(try await ledger.explain(session: "nobody", limit: 9).rows, equals: [], "nobody")
            try expect(try await ledger.explain(session: "s1", limit: -1).rows, equals: [], "a negative limit")
        },
    ]

    /// A row of the conversation `s1` that a finer source may cover, so many milliseconds after noon.
    static func coarse(
        _ number: Int, _ grain: Grain, _ source: SourceKind, at offset: Int64 = 0, input: Int64 = 500
    ) -> UsageEvent {
        var event = Fixtures.event(
            number, at: Fixtures.noon.advanced(byMilliseconds: offset), tokens: TokenCounts(input: input, output: 10),
            source: source)
        event.grain = grain
        return event
    }

    /// Whether rows are covered by a call, told in every order and together.
    private static func expectCovered(
        _ rows: [UsageEvent], by call: UsageEvent, _ isCovered: Bool, _ what: String, _ make: Factory
    ) async throws {
        var tellings = permutations(rows + [call]).map { $0.map { [$0] } }
        tellings += permutations(rows + [call]).map { [$0] }
        for batches in tellings {
            let ledger = try await make()
            for events in batches { _ = try await ledger.append(SourceBatch(source: Fixtures.source, events: events)) }
            let counted = isCovered ? [call] : rows + [call]
            let wanted = counted.reduce(into: UsageSums()) { $0 += UsageSums($1) }
            let found = try await ledger.total(UsageQuery(includeSynthetic: true))
            try expect(found, equals: wanted, "sums, \(what)")
            try expect(try await ledger.state().events, equals: wanted.calls, "calls held, \(what)")
        }
    }
}
